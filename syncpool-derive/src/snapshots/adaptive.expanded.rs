/// Holds up to `64` idle objects of type [`Vec<u8>`](type@Vec).
static ADAPTIVE: ::syncpool::StaticPool<ADAPTIVE> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`ADAPTIVE`](static@ADAPTIVE): `Pooled<ADAPTIVE>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct ADAPTIVE {}
#[automatically_derived]
impl ::syncpool::__private::Clone for ADAPTIVE {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::Copy for ADAPTIVE {}
#[automatically_derived]
impl ::syncpool::__private::Default for ADAPTIVE {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::Debug for ADAPTIVE {
    #[inline]
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::Formatter<'_>,
    ) -> ::syncpool::__private::Result {
        __f.write_str("ADAPTIVE")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for ADAPTIVE {
    type Item = Vec<u8>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
        ::syncpool::Pool::take(&&ADAPTIVE)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::try_take(&&ADAPTIVE)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::Box<Vec<u8>>,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::put(&&ADAPTIVE, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::give_back(&&ADAPTIVE, __object);
    }
    #[inline]
    fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard(&&ADAPTIVE, __object);
    }
    #[inline]
    fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard_unwinding(&&ADAPTIVE, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for ADAPTIVE {
    type Storage = ::syncpool::__private::Adaptive<
        ::syncpool::__private::Storage<
            {
                ::syncpool::__private::blocks_for(
                    <Self as ::syncpool::__private::Declaration>::CAPACITY,
                )
            },
            {
                ::syncpool::__private::summaries_for(
                    <Self as ::syncpool::__private::Declaration>::CAPACITY,
                )
            },
        >,
    >;
    const HOLDS: ::syncpool::__private::Holds<Vec<u8>> = ::syncpool::StaticPool::<
        Self,
    >::holds::<Vec<u8>>();
    const N: ::syncpool::__private::usize = 64;
    const NAME: &'static ::syncpool::__private::str = "ADAPTIVE";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &ADAPTIVE
    }
    #[inline(always)]
    fn local() -> &'static ::syncpool::__private::LocalKey<
        ::syncpool::__private::Local,
    > {
        ::syncpool::__private::thread_local! {
            static __LOCAL : ::syncpool::__private::Local = const {
            ::syncpool::__private::Local::new() };
        }
        &__LOCAL
    }
    #[inline]
    fn init() -> ::syncpool::__private::Box<Vec<u8>> {
        <Vec<u8> as ::syncpool::__private::HasDefault>::boxed_default()
    }
    #[inline]
    fn reset(__object: &mut Vec<u8>) {
        <Vec<u8> as ::syncpool::Poolable>::reset(__object);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
        <Vec<u8> as ::syncpool::Poolable>::is_reusable(__object)
    }
    const ADAPTIVE: ::syncpool::__private::Option<::syncpool::__private::Duration> = ::syncpool::__private::Option::Some(
        ::syncpool::__private::DEFAULT_INTERVAL,
    );
    #[inline]
    fn footprint(__object: &Vec<u8>) -> ::syncpool::Footprint {
        <Vec<u8> as ::syncpool::Poolable>::footprint(__object)
    }
}
const _: () = (::syncpool::__private::check_capacity)(
    <ADAPTIVE as ::syncpool::__private::Declaration>::N,
);
/// Holds up to `64` idle objects of type [`Vec<u8>`](type@Vec).
static HOURLY: ::syncpool::StaticPool<HOURLY> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`HOURLY`](static@HOURLY): `Pooled<HOURLY>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct HOURLY {}
#[automatically_derived]
impl ::syncpool::__private::Clone for HOURLY {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::Copy for HOURLY {}
#[automatically_derived]
impl ::syncpool::__private::Default for HOURLY {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::Debug for HOURLY {
    #[inline]
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::Formatter<'_>,
    ) -> ::syncpool::__private::Result {
        __f.write_str("HOURLY")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for HOURLY {
    type Item = Vec<u8>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
        ::syncpool::Pool::take(&&HOURLY)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::try_take(&&HOURLY)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::Box<Vec<u8>>,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::put(&&HOURLY, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::give_back(&&HOURLY, __object);
    }
    #[inline]
    fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard(&&HOURLY, __object);
    }
    #[inline]
    fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard_unwinding(&&HOURLY, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for HOURLY {
    type Storage = ::syncpool::__private::Adaptive<
        ::syncpool::__private::Storage<
            {
                ::syncpool::__private::blocks_for(
                    <Self as ::syncpool::__private::Declaration>::CAPACITY,
                )
            },
            {
                ::syncpool::__private::summaries_for(
                    <Self as ::syncpool::__private::Declaration>::CAPACITY,
                )
            },
        >,
    >;
    const HOLDS: ::syncpool::__private::Holds<Vec<u8>> = ::syncpool::StaticPool::<
        Self,
    >::holds::<Vec<u8>>();
    const N: ::syncpool::__private::usize = 64;
    const NAME: &'static ::syncpool::__private::str = "HOURLY";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &HOURLY
    }
    #[inline(always)]
    fn local() -> &'static ::syncpool::__private::LocalKey<
        ::syncpool::__private::Local,
    > {
        ::syncpool::__private::thread_local! {
            static __LOCAL : ::syncpool::__private::Local = const {
            ::syncpool::__private::Local::new() };
        }
        &__LOCAL
    }
    #[inline]
    fn init() -> ::syncpool::__private::Box<Vec<u8>> {
        <Vec<u8> as ::syncpool::__private::HasDefault>::boxed_default()
    }
    #[inline]
    fn reset(__object: &mut Vec<u8>) {
        <Vec<u8> as ::syncpool::Poolable>::reset(__object);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
        <Vec<u8> as ::syncpool::Poolable>::is_reusable(__object)
    }
    const ADAPTIVE: ::syncpool::__private::Option<::syncpool::__private::Duration> = ::syncpool::__private::Option::Some(
        HOUR,
    );
    #[inline]
    fn footprint(__object: &Vec<u8>) -> ::syncpool::Footprint {
        <Vec<u8> as ::syncpool::Poolable>::footprint(__object)
    }
}
const _: () = (::syncpool::__private::check_capacity)(
    <HOURLY as ::syncpool::__private::Declaration>::N,
);
const _: () = (::syncpool::__private::interval)(
    <HOURLY as ::syncpool::__private::Declaration>::ADAPTIVE,
);
