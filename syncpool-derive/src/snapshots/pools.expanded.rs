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
impl ::syncpool::__private::core::clone::Clone for BUFFERS {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[cfg(feature = "buffers")]
#[automatically_derived]
impl ::syncpool::__private::core::marker::Copy for BUFFERS {}
#[cfg(feature = "buffers")]
#[automatically_derived]
impl ::syncpool::__private::core::default::Default for BUFFERS {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[cfg(feature = "buffers")]
#[automatically_derived]
impl ::syncpool::__private::core::fmt::Debug for BUFFERS {
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::core::fmt::Formatter<'_>,
    ) -> ::syncpool::__private::core::fmt::Result {
        __f.write_str("BUFFERS")
    }
}
#[cfg(feature = "buffers")]
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for BUFFERS {
    type Item = Vec<u8>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::Pool::take(&&BUFFERS)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::try_take(&&BUFFERS)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::put(&&BUFFERS, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::give_back(&&BUFFERS, __object);
    }
    fn discard(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::discard(&&BUFFERS, __object);
    }
    fn discard_unwinding(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) {
        ::syncpool::Pool::discard_unwinding(&&BUFFERS, __object);
    }
}
#[cfg(feature = "buffers")]
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for BUFFERS {
    type Object = Vec<u8>;
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
    const CAPACITY: ::syncpool::__private::core::primitive::usize = (::syncpool::__private::capacity)(
        4 * WORKERS,
    );
    const NAME: &'static ::syncpool::__private::core::primitive::str = "BUFFERS";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &BUFFERS
    }
    #[inline(always)]
    fn local<__R>(
        __with: impl ::syncpool::__private::core::ops::FnOnce(
            &::syncpool::__private::Local<Self>,
        ) -> __R,
    ) -> __R {
        ::syncpool::__private::thread_local! {
            static __LOCAL : ::syncpool::__private::Local < BUFFERS > = const {
            ::syncpool::__private::Local::new() };
        }
        __LOCAL.with(__with)
    }
    fn init() -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::__private::init::<Self::Item>(|| Vec::with_capacity(4096))
    }
    #[inline]
    fn reset(__object: &mut Self::Item) {
        <Vec<u8> as ::syncpool::Poolable>::reset(__object);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(
        __object: &Self::Item,
    ) -> ::syncpool::__private::core::primitive::bool {
        <Vec<u8> as ::syncpool::Poolable>::is_reusable(__object)
    }
}
/// Holds up to `128` idle objects of type [`Frame<HashMap<&'static str, [u8; 4]>>`](type@Frame).
static FRAMES: ::syncpool::StaticPool<FRAMES> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`FRAMES`](static@FRAMES): `Pooled<FRAMES>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct FRAMES {}
#[automatically_derived]
impl ::syncpool::__private::core::clone::Clone for FRAMES {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::core::marker::Copy for FRAMES {}
#[automatically_derived]
impl ::syncpool::__private::core::default::Default for FRAMES {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::core::fmt::Debug for FRAMES {
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::core::fmt::Formatter<'_>,
    ) -> ::syncpool::__private::core::fmt::Result {
        __f.write_str("FRAMES")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for FRAMES {
    type Item = Frame<HashMap<&'static str, [u8; 4]>>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::Pool::take(&&FRAMES)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::try_take(&&FRAMES)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::put(&&FRAMES, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::give_back(&&FRAMES, __object);
    }
    fn discard(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::discard(&&FRAMES, __object);
    }
    fn discard_unwinding(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) {
        ::syncpool::Pool::discard_unwinding(&&FRAMES, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for FRAMES {
    type Object = Frame<HashMap<&'static str, [u8; 4]>>;
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
    const CAPACITY: ::syncpool::__private::core::primitive::usize = (::syncpool::__private::capacity)(
        128,
    );
    const NAME: &'static ::syncpool::__private::core::primitive::str = "FRAMES";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &FRAMES
    }
    #[inline(always)]
    fn local<__R>(
        __with: impl ::syncpool::__private::core::ops::FnOnce(
            &::syncpool::__private::Local<Self>,
        ) -> __R,
    ) -> __R {
        ::syncpool::__private::thread_local! {
            static __LOCAL : ::syncpool::__private::Local < FRAMES > = const {
            ::syncpool::__private::Local::new() };
        }
        __LOCAL.with(__with)
    }
    fn init() -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::__private::init_boxed::<Self::Item>(Frame::blank)
    }
    #[inline]
    fn reset(__object: &mut Self::Item) {
        ::syncpool::__private::reset_with::<Self::Item>(__object, |f| f.wipe());
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(
        __object: &Self::Item,
    ) -> ::syncpool::__private::core::primitive::bool {
        true
    }
}
/// Holds up to `64` idle objects of type [`String`](type@String).
pub(crate) static PLAIN: ::syncpool::StaticPool<PLAIN> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`PLAIN`](static@PLAIN): `Pooled<PLAIN>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
pub(crate) struct PLAIN {}
#[automatically_derived]
impl ::syncpool::__private::core::clone::Clone for PLAIN {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::core::marker::Copy for PLAIN {}
#[automatically_derived]
impl ::syncpool::__private::core::default::Default for PLAIN {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::core::fmt::Debug for PLAIN {
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::core::fmt::Formatter<'_>,
    ) -> ::syncpool::__private::core::fmt::Result {
        __f.write_str("PLAIN")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for PLAIN {
    type Item = String;
    #[inline]
    fn take(&self) -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::Pool::take(&&PLAIN)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::try_take(&&PLAIN)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::put(&&PLAIN, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::give_back(&&PLAIN, __object);
    }
    fn discard(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::discard(&&PLAIN, __object);
    }
    fn discard_unwinding(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) {
        ::syncpool::Pool::discard_unwinding(&&PLAIN, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for PLAIN {
    type Object = String;
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
    const CAPACITY: ::syncpool::__private::core::primitive::usize = (::syncpool::__private::capacity)(
        64,
    );
    const NAME: &'static ::syncpool::__private::core::primitive::str = "PLAIN";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &PLAIN
    }
    #[inline(always)]
    fn local<__R>(
        __with: impl ::syncpool::__private::core::ops::FnOnce(
            &::syncpool::__private::Local<Self>,
        ) -> __R,
    ) -> __R {
        ::syncpool::__private::thread_local! {
            static __LOCAL : ::syncpool::__private::Local < PLAIN > = const {
            ::syncpool::__private::Local::new() };
        }
        __LOCAL.with(__with)
    }
    fn init() -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::__private::init_default::<String>()
    }
    #[inline]
    fn reset(__object: &mut Self::Item) {
        <String as ::syncpool::Poolable>::reset(__object);
        <String as ::syncpool::LimitCapacity>::limit_capacity(__object, 4 * KIB);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(
        __object: &Self::Item,
    ) -> ::syncpool::__private::core::primitive::bool {
        <String as ::syncpool::Poolable>::is_reusable(__object)
            && ::syncpool::__private::reusable_with::<
                Self::Item,
            >(__object, |line| line.is_ascii())
    }
}
/// Holds up to `64` idle objects of type [`Vec<u8>`](type@Vec).
static LIMITED: ::syncpool::StaticPool<LIMITED> = unsafe {
    ::syncpool::__private::static_pool()
};
/// The key of the static pool [`LIMITED`](static@LIMITED): `Pooled<LIMITED>` is the type of its guards.
#[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct LIMITED {}
#[automatically_derived]
impl ::syncpool::__private::core::clone::Clone for LIMITED {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl ::syncpool::__private::core::marker::Copy for LIMITED {}
#[automatically_derived]
impl ::syncpool::__private::core::default::Default for LIMITED {
    #[inline]
    fn default() -> Self {
        Self {}
    }
}
#[automatically_derived]
impl ::syncpool::__private::core::fmt::Debug for LIMITED {
    fn fmt(
        &self,
        __f: &mut ::syncpool::__private::core::fmt::Formatter<'_>,
    ) -> ::syncpool::__private::core::fmt::Result {
        __f.write_str("LIMITED")
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::syncpool::Pool for LIMITED {
    type Item = Vec<u8>;
    #[inline]
    fn take(&self) -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::Pool::take(&&LIMITED)
    }
    #[inline]
    fn try_take(
        &self,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::try_take(&&LIMITED)
    }
    #[inline]
    fn put(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) -> ::syncpool::__private::core::option::Option<
        ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    > {
        ::syncpool::Pool::put(&&LIMITED, __object)
    }
    #[inline]
    fn give_back(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::give_back(&&LIMITED, __object);
    }
    fn discard(&self, __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>) {
        ::syncpool::Pool::discard(&&LIMITED, __object);
    }
    fn discard_unwinding(
        &self,
        __object: ::syncpool::__private::alloc::boxed::Box<Self::Item>,
    ) {
        ::syncpool::Pool::discard_unwinding(&&LIMITED, __object);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(deprecated)]
unsafe impl ::syncpool::__private::Declaration for LIMITED {
    type Object = Vec<u8>;
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
    const CAPACITY: ::syncpool::__private::core::primitive::usize = (::syncpool::__private::capacity)(
        64,
    );
    const NAME: &'static ::syncpool::__private::core::primitive::str = "LIMITED";
    const HANDLE: Self = Self {};
    #[inline(always)]
    fn pool() -> &'static ::syncpool::StaticPool<Self> {
        &LIMITED
    }
    #[inline(always)]
    fn local<__R>(
        __with: impl ::syncpool::__private::core::ops::FnOnce(
            &::syncpool::__private::Local<Self>,
        ) -> __R,
    ) -> __R {
        ::syncpool::__private::thread_local! {
            static __LOCAL : ::syncpool::__private::Local < LIMITED > = const {
            ::syncpool::__private::Local::new() };
        }
        __LOCAL.with(__with)
    }
    fn init() -> ::syncpool::__private::alloc::boxed::Box<Self::Item> {
        ::syncpool::__private::init_default::<Vec<u8>>()
    }
    #[inline]
    fn reset(__object: &mut Self::Item) {
        ::syncpool::__private::reset_with::<Self::Item>(__object, |v| v.fill(0));
        <Vec<u8> as ::syncpool::LimitCapacity>::limit_capacity(__object, 64);
    }
    #[inline]
    #[allow(unused_variables)]
    fn is_reusable(
        __object: &Self::Item,
    ) -> ::syncpool::__private::core::primitive::bool {
        ::syncpool::__private::reusable_with::<Self::Item>(__object, is_sound)
    }
}
