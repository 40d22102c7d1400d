//! The layers of the crate, and what each may know of the others.

use crate::Breach;
use crate::source::Source;

/// What each layer may know: a layer, or a module of one.
pub(crate) const LAYERS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("api", &["domain"]),
    ("app", &["domain"]),
    ("ui", &["app", "domain"]),
    ("storage", &["domain"]),
    ("sandbox", &["api::wire", "api::routes", "domain"]),
    ("runtime", &["app", "ui", "api", "storage", "domain"]),
    ("cli", &["runtime", "ui", "app", "api", "storage", "sandbox", "domain"]),
];

pub(crate) fn edges(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources {
        let from = source.layer();
        let allowed = match from {
            "lib" => continue,
            "main" => &["cli", "runtime"][..],
            _ => LAYERS.iter().find(|(layer, _)| *layer == from).map_or(&[][..], |(_, allowed)| *allowed),
        };
        for (line, to) in source.targets() {
            let known = to == from || to.starts_with(&format!("{from}::"));
            if !known && !allowed.iter().any(|name| to == *name || to.starts_with(&format!("{name}::"))) {
                let to: Vec<&str> = to.split("::").take(if from == "sandbox" { 2 } else { 1 }).collect();
                breaches.push(format!("src/{}:{line}: {from} may not know {}", source.path, to.join("::")));
            }
        }
    }
    breaches
}

pub(crate) fn is_layer(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}
