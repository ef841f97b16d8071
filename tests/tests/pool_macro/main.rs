//! `pool!`: what the macro accepts, and what it declares.

mod bounds;
mod declarations;
