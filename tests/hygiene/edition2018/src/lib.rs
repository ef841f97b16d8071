//! Both macros in edition 2018.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

#[path = "../../uses.rs"]
pub mod uses;
