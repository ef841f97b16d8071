//! Lists the public items of a library whose documentation has no example that asserts something.
//!
//! `ci/docs.sh` runs it, on what rustdoc writes for machines: the JSON of the library. The status is 1 if an item
//! lacks an example.

use std::collections::HashSet;
use std::process::ExitCode;
use std::{env, fs};

use serde_json::Value;

/// Items that need no example, each with the reason.
const EXCUSED: &[(&str, &str)] = &[];

/// The kinds of items that need an example.
const KINDS: &[&str] =
    &["constant", "enum", "function", "macro", "proc_derive", "static", "struct", "trait"];

fn main() -> ExitCode {
    let Some(path) = env::args().nth(1) else {
        eprintln!("usage: items-without-example JSON-OF-RUSTDOC");
        return ExitCode::from(2);
    };
    let json = match fs::read_to_string(&path) {
        Ok(json) => json,
        Err(error) => {
            eprintln!("cannot read {path}: {error}");
            return ExitCode::from(2);
        }
    };
    let json: Value = match serde_json::from_str(&json) {
        Ok(json) => json,
        Err(error) => {
            eprintln!("{path} is not what rustdoc writes: {error}");
            return ExitCode::from(2);
        }
    };
    let mut items = Items { json: &json, seen: HashSet::new(), found: 0, lacking: Vec::new() };
    items.visit(&json["root"], "");
    let Items { found, mut lacking, .. } = items;
    let mut needless = Vec::new();
    for (name, _) in EXCUSED {
        match lacking.iter().position(|lacking| lacking == name) {
            Some(at) => drop(lacking.remove(at)),
            None => needless.push(name),
        }
    }
    for name in &lacking {
        println!("{name}: no example that asserts");
    }
    for name in &needless {
        println!("{name}: is excused, and needs no excuse");
    }
    if found == 0 {
        println!("{path}: no public item");
    }
    println!("{found} public items, {} without an example that asserts", lacking.len());
    ExitCode::from(u8::from(found == 0 || !lacking.is_empty() || !needless.is_empty()))
}

struct Items<'a> {
    json: &'a Value,
    seen: HashSet<String>,
    found: usize,
    lacking: Vec<String>,
}

impl<'a> Items<'a> {
    /// Visits the item with this id, and those in it. `parent` is the path that leads to it.
    fn visit(&mut self, id: &Value, parent: &str) {
        let item = &self.json["index"][id.to_string()];
        let Some((kind, inner)) = item["inner"].as_object().and_then(|inner| inner.iter().next())
        else {
            return; // an item of another crate, or one that is hidden
        };
        if kind == "use" {
            self.visit(&inner["id"], parent);
            return;
        }
        let name = item["name"].as_str().unwrap_or_default();
        let path = if parent.is_empty() { name.to_owned() } else { format!("{parent}::{name}") };
        // The chapters of the guide are documentation alone.
        if !self.seen.insert(id.to_string()) || path.ends_with("::guide") {
            return;
        }
        if KINDS.contains(&kind.as_str()) {
            self.found += 1;
            if !asserts(item["docs"].as_str().unwrap_or_default()) {
                self.lacking.push(path.clone());
            }
        }
        match kind.as_str() {
            "module" | "trait" => self.visit_all(&inner["items"], &path),
            "struct" | "enum" => {
                for id in list(&inner["impls"]) {
                    let implementation = &self.json["index"][id.to_string()]["inner"]["impl"];
                    // The methods of a trait are documented there.
                    if implementation["trait"].is_null() {
                        self.visit_all(&implementation["items"], &path);
                    }
                }
            }
            _ => {}
        }
    }

    fn visit_all(&mut self, ids: &'a Value, parent: &str) {
        for id in list(ids) {
            self.visit(id, parent);
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Tells whether one of the examples in a documentation asserts something. A block with a word after its fence, such
/// as `text` or `ignore`, is no example that is run.
fn asserts(docs: &str) -> bool {
    let (mut is_example, mut is_block) = (false, false);
    for line in docs.lines().map(str::trim) {
        if let Some(word) = line.strip_prefix("```") {
            is_block = !is_block;
            is_example = is_block && (word.is_empty() || word.starts_with("rust"));
        } else if is_example && line.contains("assert") && !line.starts_with("//") {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::asserts;

    #[test]
    fn an_example_that_asserts_is_told_from_others() {
        assert!(asserts("One.\n\n```\nlet a = 1;\nassert_eq!(a, 1);\n```"));
        assert!(asserts("```text\na\n```\n\n```rust\nassert!(true);\n```"));
        assert!(!asserts("One that asserts.\n\n```\nlet a = 1;\n```\nassert!(true)"));
        assert!(!asserts("```ignore\nassert!(true);\n```"));
        assert!(!asserts("```\n// assert!(true);\n```"));
        assert!(!asserts(""));
    }
}
