::core::compile_error! {
    "`skp` is not an option of `poolable` on a field: did you mean `skip`? Expected `clear`, `skip`, `default`, `value`, `with`, `max_capacity` or `zeroize`"
}
::core::compile_error! {
    "`default` contradicts `skip`: a field is reset in one way, so keep one of them"
}
#[automatically_derived]
#[allow(deprecated)]
impl<T: Clone> ::syncpool::Poolable for Request<T> {
    #[inline]
    fn reset(&mut self) {}
}
