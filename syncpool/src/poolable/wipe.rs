//! The trait that implements `#[poolable(zeroize)]`.

use zeroize::Zeroize;

/// The same as `Zeroize`, with an error message for users of the derive.
#[diagnostic::on_unimplemented(
    message = "`zeroize` does not work on `{Self}`: it does not implement `zeroize::Zeroize`",
    label = "does not know how to wipe itself",
    note = "if it is a type of yours, add `#[derive(zeroize::Zeroize)]` to it; or wipe it in a function of your own: `#[poolable(with = path::to::function)]`"
)]
pub trait Wipe {
    /// Overwrites all memory of the value with zeros, spare capacity included, and clears the value.
    fn wipe(&mut self);
}

#[diagnostic::do_not_recommend]
impl<T: Zeroize + ?Sized> Wipe for T {
    #[inline]
    fn wipe(&mut self) {
        self.zeroize();
    }
}
