#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Poolable for Request {
    #[inline]
    fn reset(&mut self) {
        self.id = <usize as ::syncpool::__private::Primitive>::CLEARED;
        <String as ::syncpool::Poolable>::reset(&mut self.path);
        <Vec<u8> as ::syncpool::Poolable>::reset(&mut self.body);
        <Vec<
            u8,
        > as ::syncpool::LimitCapacity>::limit_capacity(&mut self.body, 64 * 1024);
        (self.tags).clear();
        let _max_capacity: ::syncpool::__private::usize = 100;
        let _own_capacity = {
            #[allow(unused_imports)]
            use ::syncpool::__private::own_methods::{NoCapacity as _, NoNumber as _};
            (&::syncpool::__private::own_methods::Answer((&self.tags).capacity()))
                .number()
        };
        if ::syncpool::__private::own_methods::exceeds(_own_capacity, _max_capacity) {
            (self.tags).shrink_to(_max_capacity);
        }
        self.session = <Session as ::syncpool::__private::Default>::default();
        self.received = ::syncpool::__private::value::<Instant>(|| Instant::now());
        ::syncpool::__private::reset_with::<Headers>(&mut self.headers, Headers::forget);
    }
    #[inline]
    fn is_reusable(&self) -> ::syncpool::__private::bool {
        ::syncpool::__private::all([
            <String as ::syncpool::Poolable>::is_reusable(&self.path),
            <Vec<u8> as ::syncpool::Poolable>::is_reusable(&self.body),
        ])
    }
    #[inline]
    fn footprint(&self) -> ::syncpool::Footprint {
        #[allow(unused_imports)]
        use ::syncpool::__private::own_methods::{
            AnyElements as _, NoCapacity as _, NoLength as _, NoNumber as _,
            ReferencedElements as _,
        };
        ::syncpool::__private::sum([
            <String as ::syncpool::Poolable>::footprint(&self.path),
            <Vec<u8> as ::syncpool::Poolable>::footprint(&self.body),
            ::syncpool::__private::own_methods::footprint(
                (&::syncpool::__private::own_methods::Answer((&self.tags).len()))
                    .number(),
                (&::syncpool::__private::own_methods::Answer((&self.tags).capacity()))
                    .number(),
                (&::syncpool::__private::own_methods::Elements(&self.tags))
                    .element_size(),
            ),
        ])
    }
}
