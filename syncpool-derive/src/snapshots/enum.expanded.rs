#[automatically_derived]
#[allow(deprecated)]
impl<T> ::syncpool::Poolable for Body<T>
where
    T: ::syncpool::Poolable,
    T: ::syncpool::__private::Default,
{
    #[inline]
    fn reset(&mut self) {
        match self {
            Self::Bytes {
                bytes: __bytes,
                item: __item,
                retries: __retries,
                headers: __headers,
                ..
            } => {
                <Vec<u8> as ::syncpool::Poolable>::reset(__bytes);
                <T as ::syncpool::Poolable>::reset(__item);
                *__retries = ::syncpool::__private::value::<u8>(|| 3);
                ::syncpool::__private::reset_with::<Headers>(__headers, Headers::forget);
            }
            _ => {
                *self = Self::Bytes {
                    bytes: <Vec<u8> as ::syncpool::__private::Default>::default(),
                    item: <T as ::syncpool::__private::Default>::default(),
                    retries: ::syncpool::__private::value::<u8>(|| 3),
                    id: <u64 as ::syncpool::__private::Default>::default(),
                    headers: ::syncpool::__private::default_with::<
                        Headers,
                    >(Headers::forget),
                };
            }
        }
    }
    #[inline]
    fn is_reusable(&self) -> ::syncpool::__private::bool {
        match self {
            Self::Bytes { bytes: __bytes, item: __item, .. } => {
                ::syncpool::__private::all([
                    <Vec<u8> as ::syncpool::Poolable>::is_reusable(__bytes),
                    <T as ::syncpool::Poolable>::is_reusable(__item),
                ])
            }
            _ => true,
        }
    }
    #[inline]
    fn footprint(&self) -> ::syncpool::Footprint {
        match self {
            Self::Bytes { bytes: __bytes, item: __item, .. } => {
                ::syncpool::__private::sum([
                    <Vec<u8> as ::syncpool::Poolable>::footprint(__bytes),
                    <T as ::syncpool::Poolable>::footprint(__item),
                ])
            }
            _ => <::syncpool::Footprint as ::syncpool::__private::Default>::default(),
        }
    }
}
