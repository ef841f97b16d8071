//! Collections that keep the elements that were removed from them, and hand them out again.
//!
//! A [`Vec`] of strings that is cleared keeps its own memory and frees that of the strings. [`ReuseVec`] and
//! [`ReuseMap`] keep both: a removed element is [reset](crate::Poolable::reset) and stays in the collection as a
//! *spare* one, which the next new element reuses. Protocol Buffers' repeated fields do the same in C++. Once a
//! collection is warm, filling and clearing it allocates nothing, at any depth.
//!
//! Use them as fields of pooled objects. A field of type `Vec<Pooled<STRINGS>>` also keeps the strings, in a pool
//! that many collections share, and its elements can leave it. Spare elements need no second pool and no box each,
//! and lie side by side in memory. But they belong to one collection, and are no use to another.
//!
//! # Examples
//!
//! ```
//! use syncpool::collections::{ReuseMap, ReuseVec};
//! use syncpool::prelude::*;
//!
//! #[derive(Default, Poolable)]
//! struct Request {
//!     path: ReuseVec<String>,
//!     headers: ReuseMap<String, String>,
//! }
//!
//! pool!(static REQUESTS: Request = 64);
//!
//! let mut request = REQUESTS.get();
//! for part in "assets/images/logo.svg".split('/') {
//!     request.path.push_default().push_str(part);
//! }
//! request.headers.get_or_insert_default("host").push_str("example.org");
//! assert_eq!(request.path, ["assets", "images", "logo.svg"]);
//! assert_eq!(request.headers["host"], "example.org");
//! let memory = request.path[0].as_ptr();
//! drop(request);
//!
//! let mut request = REQUESTS.get();
//! assert!(request.path.is_empty() && request.headers.is_empty());
//! request.path.push_default().push_str("about");
//! assert_eq!(request.path[0].as_ptr(), memory); // the string of "assets"
//! ```
//!
//! # What they hold on to
//!
//! A collection has at most as many elements, spare ones included, as it had at once. To bound that, give a field
//! `#[poolable(max_capacity = N)]`, or call `trim`. To bound the memory of an element, let its own type do so:
//! an element whose [`is_reusable`](crate::Poolable::is_reusable) is `false` is dropped, not kept.
//! [`footprint`](crate::Poolable::footprint) counts the spare elements, so an adaptive pool sees their memory. It asks
//! each element, which takes time in proportion to their number.
//!
//! # Panics
//!
//! An element is dropped if its reset panics. The others are removed and kept nevertheless. If another one panics
//! meanwhile, the process aborts, as it does when two destructors of a `Vec` panic.

#![forbid(unsafe_code)]

mod reuse_map;
mod reuse_vec;

pub use self::reuse_map::{IntoIter, Iter, IterMut, ReuseMap};
pub use self::reuse_vec::ReuseVec;
