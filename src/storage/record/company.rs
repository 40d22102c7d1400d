//! The company's settings as the text that the record keeps: JSON with the contract's names.

use serde_json::{Value, json};

use crate::domain::settings::{CompanyHours, Settings};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::Slot;
    use crate::domain::time::TimeOfDay;

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
        let none = Settings { hours: CompanyHours::NotConfigured, ..settings };
        assert_eq!(written(&none), r#"{"business_hours":null,"is_enabled":true}"#);
        assert_eq!(written(&Settings::default()), "{}");
    }
}
