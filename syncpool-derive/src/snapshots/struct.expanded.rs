#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Poolable for Request {
    #[inline]
    fn reset(&mut self) {
        <usize as ::syncpool::Poolable>::reset(&mut self.id);
        <String as ::syncpool::Poolable>::reset(&mut self.path);
        <Vec<u8> as ::syncpool::Poolable>::reset(&mut self.body);
        <Vec<
            u8,
        > as ::syncpool::__private::LimitCapacity>::limit_capacity(
            &mut self.body,
            64 * 1024,
        );
        self.session = <Session as ::syncpool::__private::core::default::Default>::default();
        self.received = ::syncpool::__private::value::<Instant>(|| Instant::now());
        ::syncpool::__private::reset_with::<Headers>(&mut self.headers, Headers::forget);
    }
    #[inline]
    fn is_reusable(&self) -> ::syncpool::__private::core::primitive::bool {
        <usize as ::syncpool::Poolable>::is_reusable(&self.id)
            && <String as ::syncpool::Poolable>::is_reusable(&self.path)
            && <Vec<u8> as ::syncpool::Poolable>::is_reusable(&self.body)
    }
    #[inline]
    fn footprint(&self) -> ::syncpool::Footprint {
        <usize as ::syncpool::Poolable>::footprint(&self.id)
            + <String as ::syncpool::Poolable>::footprint(&self.path)
            + <Vec<u8> as ::syncpool::Poolable>::footprint(&self.body)
    }
}
