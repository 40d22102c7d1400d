//! What is told of alerts at one reading, and in which words: one notice of all alerts together.

use super::{Alert, Edge, Way, Ways};
use crate::domain::count::counted;
use crate::domain::record::{Figures, Second};
use crate::domain::shown::Shown;

/// No notice has more characters.
const LONGEST: usize = 200;

/// What is told of one alert.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The alert.
    pub alert: Alert,
    /// When the campaigns were read.
    pub at: Second,
    /// The campaigns, at least one but in a test; by number.
    pub campaigns: Vec<About>,
    /// Whether it only shows that the ways work.
    pub test: bool,
}

/// A campaign that an alert is about.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Its number, since when, and how it is told.
    pub edge: Edge,
    /// What it is called.
    pub name: Option<Shown>,
    /// What it came to.
    pub figures: Figures,
}

impl Telling {
    /// One that only shows that the ways work.
    pub fn test(alert: Alert, at: Second) -> Self {
        Self { alert, at, campaigns: Vec::new(), test: true }
    }

    /// In which ways something of it is told.
    pub fn ways(&self) -> Ways {
        if self.test {
            self.alert.say
        } else {
            self.campaigns.iter().fold(Ways::NONE, |ways, of| ways.and(of.edge.ways))
        }
    }

    /// The campaigns that are told in a way.
    pub fn in_way(&self, way: Way) -> impl Iterator<Item = &About> {
        self.campaigns.iter().filter(move |of| of.edge.ways.has(way))
    }
}

/// What is told in one way, in one line without control characters; nothing where nothing is. Where the alert does not
/// want it, only the screen names campaigns: others see what the desktop shows.
pub fn notice(tellings: &[Telling], way: Way) -> Option<String> {
    let told: Vec<(&Telling, Vec<&About>)> = tellings
        .iter()
        .filter(|telling| telling.ways().has(way))
        .map(|telling| (telling, telling.in_way(way).collect()))
        .collect();
    let name = |telling: &Telling| Shown::new(&telling.alert.name).as_str().to_owned();
    let words = match told.as_slice() {
        [] => return None,
        [(telling, _)] if telling.test => format!("{}: a test", name(telling)),
        [(telling, of)] => match of.as_slice() {
            [one] if telling.alert.names || way == Way::Screen => format!("{}: {}", name(telling), one.words()),
            of => format!("{} ({})", name(telling), counted(of.len(), "campaign")),
        },
        several => {
            let each = several.iter().enumerate().map(|(at, (telling, of))| {
                let count = if at == 0 { counted(of.len(), "campaign") } else { of.len().to_string() };
                format!("{} ({count})", name(telling))
            });
            format!("{}: {}", counted(several.len(), "alert"), each.collect::<Vec<_>>().join(", "))
        }
    };
    Some(cut(&words))
}

impl About {
    /// `134 Depo follow-up`.
    fn words(&self) -> String {
        match &self.name {
            Some(name) => format!("{} {}", self.edge.campaign, name.as_str()),
            None => format!("campaign {}", self.edge.campaign),
        }
    }
}

fn cut(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alert::Hold;
    use crate::domain::query::Query;

    fn telling(name: &str, say: &[Way], campaigns: &[(i64, Option<&str>)]) -> Telling {
        let say: Ways = say.iter().copied().collect();
        let when = Query::parse("pending:>0").unwrap();
        let alert =
            Alert { name: name.into(), when, hold: Hold::default(), say, command: vec![], names: false, always: false };
        let about = |(id, name): &(i64, Option<&str>)| About {
            edge: Edge { campaign: *id, since: Second(0), ways: say },
            name: name.map(Shown::new),
            figures: Figures::default(),
        };
        Telling { alert, at: Second(0), campaigns: campaigns.iter().map(about).collect(), test: false }
    }

    #[test]
    fn all_alerts_of_a_reading_make_one_notice() {
        let both = [Way::Screen, Way::Desktop];
        let quiet = telling("Quiet", &both, &[(1, None), (2, None), (3, Some("c"))]);
        let failing = telling("Failing", &both, &[(7, Some("Depo\u{1b}[31m"))]);
        let said = |tellings: &[Telling], way| notice(tellings, way);
        let together = [quiet.clone(), failing.clone()];
        assert_eq!(said(&together, Way::Desktop).unwrap(), "2 alerts: Quiet (3 campaigns), Failing (1)");
        assert_eq!(said(&[quiet], Way::Screen).unwrap(), "Quiet (3 campaigns)");
        assert_eq!(said(&together, Way::Bell), None);
        let screen = said(std::slice::from_ref(&failing), Way::Screen).unwrap();
        assert!(screen.starts_with("Failing: 7 Depo") && !screen.contains(char::is_control), "{screen}");
        assert_eq!(said(std::slice::from_ref(&failing), Way::Desktop).unwrap(), "Failing (1 campaign)", "no name");
        let asked = Telling { alert: Alert { names: true, ..failing.alert.clone() }, ..failing };
        assert!(said(&[asked], Way::Desktop).unwrap().starts_with("Failing: 7 Depo"));
    }

    #[test]
    fn a_notice_is_of_bounded_length_and_without_control_characters() {
        let long = "x\u{7}".repeat(400);
        let words = notice(&[telling(&long, &[Way::Desktop], &[(1, None)])], Way::Desktop).unwrap();
        assert_eq!(words.chars().count(), LONGEST);
        assert!(!words.contains(char::is_control) && words.ends_with('…'));
    }

    #[test]
    fn only_what_is_told_in_a_way_is_counted_there() {
        let mut quiet = telling("Quiet", &[Way::Desktop, Way::Command], &[(1, None), (2, None)]);
        quiet.campaigns[0].edge.ways = [Way::Command].into_iter().collect();
        assert_eq!(notice(std::slice::from_ref(&quiet), Way::Desktop).unwrap(), "Quiet (1 campaign)");
        assert_eq!(quiet.in_way(Way::Command).count(), 2);
        let test = Telling::test(quiet.alert, Second(0));
        assert_eq!(notice(&[test], Way::Desktop).unwrap(), "Quiet: a test");
    }
}
