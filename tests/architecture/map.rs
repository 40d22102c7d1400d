//! The map in `src/lib.rs` names what exists, and tells the arrows that are held.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::layers::{LAYERS, is_layer};

#[test]
fn the_map_names_what_exists() {
    let map = fs::read_to_string("src/lib.rs").unwrap();
    for name in named_in(&map) {
        let places = [format!("src/{name}"), format!("src/{name}.rs"), format!("src/{name}/mod.rs"), name.clone()];
        assert!(places.iter().any(|place| Path::new(place).exists()), "src/lib.rs names `{name}`: no such file");
    }
}

#[test]
fn the_map_tells_the_arrows_that_are_held() {
    let map = fs::read_to_string("src/lib.rs").unwrap();
    for (layer, allowed) in LAYERS {
        assert!(map.contains(&format!("\npub mod {layer};\n")), "src/lib.rs declares no {layer}");
        let line = map.lines().find(|line| line.starts_with(&format!("//! {layer}/"))).unwrap();
        let (_, words) = line.split_once(" knows ").unwrap();
        let said: BTreeSet<&str> = match words {
            "all of them" => LAYERS.iter().map(|(name, _)| *name).filter(|name| *name != layer).collect(),
            words => words.split(|c: char| !c.is_alphabetic()).filter(|word| is_layer(word)).collect(),
        };
        let held: BTreeSet<&str> = allowed.iter().map(|name| name.split("::").next().unwrap()).collect();
        assert_eq!(said, held, "what {layer} knows: said in src/lib.rs, and held here");
    }
}

#[test]
fn names_in_the_map_are_read() {
    let names = named_in("//! ui/  draws\n//! | x | `api/{wire,convert}.rs` | `app/model`, `help`, `crate::ui/x` |");
    assert_eq!(names, ["ui/", "api/wire.rs", "api/convert.rs", "app/model"]);
}

fn is_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "rs")
}

/// The files and folders that the map names: in back quotes with a slash, or as a layer at a line's start.
fn named_in(map: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in map.lines().filter_map(|line| line.strip_prefix("//! ")) {
        let layer = line.split(' ').next().filter(|word| word.ends_with('/') || is_file(word));
        let quoted = line.split('`').skip(1).step_by(2);
        for name in layer.into_iter().chain(quoted).filter(|name| !name.contains("::") && !name.contains(' ')) {
            match name.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
                Some((before, (choices, after))) => {
                    names.extend(choices.split(',').map(|choice| format!("{before}{choice}{after}")));
                }
                None if name.contains('/') || is_file(name) => names.push(name.to_owned()),
                None => {}
            }
        }
    }
    names
}
