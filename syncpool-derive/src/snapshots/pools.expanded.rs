/// Scratch buffers, one for each request in flight.
#[cfg(feature = "buffers")]
#[deprecated]
///
/// Holds up to `4 * WORKERS` idle objects of type [`Vec<u8>`](type@Vec).
pub static BUFFERS: ::syncpool::StaticPool<BUFFERS> = unsafe {
    ::syncpool::__private::static_pool()
};
#[cfg(feature = "buffers")]
/// The key of the static pool [`BUFFERS`](static@BUFFERS): `Pooled<BUFFERS>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
pub struct BUFFERS {}
#[cfg(feature = "buffers")]
#[automatically_derived]
impl ::syncpool::__private::Clone for BUFFERS {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[cfg(feature = "buffers")]
#[automatically_derived]
impl ::syncpool::__private::Copy for BUFFERS {}
#[cfg(feature = "buffers")]
#[automatically_derived]
impl ::syncpool::__private::Default for BUFFERS {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[cfg(feature = "buffers")]
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
#[cfg(feature = "buffers")]
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
#[cfg(feature = "buffers")]
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
    const N: ::syncpool::__private::usize = 4 * WORKERS;
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
        ::syncpool::__private::init::<Vec<u8>>(const { || Vec::with_capacity(4096) })
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
}
#[cfg(feature = "buffers")]
const _: () = (::syncpool::__private::check_capacity)(
    <BUFFERS as ::syncpool::__private::Declaration>::N,
);
/// Holds up to `128` idle objects of type [`Frame<HashMap<&'static str, [u8; 4]>>`](type@Frame).
static FRAMES: ::syncpool::StaticPool<FRAMES> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`FRAMES`](static@FRAMES): `Pooled<FRAMES>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct FRAMES {}
#[automatically_derived]
impl ::syncpool::__private::Clone for FRAMES {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::Copy for FRAMES {}
#[automatically_derived]
impl ::syncpool::__private::Default for FRAMES {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::Debug for FRAMES {
    #[inline]
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::Formatter<'_>,
    ) -> ::syncpool::__private::Result {
        __f.write_str("FRAMES")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for FRAMES {
    type Item = Frame<HashMap<&'static str, [u8; 4]>>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>> {
        ::syncpool::Pool::take(&&FRAMES)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::Option<
        ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>>,
    > {
        ::syncpool::Pool::try_take(&&FRAMES)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>>,
    ) -> ::syncpool::__private::Option<
        ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>>,
    > {
        ::syncpool::Pool::put(&&FRAMES, __object)
    }
    #[inline]
    fn give_back(
        &self,
        __object: ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>>,
    ) {
        ::syncpool::Pool::give_back(&&FRAMES, __object);
    }
    #[inline]
    fn discard(
        &self,
        __object: ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>>,
    ) {
        ::syncpool::Pool::discard(&&FRAMES, __object);
    }
    #[inline]
    fn discard_unwinding(
        &self,
        __object: ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>>,
    ) {
        ::syncpool::Pool::discard_unwinding(&&FRAMES, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for FRAMES {
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
    const HOLDS: ::syncpool::__private::Holds<Frame<HashMap<&'static str, [u8; 4]>>> = ::syncpool::StaticPool::<
        Self,
    >::holds::<Frame<HashMap<&'static str, [u8; 4]>>>();
    const N: ::syncpool::__private::usize = 128;
    const NAME: &'static ::syncpool::__private::str = "FRAMES";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &FRAMES
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
    fn init() -> ::syncpool::__private::Box<Frame<HashMap<&'static str, [u8; 4]>>> {
        ::syncpool::__private::init_boxed::<
            Frame<HashMap<&'static str, [u8; 4]>>,
        >(Frame::blank)
    }
    #[inline]
    fn reset(__object: &mut Frame<HashMap<&'static str, [u8; 4]>>) {
        ::syncpool::__private::reset_with::<
            Frame<HashMap<&'static str, [u8; 4]>>,
        >(__object, |f| f.wipe());
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(
        __object: &Frame<HashMap<&'static str, [u8; 4]>>,
    ) -> ::syncpool::__private::bool {
        true
    }
}
const _: () = (::syncpool::__private::check_capacity)(
    <FRAMES as ::syncpool::__private::Declaration>::N,
);
/// Holds up to `64` idle objects of type [`String`](type@String).
pub(crate) static PLAIN: ::syncpool::StaticPool<PLAIN> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`PLAIN`](static@PLAIN): `Pooled<PLAIN>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
pub(crate) struct PLAIN {}
#[automatically_derived]
impl ::syncpool::__private::Clone for PLAIN {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::Copy for PLAIN {}
#[automatically_derived]
impl ::syncpool::__private::Default for PLAIN {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::Debug for PLAIN {
    #[inline]
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::Formatter<'_>,
    ) -> ::syncpool::__private::Result {
        __f.write_str("PLAIN")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for PLAIN {
    type Item = String;
    #[inline]
    fn take(&self) -> ::syncpool::__private::Box<String> {
        ::syncpool::Pool::take(&&PLAIN)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<String>> {
        ::syncpool::Pool::try_take(&&PLAIN)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::Box<String>,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<String>> {
        ::syncpool::Pool::put(&&PLAIN, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::Box<String>) {
        ::syncpool::Pool::give_back(&&PLAIN, __object);
    }
    #[inline]
    fn discard(&self, __object: ::syncpool::__private::Box<String>) {
        ::syncpool::Pool::discard(&&PLAIN, __object);
    }
    #[inline]
    fn discard_unwinding(&self, __object: ::syncpool::__private::Box<String>) {
        ::syncpool::Pool::discard_unwinding(&&PLAIN, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for PLAIN {
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
    const HOLDS: ::syncpool::__private::Holds<String> = ::syncpool::StaticPool::<
        Self,
    >::holds::<String>();
    const N: ::syncpool::__private::usize = 64;
    const NAME: &'static ::syncpool::__private::str = "PLAIN";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &PLAIN
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
    fn init() -> ::syncpool::__private::Box<String> {
        <String as ::syncpool::__private::HasDefault>::boxed_default()
    }
    #[inline]
    fn reset(__object: &mut String) {
        <String as ::syncpool::Poolable>::reset(__object);
        <String as ::syncpool::LimitCapacity>::limit_capacity(__object, 4 * KIB);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(__object: &String) -> ::syncpool::__private::bool {
        <String as ::syncpool::Poolable>::is_reusable(__object)
            && ::syncpool::__private::reusable_with::<
                String,
            >(__object, |line| line.is_ascii())
    }
}
const _: () = (::syncpool::__private::check_capacity)(
    <PLAIN as ::syncpool::__private::Declaration>::N,
);
/// Holds up to `64` idle objects of type [`Vec<u8>`](type@Vec).
static LIMITED: ::syncpool::StaticPool<LIMITED> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`LIMITED`](static@LIMITED): `Pooled<LIMITED>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct LIMITED {}
#[automatically_derived]
impl ::syncpool::__private::Clone for LIMITED {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::Copy for LIMITED {}
#[automatically_derived]
impl ::syncpool::__private::Default for LIMITED {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::Debug for LIMITED {
    #[inline]
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::Formatter<'_>,
    ) -> ::syncpool::__private::Result {
        __f.write_str("LIMITED")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for LIMITED {
    type Item = Vec<u8>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
        ::syncpool::Pool::take(&&LIMITED)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::try_take(&&LIMITED)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::Box<Vec<u8>>,
    ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
        ::syncpool::Pool::put(&&LIMITED, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::give_back(&&LIMITED, __object);
    }
    #[inline]
    fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard(&&LIMITED, __object);
    }
    #[inline]
    fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
        ::syncpool::Pool::discard_unwinding(&&LIMITED, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for LIMITED {
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
    const N: ::syncpool::__private::usize = 64;
    const NAME: &'static ::syncpool::__private::str = "LIMITED";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &LIMITED
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
        ::syncpool::__private::reset_with::<Vec<u8>>(__object, |v| v.fill(0));
        <Vec<u8> as ::syncpool::LimitCapacity>::limit_capacity(__object, 64);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
        ::syncpool::__private::reusable_with::<Vec<u8>>(__object, is_sound)
    }
}
const _: () = (::syncpool::__private::check_capacity)(
    <LIMITED as ::syncpool::__private::Declaration>::N,
);
