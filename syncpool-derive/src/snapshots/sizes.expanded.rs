/// Buffers of three sizes.
#[cfg(feature = "buffers")]
///
/// Holds up to `64` idle objects of type [`Vec<u8>`](type@Vec) of each size.
pub static BUFFERS: ::syncpool::StaticSizedPool<BUFFERS> = ::syncpool::__private::static_sized_pool();
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
const _: () = (::syncpool::__private::check_capacity)(
    <BUFFERS as ::syncpool::__private::SizedDeclaration>::CAPACITY,
);
#[cfg(feature = "buffers")]
const _: () = (::syncpool::__private::check_sizes)(
    <BUFFERS as ::syncpool::__private::SizedDeclaration>::SIZES,
);
#[cfg(feature = "buffers")]
const _: () = (::syncpool::__private::check_max_bytes)(
    <BUFFERS as ::syncpool::__private::SizedDeclaration>::MAX_BYTES,
);
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
    fn take_like(&self, __object: &Vec<u8>) -> ::syncpool::__private::Box<Vec<u8>> {
        ::syncpool::Pool::take_like(&&BUFFERS, __object)
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
#[allow(deprecated)]
const _: () = {
    /// Holds up to `<BUFFERS as::syncpool::__private::SizedDeclaration>::CAPACITY` idle objects of type [`Vec<u8>`](type@Vec).
    static __CLASS0: ::syncpool::StaticPool<__CLASS0> = unsafe {
        ::syncpool::__private::static_pool()
    };
    /// The key of the static pool [`__CLASS0`](static@__CLASS0): `Pooled<__CLASS0>` is the type of its guards.
    #[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
    struct __CLASS0 {}
    #[automatically_derived]
    impl ::syncpool::__private::Clone for __CLASS0 {
        #[inline]
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl ::syncpool::__private::Copy for __CLASS0 {}
    #[automatically_derived]
    impl ::syncpool::__private::Default for __CLASS0 {
        #[inline]
        fn default() -> Self {
            Self {}
        }
    }
    #[automatically_derived]
    impl ::syncpool::__private::Debug for __CLASS0 {
        #[inline]
        fn fmt(
            &self,
            __f: &mut ::syncpool::__private::Formatter<'_>,
        ) -> ::syncpool::__private::Result {
            __f.write_str("BUFFERS[4 * 1024]")
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::syncpool::Pool for __CLASS0 {
        type Item = Vec<u8>;
        #[inline]
        fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
            ::syncpool::Pool::take(&&__CLASS0)
        }
        #[inline]
        fn try_take(
            &self,
        ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
            ::syncpool::Pool::try_take(&&__CLASS0)
        }
        #[inline]
        fn put(
            &self,
            __object: ::syncpool::__private::Box<Vec<u8>>,
        ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
            ::syncpool::Pool::put(&&__CLASS0, __object)
        }
        #[inline]
        fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::give_back(&&__CLASS0, __object);
        }
        #[inline]
        fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::discard(&&__CLASS0, __object);
        }
        #[inline]
        fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::discard_unwinding(&&__CLASS0, __object);
        }
    }
    #[automatically_derived]
    #[doc(hidden)]
    #[allow(deprecated)]
    unsafe impl ::syncpool::__private::Declaration for __CLASS0 {
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
        const N: ::syncpool::__private::usize = <BUFFERS as ::syncpool::__private::SizedDeclaration>::CAPACITY;
        const NAME: &'static ::syncpool::__private::str = "BUFFERS[4 * 1024]";
        const HANDLE: Self = Self {};
        #[inline(always)]
        fn pool() -> &'static ::syncpool::StaticPool<Self> {
            &__CLASS0
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
            ::syncpool::__private::init_boxed::<
                Vec<u8>,
            >(|| <BUFFERS as ::syncpool::__private::SizedDeclaration>::make(0usize))
        }
        #[inline]
        fn reset(__object: &mut Vec<u8>) {
            ::syncpool::__private::reset_with::<Vec<u8>>(__object, |_| {});
        }
        #[inline]
        #[allow(unused_variables)]
        fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
            true
        }
    }
    /// Holds up to `<BUFFERS as::syncpool::__private::SizedDeclaration>::CAPACITY` idle objects of type [`Vec<u8>`](type@Vec).
    static __CLASS1: ::syncpool::StaticPool<__CLASS1> = unsafe {
        ::syncpool::__private::static_pool()
    };
    /// The key of the static pool [`__CLASS1`](static@__CLASS1): `Pooled<__CLASS1>` is the type of its guards.
    #[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
    struct __CLASS1 {}
    #[automatically_derived]
    impl ::syncpool::__private::Clone for __CLASS1 {
        #[inline]
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl ::syncpool::__private::Copy for __CLASS1 {}
    #[automatically_derived]
    impl ::syncpool::__private::Default for __CLASS1 {
        #[inline]
        fn default() -> Self {
            Self {}
        }
    }
    #[automatically_derived]
    impl ::syncpool::__private::Debug for __CLASS1 {
        #[inline]
        fn fmt(
            &self,
            __f: &mut ::syncpool::__private::Formatter<'_>,
        ) -> ::syncpool::__private::Result {
            __f.write_str("BUFFERS[MIDDLE]")
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::syncpool::Pool for __CLASS1 {
        type Item = Vec<u8>;
        #[inline]
        fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
            ::syncpool::Pool::take(&&__CLASS1)
        }
        #[inline]
        fn try_take(
            &self,
        ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
            ::syncpool::Pool::try_take(&&__CLASS1)
        }
        #[inline]
        fn put(
            &self,
            __object: ::syncpool::__private::Box<Vec<u8>>,
        ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
            ::syncpool::Pool::put(&&__CLASS1, __object)
        }
        #[inline]
        fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::give_back(&&__CLASS1, __object);
        }
        #[inline]
        fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::discard(&&__CLASS1, __object);
        }
        #[inline]
        fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::discard_unwinding(&&__CLASS1, __object);
        }
    }
    #[automatically_derived]
    #[doc(hidden)]
    #[allow(deprecated)]
    unsafe impl ::syncpool::__private::Declaration for __CLASS1 {
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
        const N: ::syncpool::__private::usize = <BUFFERS as ::syncpool::__private::SizedDeclaration>::CAPACITY;
        const NAME: &'static ::syncpool::__private::str = "BUFFERS[MIDDLE]";
        const HANDLE: Self = Self {};
        #[inline(always)]
        fn pool() -> &'static ::syncpool::StaticPool<Self> {
            &__CLASS1
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
            ::syncpool::__private::init_boxed::<
                Vec<u8>,
            >(|| <BUFFERS as ::syncpool::__private::SizedDeclaration>::make(1usize))
        }
        #[inline]
        fn reset(__object: &mut Vec<u8>) {
            ::syncpool::__private::reset_with::<Vec<u8>>(__object, |_| {});
        }
        #[inline]
        #[allow(unused_variables)]
        fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
            true
        }
    }
    /// Holds up to `<BUFFERS as::syncpool::__private::SizedDeclaration>::CAPACITY` idle objects of type [`Vec<u8>`](type@Vec).
    static __CLASS2: ::syncpool::StaticPool<__CLASS2> = unsafe {
        ::syncpool::__private::static_pool()
    };
    /// The key of the static pool [`__CLASS2`](static@__CLASS2): `Pooled<__CLASS2>` is the type of its guards.
    #[allow(non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
    struct __CLASS2 {}
    #[automatically_derived]
    impl ::syncpool::__private::Clone for __CLASS2 {
        #[inline]
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl ::syncpool::__private::Copy for __CLASS2 {}
    #[automatically_derived]
    impl ::syncpool::__private::Default for __CLASS2 {
        #[inline]
        fn default() -> Self {
            Self {}
        }
    }
    #[automatically_derived]
    impl ::syncpool::__private::Debug for __CLASS2 {
        #[inline]
        fn fmt(
            &self,
            __f: &mut ::syncpool::__private::Formatter<'_>,
        ) -> ::syncpool::__private::Result {
            __f.write_str("BUFFERS[1 << 20]")
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::syncpool::Pool for __CLASS2 {
        type Item = Vec<u8>;
        #[inline]
        fn take(&self) -> ::syncpool::__private::Box<Vec<u8>> {
            ::syncpool::Pool::take(&&__CLASS2)
        }
        #[inline]
        fn try_take(
            &self,
        ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
            ::syncpool::Pool::try_take(&&__CLASS2)
        }
        #[inline]
        fn put(
            &self,
            __object: ::syncpool::__private::Box<Vec<u8>>,
        ) -> ::syncpool::__private::Option<::syncpool::__private::Box<Vec<u8>>> {
            ::syncpool::Pool::put(&&__CLASS2, __object)
        }
        #[inline]
        fn give_back(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::give_back(&&__CLASS2, __object);
        }
        #[inline]
        fn discard(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::discard(&&__CLASS2, __object);
        }
        #[inline]
        fn discard_unwinding(&self, __object: ::syncpool::__private::Box<Vec<u8>>) {
            ::syncpool::Pool::discard_unwinding(&&__CLASS2, __object);
        }
    }
    #[automatically_derived]
    #[doc(hidden)]
    #[allow(deprecated)]
    unsafe impl ::syncpool::__private::Declaration for __CLASS2 {
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
        const N: ::syncpool::__private::usize = <BUFFERS as ::syncpool::__private::SizedDeclaration>::CAPACITY;
        const NAME: &'static ::syncpool::__private::str = "BUFFERS[1 << 20]";
        const HANDLE: Self = Self {};
        #[inline(always)]
        fn pool() -> &'static ::syncpool::StaticPool<Self> {
            &__CLASS2
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
            ::syncpool::__private::init_boxed::<
                Vec<u8>,
            >(|| <BUFFERS as ::syncpool::__private::SizedDeclaration>::make(2usize))
        }
        #[inline]
        fn reset(__object: &mut Vec<u8>) {
            ::syncpool::__private::reset_with::<Vec<u8>>(__object, |_| {});
        }
        #[inline]
        #[allow(unused_variables)]
        fn is_reusable(__object: &Vec<u8>) -> ::syncpool::__private::bool {
            true
        }
    }
    #[automatically_derived]
    #[doc(hidden)]
    impl ::syncpool::__private::SizedDeclaration for BUFFERS {
        type Object = Vec<u8>;
        const SIZES: &'static [::syncpool::__private::usize] = &[
            4 * 1024,
            MIDDLE,
            1 << 20,
        ];
        const CAPACITY: ::syncpool::__private::usize = 64;
        const NAME: &'static ::syncpool::__private::str = "BUFFERS";
        const HANDLE: Self = Self {};
        const MAX_BYTES: ::syncpool::__private::usize = 16 << 20;
        #[inline(always)]
        fn visit<__V: ::syncpool::__private::ClassVisitor<Self::Object>>(
            __class: ::syncpool::__private::usize,
            __visitor: __V,
        ) -> __V::Output {
            match __class {
                0usize => __visitor.visit(__CLASS0 {}),
                1usize => __visitor.visit(__CLASS1 {}),
                _ => __visitor.visit(__CLASS2 {}),
            }
        }
        #[inline]
        fn reset(__object: &mut Self::Object) {
            <Vec<u8> as ::syncpool::Poolable>::reset(__object);
        }
        #[inline]
        #[allow(unused_variables)]
        fn is_reusable(__object: &Self::Object) -> ::syncpool::__private::bool {
            <Vec<u8> as ::syncpool::Poolable>::is_reusable(__object)
        }
    }
};
