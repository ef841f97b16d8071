//! Text from outside, such as a file's name, made harmless for a terminal.

use std::fmt::{self, Display, Write};

/// Prints control characters and marks that change the direction of text as escapes, such as `\u{1b}`.
#[derive(Debug)]
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
                || matches!(character, '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
            if character.is_control() || turns {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}
