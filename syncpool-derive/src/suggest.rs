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
    fn distances() {
        for (a, b, expected) in [("", "", 0), ("", "abc", 3), ("ab", "ba", 1), ("abc", "adc", 1)] {
            assert_eq!(distance(a, b), expected, "{a} to {b}");
            assert_eq!(distance(b, a), expected, "{b} to {a}");
        }
    }
}
