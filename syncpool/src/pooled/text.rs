//! Formatting of the object, and formatting into it.

use core::fmt::{self, Debug, Display, Write};

use crate::{Pool, Pooled};

impl<P: Pool<Item: Debug>> Debug for Pooled<P> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<P: Pool<Item: Display>> Display for Pooled<P> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<P: Pool<Item: Write>> Write for Pooled<P> {
    #[inline]
    fn write_str(&mut self, s: &str) -> fmt::Result {
        (**self).write_str(s)
    }

    #[inline]
    fn write_char(&mut self, c: char) -> fmt::Result {
        (**self).write_char(c)
    }

    #[inline]
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> fmt::Result {
        (**self).write_fmt(args)
    }
}
