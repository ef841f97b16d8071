#[derive(Poolable)]
#[poolable(crate = "memory")]
struct Tree<'a, K, V: Clone, const N: usize = 4>
where
    K: Ord,
{
    name: &'a str,
    key: K,
    values: [V; N],
    items: Vec<V>,
    children: HashMap<K, Tree<'a, K, V, N>>,
    parent: Option<Box<Self>>,
    next: (V, Box<Tree<'a, K, V, N>>),
    #[poolable(default)]
    default: V,
}
