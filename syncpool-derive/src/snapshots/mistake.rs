#[derive(Poolable)]
struct Request<T: Clone> {
    #[poolable(skp)]
    id: T,
    #[poolable(skip, default)]
    path: String,
}
