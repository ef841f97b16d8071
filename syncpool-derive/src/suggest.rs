//! The end of a message about an unknown name: the name that was probably meant, and the valid
//! names.

/// Returns the list of valid names, "expected `a`, `b` or `c`". "did you mean `a`?" comes first if
/// a name is close to `found`.
pub(crate) fn expected(found: &str, names: &[&str]) -> String {
    let nearest = names.iter().map(|name| (distance(found, name), name)).min();
    let list = list(names);
    match nearest {
        Some((distance, name)) if distance <= 1 + name.len() / 4 => {
            format!("did you mean `{name}`? Expected {list}")
        }
        _ => format!("expected {list}"),
    }
}

/// "`a`, `b` or `c`".
pub(crate) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [most @ .., last] => format!("`{}` or `{last}`", most.join("`, `")),
    }
}

/// Returns the smallest number of insertions, deletions, replacements and swaps of neighbours that
/// turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // One row for each prefix of `a`. All are kept, because a swap reads the row before the last.
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_slip_is_recognised() {
        for (found, meant) in [("skp", "skip"), ("inti", "init"), ("max_capcity", "max_capacity")] {
            let names = ["init", "skip", "max_capacity"];
            assert!(expected(found, &names).starts_with(&format!("did you mean `{meant}`?")));
        }
    }

    #[test]
    fn another_word_gets_the_list() {
        assert_eq!(expected("lifetime", &["init", "reset"]), "expected `init` or `reset`");
        assert_eq!(expected("", &["init"]), "expected `init`");
    }

    #[test]
    fn a_name_may_differ_by_one_letter_and_one_in_four() {
        let is_meant =
            |found: &str, name: &str| expected(found, &[name]).starts_with("did you mean");
        for (found, name, meant) in [
            ("abc", "xyc", false),
            ("abc", "xbc", true),
            ("skip", "okay", false),
            ("skip", "slap", true),
            ("capacities", "max_capacity", false),
            ("capacity", "max_capacity", true),
        ] {
            assert_eq!(is_meant(found, name), meant, "{found} for {name}");
        }
    }

    #[test]
    fn a_list_has_commas_and_an_or() {
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["a"]), "`a`");
        assert_eq!(list(&["a", "b"]), "`a` or `b`");
        assert_eq!(list(&["a", "b", "c", "d"]), "`a`, `b`, `c` or `d`");
    }

    /// The definition, which tries every change at the end of both words.
    fn distance_by_definition(a: &[u8], b: &[u8]) -> usize {
        let ([most_of_a @ .., x], [most_of_b @ .., y]) = (a, b) else { return a.len() + b.len() };
        let replaced = distance_by_definition(most_of_a, most_of_b) + usize::from(x != y);
        let removed = distance_by_definition(most_of_a, b) + 1;
        let added = distance_by_definition(a, most_of_b) + 1;
        let swapped = match (most_of_a, most_of_b) {
            ([rest_of_a @ .., w], [rest_of_b @ .., z]) if (w, x) == (y, z) => {
                distance_by_definition(rest_of_a, rest_of_b) + 1
            }
            _ => usize::MAX,
        };
        replaced.min(removed).min(added).min(swapped)
    }

    #[test]
    fn all_short_words_have_the_distance_of_the_definition() {
        let mut words = vec![String::new()];
        for first in 0.. {
            let Some(word) = words.get(first).cloned() else { break };
            if word.len() < 4 {
                words.extend(["a", "b", "c"].map(|letter| format!("{word}{letter}")));
            }
        }
        assert_eq!(words.len(), 1 + 3 + 9 + 27 + 81);
        for a in &words {
            for b in &words {
                let expected = distance_by_definition(a.as_bytes(), b.as_bytes());
                assert_eq!(distance(a, b), expected, "{a} to {b}");
            }
        }
    }

    #[test]
    fn distances() {
        for (a, b, expected) in [("", "", 0), ("", "abc", 3), ("ab", "ba", 1), ("abc", "adc", 1)] {
            assert_eq!(distance(a, b), expected, "{a} to {b}");
            assert_eq!(distance(b, a), expected, "{b} to {a}");
        }
    }
}
