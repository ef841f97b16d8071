//! Turns tokens into text for documentation, with the usual spaces: `Vec<u8>`, not `Vec < u8 >`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Renders a type: `<` and `>` are brackets.
pub(super) fn ty(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, true, &mut text);
    text
}

/// Renders an expression: `<` and `>` are operators, unless they are in a path (`Vec::<u8>`).
pub(super) fn expr(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, false, &mut text);
    text
}

/// The end of the text so far. It decides about the next space.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// An empty text, an opening bracket, or an operator without a space after it.
    Open,
    /// A word, a literal or a closing bracket.
    Operand,
    /// A binary operator or a separator, with a space after it.
    Operator,
}

fn write(tokens: TokenStream, is_type: bool, text: &mut String) {
    let mut end = End::Open;
    // The number of open generic brackets.
    let mut depth = 0_usize;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                let is_braced = group.delimiter() == Delimiter::Brace;
                let stands_apart = is_braced || ends_in_keyword(text);
                if end == End::Operator || (stands_apart && end == End::Operand) {
                    text.push(' ');
                }
                text.push_str(open);
                write(group.stream(), is_type, text);
                text.push_str(close);
                end = End::Operand;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if end != End::Open {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                end = End::Operand;
            }
            TokenTree::Punct(first) => {
                let mut operator = String::from(first.as_char());
                let mut spacing = first.spacing();
                while spacing == Spacing::Joint {
                    let Some(TokenTree::Punct(next)) = tokens.peek() else { break };
                    let longer = format!("{operator}{}", next.as_char());
                    if !is_operator(&longer, is_type || depth > 0) {
                        break;
                    }
                    operator = longer;
                    spacing = next.spacing();
                    tokens.next();
                }
                let in_type = is_type || depth > 0;
                let starts_type = text.ends_with("::") || end != End::Operand;
                let opens = operator == "<" && (in_type || starts_type);
                let closes = operator == ">" && in_type;
                depth = (depth + usize::from(opens)).saturating_sub(usize::from(closes));
                let (before, after) = spaces(&operator, end, opens, closes);
                if before {
                    text.push(' ');
                }
                text.push_str(&operator);
                end = after;
            }
        }
    }
}

/// Returns whether a space goes before the operator, and the end of the text after the operator.
fn spaces(operator: &str, end: End, opens: bool, closes: bool) -> (bool, End) {
    let pending = end == End::Operator;
    match operator {
        _ if opens => (pending, End::Open),
        _ if closes => (false, End::Operand),
        "," | ";" | ":" => (false, End::Operator),
        "." | "::" | ".." | "..=" | "'" => {
            (pending || (operator == "'" && end == End::Operand), End::Open)
        }
        "?" => (pending, if end == End::Operand { End::Operand } else { End::Open }),
        // The `!` of a macro's call.
        "!" if end == End::Operand => (false, End::Operand),
        "&" | "&&" | "*" | "-" | "!" | "|" | "||" | "#" if end != End::Operand => {
            (pending, End::Open)
        }
        _ => (end != End::Open, End::Operator),
    }
}

/// Tells whether the characters are one operator. Between generic brackets, `>>` is two of them.
fn is_operator(text: &str, in_type: bool) -> bool {
    match text {
        "::" | "->" | "=>" | ".." | "..=" => true,
        "==" | "!=" | "<=" | ">=" | "&&" | "||" | "<<" | ">>" => !in_type,
        _ => false,
    }
}

/// Tells whether the last word is a lifetime or a keyword. A bracket after it needs a space.
fn ends_in_keyword(text: &str) -> bool {
    let start = text.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
    let is_lifetime = text[..start].ends_with('\'');
    is_lifetime || ["as", "const", "dyn", "else", "if", "match", "mut"].contains(&&text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(render: fn(TokenStream) -> String, source: &str) {
        let tokens: TokenStream = source.parse().expect("the source is made of tokens");
        assert_eq!(render(tokens), source);
    }

    #[test]
    fn types() {
        for source in [
            "Vec<u8>",
            "Vec<Vec<Option<u8>>>",
            "std::collections::HashMap<String, Vec<&'static str>>",
            "[u8; 4 * 1024]",
            "(u8, &'a mut T, ())",
            "(&'static [u8; 4], &mut [u8], *const (u8, u8))",
            "Box<dyn Fn(&str, u8) -> Vec<u8> + Send + 'static>",
            "<T as Iterator>::Item",
            "Node<{ N + 1 }, 3, true>",
            "fn(u8) -> bool",
            "*const u8",
            "Box<dyn Iterator<Item = u8>>",
            "PhantomData<fn() -> (A, B)>",
            "Foo<'a, 'b>",
            "Option<Box<[u8]>>",
            "buffer!(u8, 4)",
            "dyn for<'a> Fn(&'a u8)",
            "Box<dyn Any + ?Sized>",
            "!",
        ] {
            check(ty, source);
        }
    }

    #[test]
    fn expressions() {
        for source in [
            "64",
            "4 * WORKERS",
            "(1 << 10) + N / 2 - 1",
            "size_of::<Vec<u8>>() >> 3",
            "config::SIZES[0].max(3)",
            "if A < B && !C { 1 } else { -2 }",
            "usize::MAX & 0xff | 3",
            "<Foo as Bar>::N",
            "{ 64 }",
            "N as usize",
            "if (A) { B as [u8; 4] } else { 3 }",
            "max!(A, B)",
            "first()? + second()? as usize",
        ] {
            check(expr, source);
        }
    }
}
