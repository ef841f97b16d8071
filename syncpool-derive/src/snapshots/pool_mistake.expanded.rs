::core::compile_error! {
    "a pool needs no `mut`: everything works through `&self`, from all threads at once, so write `static NAME: Type = N`"
}
::core::compile_error! {
    "what does this pool hold? Give it a type: `static LINES: Type = N`"
}
/// Holds up to `4 * WORKERS` idle objects of type [`Vec<u8>`](type@Vec).
static BUFFERS: ::syncpool::StaticPool<BUFFERS> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`BUFFERS`](static@BUFFERS): `Pooled<BUFFERS>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct BUFFERS {}
#[automatically_derived]
impl ::syncpool::__private::Clone for BUFFERS {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::Copy for BUFFERS {}
#[automatically_derived]
impl ::syncpool::__private::Default for BUFFERS {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::Debug for BUFFERS {
    #[inline]
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::Formatter<'_>,
    ) -> ::syncpool::__private::Result {
        __f.write_str("BUFFERS")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for BUFFERS {
    type Item = Vec<u8>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
        ::syncpool::Pool::take(&&BUFFERS)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::try_take(&&BUFFERS)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::Box<Vec<u8>>,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::put(&&BUFFERS, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::give_back(&&BUFFERS, __object);
    }
    #[inline]
    fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard(&&BUFFERS, __object);
    }
    #[inline]
    fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard_unwinding(&&BUFFERS, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for BUFFERS {
    type Storage = ::syncpool::__private::Storage<
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
    >;
    const HOLDS: ::syncpool::__private::Holds<Vec<u8>> = ::syncpool::StaticPool::<
        Self,
    >::holds::<Vec<u8>>();
    const N: ::syncpool::__private::usize = 1;
    const NAME: &'static ::syncpool::__private::str = "BUFFERS";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &BUFFERS
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
        loop {}
    }
    #[inline]
    fn reset(__object: &mut Vec<u8>) {}
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
        true
    }
}
