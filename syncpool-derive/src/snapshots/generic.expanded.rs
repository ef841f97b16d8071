#[automatically_derived]
#[allow(deprecated)]
impl<'a, K, V: Clone, const N: usize> memory::Poolable for Tree<'a, K, V, N>
where
    K: Ord,
    K: memory::Poolable,
    [V; N]: memory::Poolable,
    Vec<V>: memory::Poolable,
    V: memory::Poolable,
    V: memory::__private::Default,
{
    #[inline]
    fn reset(&mut self) {
        <&'a str as memory::Poolable>::reset(&mut self.name);
        <K as memory::Poolable>::reset(&mut self.key);
        <[V; N] as memory::Poolable>::reset(&mut self.values);
        <Vec<V> as memory::Poolable>::reset(&mut self.items);
        <HashMap<K, Tree<'a, K, V, N>> as memory::Poolable>::reset(&mut self.children);
        <Option<Box<Self>> as memory::Poolable>::reset(&mut self.parent);
        <(V, Box<Tree<'a, K, V, N>>) as memory::Poolable>::reset(&mut self.next);
        self.default = <V as memory::__private::Default>::default();
    }
    #[inline]
    fn is_reusable(&self) -> memory::__private::bool {
        memory::__private::all([
            <&'a str as memory::Poolable>::is_reusable(&self.name),
            <K as memory::Poolable>::is_reusable(&self.key),
            <[V; N] as memory::Poolable>::is_reusable(&self.values),
            <Vec<V> as memory::Poolable>::is_reusable(&self.items),
            <HashMap<
                K,
                Tree<'a, K, V, N>,
            > as memory::Poolable>::is_reusable(&self.children),
            <Option<Box<Self>> as memory::Poolable>::is_reusable(&self.parent),
            <(V, Box<Tree<'a, K, V, N>>) as memory::Poolable>::is_reusable(&self.next),
        ])
    }
    #[inline]
    fn footprint(&self) -> memory::Footprint {
        memory::__private::sum([
            <&'a str as memory::Poolable>::footprint(&self.name),
            <K as memory::Poolable>::footprint(&self.key),
            <[V; N] as memory::Poolable>::footprint(&self.values),
            <Vec<V> as memory::Poolable>::footprint(&self.items),
            <HashMap<
                K,
                Tree<'a, K, V, N>,
            > as memory::Poolable>::footprint(&self.children),
            <Option<Box<Self>> as memory::Poolable>::footprint(&self.parent),
            <(V, Box<Tree<'a, K, V, N>>) as memory::Poolable>::footprint(&self.next),
        ])
    }
}
