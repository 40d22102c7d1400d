//! The objects a draft consists of: the body, a slot, a run, the report; and lists of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::spec::FieldSpec;
use super::value::{Entry, present};

/// One object of the plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Object {
    /// The texts of the fields that the contract has, by their names; one without text is absent.
    entries: BTreeMap<String, Entry>,
    /// The members of a loaded plan that the contract does not have; sent as written.
    extra: Map<String, Value>,
    /// What a loaded plan has in the place of the object, until a field is typed.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    kept: Option<Value>,
}

impl Object {
    /// Takes a value apart. What is no object is kept as it is.
    pub(super) fn load(value: Value, specs: &[&'static FieldSpec]) -> Self {
        let mut extra = match value {
            Value::Object(members) => members,
            other => return Self { kept: Some(other), ..Self::default() },
        };
        let mut entries = BTreeMap::new();
        for spec in specs {
            if let Some(value) = extra.remove(spec.name()) {
                entries.insert(spec.name().to_owned(), Entry::load(value, spec.kind));
            }
        }
        Self { entries, extra, kept: None }
    }

    /// The JSON of it.
    pub(super) fn value(&self, specs: &[&'static FieldSpec]) -> Value {
        if let Some(kept) = &self.kept {
            return kept.clone();
        }
        let mut members = self.extra.clone();
        for spec in specs {
            if let Some(value) = self.entries.get(spec.name()).and_then(|entry| entry.value(spec.kind)) {
                members.insert(spec.name().to_owned(), value);
            }
        }
        Value::Object(members)
    }

    /// The text of a field; empty when it is absent.
    pub(super) fn text(&self, spec: &FieldSpec) -> &str {
        self.entries.get(spec.name()).map_or("", |entry| &entry.text)
    }

    /// The value of a field, as it is sent.
    pub(super) fn get(&self, spec: &FieldSpec) -> Option<Value> {
        self.entries.get(spec.name())?.value(spec.kind)
    }

    /// Types a text over that of a field. The same text changes nothing.
    pub(super) fn set(&mut self, spec: &FieldSpec, text: &str) {
        if self.text(spec) == text {
            return;
        }
        self.clear(spec);
        if !text.is_empty() {
            self.entries.insert(spec.name().to_owned(), Entry::typed(text));
        }
    }

    /// Leaves a field out.
    pub(super) fn clear(&mut self, spec: &FieldSpec) {
        self.kept = None;
        self.entries.remove(spec.name());
    }
}

/// A list of objects. Without any it is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct List {
    pub(super) items: Vec<Object>,
    /// What a loaded plan has in the place of a filled list, until an entry is added.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    kept: Option<Value>,
}

impl List {
    pub(super) fn load(value: Value, specs: &[&'static FieldSpec]) -> Self {
        match value {
            Value::Array(entries) if !entries.is_empty() => {
                Self { items: entries.into_iter().map(|entry| Object::load(entry, specs)).collect(), kept: None }
            }
            other => Self { items: Vec::new(), kept: Some(other) },
        }
    }

    pub(super) fn value(&self, specs: &[&'static FieldSpec]) -> Option<Value> {
        let entries = || self.items.iter().map(|item| item.value(specs)).collect();
        self.kept.clone().or_else(|| (!self.items.is_empty()).then(entries))
    }

    /// Puts an object at `index`, or at the end where the list is shorter; the answer is where it stands.
    pub(super) fn insert(&mut self, index: usize, item: Object) -> usize {
        self.kept = None;
        let index = index.min(self.items.len());
        self.items.insert(index, item);
        index
    }

    /// Takes an object out; whether there was one.
    pub(super) fn remove(&mut self, index: usize) -> bool {
        let there = index < self.items.len();
        if there {
            self.items.remove(index);
        }
        there
    }

    /// Moves an object to another place, at most to the end; whether there is one.
    pub(super) fn shift(&mut self, from: usize, to: usize) -> bool {
        let there = from < self.items.len();
        if there {
            let item = self.items.remove(from);
            self.items.insert(to.min(self.items.len()), item);
        }
        there
    }

    /// Drops everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}
