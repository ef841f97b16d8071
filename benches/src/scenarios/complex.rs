//! The struct of seven fields, filled with 16 entries a collection and cleared.

use crate::reading::Runner;

/// A new struct each time.
pub fn start_fresh() -> Runner {
    Box::new(|_| crate::reading::Reading::default())
}
