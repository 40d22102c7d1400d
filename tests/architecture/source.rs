//! The source as the rules see it: without comments, strings and tests, and what is named in it, line by line.

use std::fs;
use std::path::Path;

use crate::Breach;
use crate::layers::is_layer;

/// A file of `src`, as the rules see it. All forms keep the lines of the file.
pub(crate) struct Source {
    /// From `src/`, such as `ui/theme.rs`.
    pub(crate) path: String,
    /// As written.
    pub(crate) text: String,
    /// Without comments and test modules.
    pub(crate) program: String,
    /// Without the contents of strings as well.
    pub(crate) code: String,
    /// Every path of names in it.
    pub(crate) named: Vec<Named>,
}

/// All `.rs` files under a folder.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(folder).to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let path = entry.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source::new(&path, &fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let tests: Vec<String> = found.iter().flat_map(Source::test_files).collect();
    for source in &mut found {
        let module = source.module();
        if tests.iter().any(|test| module == *test || module.starts_with(&format!("{test}::"))) {
            (source.program, source.code, source.named) = Default::default();
        }
    }
    found
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (mut program, mut code) = blanked(text);
        for (from, to) in test_modules(&code) {
            program.replace_range(from..to, &blank(program.get(from..to).unwrap()));
            code.replace_range(from..to, &blank(code.get(from..to).unwrap()));
        }
        let named = paths(&code);
        Self { path: path.to_owned(), text: text.to_owned(), program, code, named }
    }

    /// The modules that are declared under `#[cfg(test)]` here and lie in files of their own.
    fn test_files(&self) -> Vec<String> {
        let code = blanked(&self.text).1;
        let items = test_modules(&code).into_iter().filter_map(|(from, to)| code.get(from..to)?.strip_suffix(';'));
        items.filter_map(|item| item.rsplit_once("mod ")).map(|(_, name)| join(&self.module(), name)).collect()
    }

    /// The top-level module: `ui`, or `main` and `lib` for the two files beside the layers.
    pub(crate) fn layer(&self) -> &str {
        self.path.split_once('/').map_or(self.path.trim_end_matches(".rs"), |(layer, _)| layer)
    }

    /// The module's path from the crate's root, which is empty.
    pub(crate) fn module(&self) -> String {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        if path == "lib" { String::new() } else { path.replace('/', "::") }
    }

    /// What the file names of the crate, from its root: line and path.
    pub(crate) fn targets(&self) -> Vec<(usize, String)> {
        let depth = self.path.trim_end_matches("/mod.rs").matches('/').count() + 1;
        let up = "super::".repeat(depth);
        let root = if self.path == "main.rs" { "kaytop::" } else { "crate::" };
        let of_crate = |path: &str| path.strip_prefix(root).or(path.strip_prefix(&up)).map(str::to_owned);
        let named = self.named.iter();
        named
            .filter_map(|named| Some((named.line, of_crate(&named.path)?)))
            .filter(|(_, path)| is_layer(path.split("::").next().unwrap()))
            .collect()
    }
}

/// A path of names that stands in the code.
pub(crate) struct Named {
    pub(crate) line: usize,
    /// Groups of `use` are written out: `a::{self, b as c}` is `a::self` and `a::b`.
    pub(crate) path: String,
    pub(crate) in_use: bool,
    /// What a `use` renames it to.
    pub(crate) alias: Option<String>,
}

/// Every path of names in the code, from its first line to its last.
fn paths(code: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let (mut in_use, mut renames) = (false, false);
    // The prefixes of the groups that are open; `None` for a brace that opens no group.
    let mut groups: Vec<Option<String>> = Vec::new();
    let mut rest = code;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(is_word).len();
        if word > 0 {
            let (mut path, after) = rest.split_at(word);
            let first = path;
            rest = after;
            let mut whole = groups.iter().rev().map_while(Option::as_deref).next().unwrap_or_default().to_owned();
            loop {
                whole.push_str(path);
                let Some(next) = rest.strip_prefix("::") else { break };
                let word = next.len() - next.trim_start_matches(is_word).len();
                if word == 0 {
                    break;
                }
                whole.push_str("::");
                (path, rest) = next.split_at(word);
            }
            if let Some(inside) = rest.strip_prefix("::{") {
                groups.push(Some(whole + "::"));
                rest = inside;
                continue;
            }
            match first {
                "use" => in_use = true,
                "as" if in_use => renames = true,
                alias if renames => {
                    found.last_mut().unwrap().alias = Some(alias.to_owned());
                    renames = false;
                }
                _ => found.push(Named { line, path: whole, in_use, alias: None }),
            }
            continue;
        }
        match c {
            '\n' => line += 1,
            ';' => in_use = false,
            '{' => groups.push(None),
            '}' => drop(groups.pop()),
            _ => {}
        }
        rest = rest.get(c.len_utf8()..).unwrap();
    }
    found
}

/// The path of what `parent` holds under `name`; the root's is empty.
pub(crate) fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}::{name}") }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Two forms of a file, byte for byte as long: without comments, and without the contents of strings as well.
fn blanked(text: &str) -> (String, String) {
    let (mut program, mut code) = (String::new(), String::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (len, is_comment) = match c {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), true),
            '/' if rest.starts_with("/*") => (block_comment(rest), true),
            '"' => (quoted(rest, '"'), false),
            'r' if !program.ends_with(is_word) || program.ends_with('b') => (raw_string(rest), false),
            '\'' => (character(rest), false),
            _ => (0, false),
        };
        let (part, after) = rest.split_at(len.max(c.len_utf8()));
        rest = after;
        program.push_str(&if is_comment { blank(part) } else { part.to_owned() });
        code.push_str(&if len > 0 { blank(part) } else { part.to_owned() });
    }
    (program, code)
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (step, change) = match rest {
            _ if rest.starts_with("/*") => (2, 1),
            _ if rest.starts_with("*/") => (2, -1),
            _ => (rest.chars().next().map_or(1, char::len_utf8), 0),
        };
        (at, depth) = (at + step, depth + change);
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> usize {
    let hashes = text.chars().skip(1).take_while(|c| *c == '#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let Some(inside) = text.get(1 + hashes..).and_then(|rest| rest.strip_prefix('"')) else { return 0 };
    inside.find(&end).map_or(text.len(), |at| 2 + hashes + at + end.len())
}

/// A character literal; a lifetime is none.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}

/// Where the items under `#[cfg(test)]` stand.
fn test_modules(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (start, mark) in code.match_indices("#[cfg(test)]") {
        let mut depth = 0;
        let end = code.get(start + mark.len()..).unwrap().bytes().position(|byte| {
            depth += match byte {
                b'{' => 1,
                b'}' => -1,
                _ => 0,
            };
            depth == 0 && matches!(byte, b'}' | b';')
        });
        found.push((start, end.map_or(code.len(), |end| start + mark.len() + end + 1)));
    }
    found
}

pub(crate) fn lines_with(source: &Source, form: &str, needle: &str, why: &str) -> Vec<Breach> {
    let lines = form.lines().enumerate().filter(|(_, line)| line.contains(needle));
    lines.map(|(at, _)| format!("src/{}:{}: {why}", source.path, at + 1)).collect()
}

/// Whether the names of `part` stand one after the other in `path`.
pub(crate) fn holds(path: &str, part: &str) -> bool {
    format!("::{path}::").contains(&format!("::{part}::"))
}
