//! What stands behind `#[poolable(zeroize)]`.

use zeroize::Zeroize;

/// `Zeroize`, with a message for those who derive `Poolable`.
#[diagnostic::on_unimplemented(
    message = "`zeroize` does not work on `{Self}`: it does not implement `zeroize::Zeroize`",
    label = "does not know how to wipe itself",
    note = "if it is a type of yours, add `#[derive(zeroize::Zeroize)]` to it; or wipe it in a function of your own: `#[poolable(with = path::to::function)]`"
)]
pub trait Wipe {
    /// Overwrites all memory, spare capacity included, and clears.
    fn wipe(&mut self);
}

#[diagnostic::do_not_recommend]
impl<T: Zeroize + ?Sized> Wipe for T {
    #[inline]
    fn wipe(&mut self) {
        self.zeroize();
    }
}
