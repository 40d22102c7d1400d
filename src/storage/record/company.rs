//! The company's settings as the text that the record keeps: JSON with the contract's names.

use serde_json::{Value, json};

use crate::domain::hours::Slot;
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::TimeOfDay;

/// What is unknown is left out; null is what the vendor calls null.
pub(super) fn written(settings: &Settings) -> String {
    let Settings { enabled, concurrency, hours } = settings;
    let mut object = serde_json::Map::new();
    if let Some(enabled) = enabled {
        object.insert("is_enabled".into(), json!(enabled));
    }
    if let Some(concurrency) = concurrency {
        object.insert("concurrency_rate".into(), json!(concurrency));
    }
    match hours {
        CompanyHours::Unknown => {}
        CompanyHours::NotConfigured => drop(object.insert("business_hours".into(), Value::Null)),
        CompanyHours::Slots { slots, unreadable } => {
            let slots = slots.iter().map(|slot| json!([slot.start.to_string(), slot.end.to_string()]));
            object.insert("business_hours".into(), slots.collect());
            object.insert("unreadable_slots".into(), json!(unreadable));
        }
    }
    Value::Object(object).to_string()
}

/// The settings that were written so. What this version does not understand is unknown.
pub(super) fn read(text: &str) -> Settings {
    let written: Value = serde_json::from_str(text).unwrap_or_default();
    let hours = match written.get("business_hours") {
        None => CompanyHours::Unknown,
        Some(Value::Null) => CompanyHours::NotConfigured,
        Some(slots) => {
            let elements = slots.as_array().map(Vec::as_slice).unwrap_or_default();
            let slots: Vec<Slot> = elements.iter().filter_map(slot).collect();
            let counted = written.get("unreadable_slots").and_then(Value::as_u64).unwrap_or(0);
            let unreadable =
                usize::try_from(counted).unwrap_or(usize::MAX).saturating_add(elements.len() - slots.len());
            CompanyHours::Slots { slots, unreadable }
        }
    };
    let enabled = written.get("is_enabled").and_then(Value::as_bool);
    Settings { enabled, concurrency: written.get("concurrency_rate").and_then(Value::as_i64), hours }
}

fn slot(written: &Value) -> Option<Slot> {
    let [start, end] = [0, 1].map(|at| TimeOfDay::parse(written.get(at)?.as_str()?));
    Slot::new(start?, end?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_settings_are_different_texts() {
        let slot = Slot::new(TimeOfDay::from_hm(9, 0).unwrap(), TimeOfDay::from_hm(12, 30).unwrap()).unwrap();
        let settings = Settings {
            enabled: Some(true),
            concurrency: None,
            hours: CompanyHours::Slots { slots: vec![slot], unreadable: 1 },
        };
        assert_eq!(
            written(&settings),
            r#"{"business_hours":[["09:00","12:30"]],"is_enabled":true,"unreadable_slots":1}"#
        );
        assert_eq!(read(&written(&settings)), settings);
        let none = Settings { hours: CompanyHours::NotConfigured, ..settings };
        assert_eq!(written(&none), r#"{"business_hours":null,"is_enabled":true}"#);
        assert_eq!(read(&written(&none)), none);
        let closed = Settings {
            concurrency: Some(70),
            hours: CompanyHours::Slots { slots: Vec::new(), unreadable: 0 },
            ..Settings::default()
        };
        assert_eq!(read(&written(&closed)), closed);
        assert_eq!(written(&Settings::default()), "{}");
        assert_eq!(read("{}"), Settings::default());
    }

    #[test]
    fn what_cannot_be_understood_is_unknown() {
        let odd = read(r#"{"is_enabled":"yes","business_hours":[["09:00","12:00"],["9"],7],"unreadable_slots":1}"#);
        assert_eq!((odd.enabled, odd.concurrency), (None, None));
        assert!(matches!(odd.hours, CompanyHours::Slots { slots, unreadable: 3 } if slots.len() == 1));
        assert_eq!(read("no JSON"), Settings::default());
    }
}
