//! What every contender implements once; the scenarios are generic over it.

/// A way to have objects, used the way its own documentation tells.
///
/// Everything here is dispatched statically: the measured loops are compiled for each contender.
/// The bounds on a scenario say what it asks of a pool beyond this: `Sync` to be shared by
/// threads, [`Crossing`] for objects that are given back by another thread.
pub trait Contender: Sized + 'static {
    /// What the user holds between `get` and give-back: the contender's own guard if it has one.
    type Held<'a>;

    /// Makes a pool for `capacity` idle objects, or for any number where it knows no bound.
    fn build(capacity: usize) -> Self;

    /// Gets an empty object.
    fn get(&self) -> Self::Held<'_>;

    /// Uses an object, as [`Workload::fill`](crate::object::Workload::fill) says.
    fn fill(held: &mut Self::Held<'_>);

    /// Gives an object back; it is cleared by the pool's own mechanism, or here if it has none.
    fn give_back<'a>(&'a self, held: Self::Held<'a>);

    /// Objects made since the program started because the pool was empty, if the pool counts them.
    fn misses(&self) -> Option<u64> {
        None
    }
}

/// A contender whose objects may be given back by another thread than the one that got them.
pub trait Crossing: Contender {
    /// What travels to the other thread.
    type Parcel<'a>: Send;

    /// What the other thread needs in order to give a parcel back; `()` where the parcel knows.
    type Dock<'a>: Copy + Send;

    /// Makes an object ready to travel.
    fn pack(held: Self::Held<'_>) -> Self::Parcel<'_>;

    /// What the other threads are given before the first parcel.
    fn dock(&self) -> Self::Dock<'_>;

    /// Gives a parcel back, on whatever thread.
    fn land<'a>(dock: Self::Dock<'a>, parcel: Self::Parcel<'a>);
}

/// For contenders whose guard may simply be dropped by another thread.
macro_rules! crossing_by_drop {
    ($($contender:ident),+) => {
        $(crate::contender::crossing_by_drop!(impl [W: crate::object::Workload] $contender<W>);)+
    };
    (impl [$($generics:tt)*] $contender:ty) => {
        impl<$($generics)*> crate::contender::Crossing for $contender {
            type Parcel<'a> = <Self as crate::contender::Contender>::Held<'a>;
            type Dock<'a> = ();

            #[inline]
            fn pack(held: Self::Held<'_>) -> Self::Parcel<'_> {
                held
            }

            fn dock(&self) -> Self::Dock<'_> {}

            #[inline]
            fn land<'a>((): Self::Dock<'a>, parcel: Self::Parcel<'a>) {
                drop(parcel);
            }
        }
    };
}
pub(crate) use crossing_by_drop;
