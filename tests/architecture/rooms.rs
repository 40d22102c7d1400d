//! Rooms with one door: at every level of the tree the siblings form no cycle. A folder counts as one room; its `mod.rs`,
//! or the file beside it, is the room's face. Parent and child may name each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::Breach;
use crate::source::{Named, Source, join, lines_with};

/// That one room names another beside it, and where.
struct Arrow {
    from: String,
    to: String,
    place: String,
}

/// A glob hides what it names.
pub(crate) fn no_globs(sources: &[Source]) -> Vec<Breach> {
    let why = "a glob hides which names it brings";
    sources.iter().flat_map(|source| lines_with(source, &source.code, "::*", why)).collect()
}

/// Names each line that closes a cycle.
pub(crate) fn no_cycles(sources: &[Source]) -> Vec<Breach> {
    let arrows = House::new(sources).arrows();
    let mut doors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for arrow in &arrows {
        doors.entry(&arrow.from).or_default().insert(&arrow.to);
    }
    let reaches = |from: &str, goal: &str| {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            open.extend(doors.get(at).into_iter().flatten().copied().filter(|to| seen.insert(*to)));
        }
        seen.contains(goal)
    };
    let closing = arrows.iter().filter(|arrow| reaches(&arrow.to, &arrow.from));
    closing.map(|Arrow { from, to, place }| format!("{place}: {from} → {to} closes a cycle")).collect()
}

/// The modules of the crate by their path from its root.
struct House<'a> {
    /// A folder is a module even if the file that declares it is not there.
    paths: BTreeSet<String>,
    modules: HashMap<String, Module<'a>>,
}

struct Module<'a> {
    source: &'a Source,
    /// What a name in it stands for, as `use` says.
    imports: HashMap<String, String>,
}

impl<'a> House<'a> {
    fn new(sources: &'a [Source]) -> Self {
        let module = |source: &'a Source| {
            let imports = source.named.iter().filter(|named| named.in_use).map(import).collect();
            (source.module(), Module { source, imports })
        };
        let modules: HashMap<_, _> = sources.iter().filter(|source| source.path != "main.rs").map(module).collect();
        let mut paths = BTreeSet::new();
        for path in modules.keys() {
            let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
            paths.extend(ends.filter_map(|end| path.get(..end).map(str::to_owned)));
        }
        Self { paths, modules }
    }

    /// Each arrow of a file once, at the first line that draws it. A name that a `use` brought comes after the `use`.
    fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        let mut modules: Vec<_> = self.modules.iter().collect();
        modules.sort_by_key(|(path, _)| *path);
        for (path, module) in modules {
            let mut drawn = BTreeSet::new();
            let brought = |named: &&Named| {
                !named.in_use && named.path.split("::").next().is_some_and(|first| module.imports.contains_key(first))
            };
            let (later, first): (Vec<&Named>, Vec<&Named>) = module.source.named.iter().partition(brought);
            for named in first.into_iter().chain(later).filter(|named| named.in_use || named.path.contains("::")) {
                for (from, to) in self.modules_named(path, &named.path, 0).iter().filter_map(|to| siblings(path, to)) {
                    let place = format!("src/{}:{}", module.source.path, named.line);
                    if drawn.insert(to.clone()) {
                        arrows.push(Arrow { from, to, place });
                    }
                }
            }
        }
        arrows
    }

    /// The modules that a path names where it stands: the one it leads to, and those that pass the name on.
    fn modules_named(&self, place: &str, path: &str, passed: usize) -> Vec<String> {
        let mut at = place.to_owned();
        let mut found = Vec::new();
        let names: Vec<&str> = path.split("::").collect();
        for (index, name) in names.iter().enumerate() {
            match *name {
                "self" => {}
                "crate" => at = String::new(),
                "super" => at = at.rsplit_once("::").map(|(parent, _)| parent.to_owned()).unwrap_or_default(),
                name if self.paths.contains(&join(&at, name)) => at = join(&at, name),
                name => {
                    let import = self.modules.get(&at).and_then(|module| module.imports.get(name));
                    if let Some(import) = import.filter(|import| passed < 9 && (index > 0 || **import != path)) {
                        let rest = names.get(index + 1..).unwrap_or_default();
                        let whole = rest.iter().fold(import.clone(), |path, name| join(&path, name));
                        found.push(at.clone());
                        found.extend(self.modules_named(&at, &whole, passed + 1));
                        return found;
                    }
                    if index == 0 {
                        return found;
                    }
                    break;
                }
            }
        }
        found.push(at);
        found
    }
}

/// The name that a `use` brings, and the path that it stands for.
fn import(named: &Named) -> (String, String) {
    let path = named.path.strip_suffix("::self").unwrap_or(&named.path);
    let name = named.alias.as_deref().or(path.rsplit("::").next()).unwrap_or(path);
    (name.to_owned(), path.to_owned())
}

/// The two rooms side by side where the paths part; none where one lies in the other.
fn siblings(from: &str, to: &str) -> Option<(String, String)> {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split("::").collect(), to.split("::").collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let room = |path: &[&str]| Some(path.get(..=shared)?.join("::")).filter(|room| !room.is_empty());
    Some((room(&from)?, room(&to)?))
}
