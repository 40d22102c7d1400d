//! How a number is asked for: equal, smaller, larger, or within a range.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use crate::domain::measure::Measure;
use crate::domain::order::Value;

/// A number as typed. Whole numbers keep all their digits, since ids may have 19 and a typed one may have more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// Without a decimal point.
    Whole(i128),
    /// With one, or too large to be whole.
    Real {
        /// Its value; finite.
        value: f64,
        /// How many digits stand behind the point.
        decimals: u16,
    },
}

impl Number {
    /// `-12`, `0.5`, `.5`, `1,000`: digits with at most one point, a minus, and commas as the screen writes them. No
    /// exponent.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = &ungrouped(text);
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = [whole, decimals].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !all_digits || (whole.is_empty() && decimals.is_empty()) {
            return None;
        }
        // A point that nothing follows is none.
        if let (true, Ok(whole)) = (decimals.is_empty(), text.trim_end_matches('.').parse()) {
            return Some(Self::Whole(whole));
        }
        let value: f64 = text.parse().ok()?;
        value.is_finite().then(|| Self::Real { value, decimals: decimals.len().try_into().unwrap_or(u16::MAX) })
    }

    fn real(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Real { value, .. } => value,
        }
    }

    /// Whether it is larger than another.
    pub(super) fn exceeds(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(this), Self::Whole(other)) => this > other,
            _ => self.real() > other.real(),
        }
    }

    fn decimals(self) -> u16 {
        match self {
            Self::Whole(_) => 0,
            Self::Real { decimals, .. } => decimals,
        }
    }

    /// How a row's value compares with this number.
    fn against(self, value: Value<'_>) -> Option<Ordering> {
        match (value, self) {
            (Value::Whole(value), Self::Whole(number)) => Some(i128::from(value).cmp(&number)),
            (Value::Whole(value), Self::Real { value: number, .. }) => (value as f64).partial_cmp(&number),
            (Value::Real(value), number) => value.partial_cmp(&number.real()),
            (Value::Text(_) | Value::Range(_), _) => None,
        }
    }
}

/// With all its digits, so that it reads as the same number.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(value) => write!(f, "{value}"),
            Self::Real { value, decimals } => write!(f, "{value:.places$}", places = usize::from(*decimals)),
        }
    }
}

/// A comparison sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Sign {
    /// The signs as typed, longer ones first.
    pub(super) const ALL: [(&'static str, Self); 7] = [
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        (">=", Self::GreaterOrEqual),
        ("<=", Self::LessOrEqual),
        (">", Self::Greater),
        ("<", Self::Less),
        ("=", Self::Equal),
    ];

    /// How it is typed.
    pub(super) fn typed(self) -> &'static str {
        Self::ALL.iter().rfind(|(_, sign)| *sign == self).map_or("=", |(typed, _)| typed)
    }
}

/// What the value of a number field must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NumberTest {
    /// `>100`. Equal means equal as the table shows it: 70.83 is `70.8`.
    Compare(Sign, Number),
    /// `10..20`, both included; an end may be open.
    Range(Option<Number>, Option<Number>),
}

impl NumberTest {
    /// Whether a known value of a column that is measured so passes.
    pub(super) fn matches(self, value: Value<'_>, measure: Measure) -> bool {
        let passes = |number: Number, fits: fn(Ordering) -> bool| number.against(value).is_some_and(fits);
        match self {
            Self::Compare(Sign::Equal, number) => equal(value, number, measure),
            Self::Compare(Sign::NotEqual, number) => !equal(value, number, measure),
            Self::Compare(Sign::Greater, number) => passes(number, Ordering::is_gt),
            Self::Compare(Sign::GreaterOrEqual, number) => passes(number, Ordering::is_ge),
            Self::Compare(Sign::Less, number) => passes(number, Ordering::is_lt),
            Self::Compare(Sign::LessOrEqual, number) => passes(number, Ordering::is_le),
            Self::Range(low, high) => {
                low.is_none_or(|low| passes(low, Ordering::is_ge))
                    && high.is_none_or(|high| passes(high, Ordering::is_le))
            }
        }
    }
}

/// Equal as shown, or to the decimals typed when they are more.
fn equal(value: Value<'_>, number: Number, measure: Measure) -> bool {
    match value {
        Value::Real(real) => measure.is_shown_as(real, number.real(), number.decimals().into()),
        _ => number.against(value) == Some(Ordering::Equal),
    }
}

/// `text` without the commas between groups of three digits; any other comma stays, and is no number.
fn ungrouped(text: &str) -> Cow<'_, str> {
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    if whole.contains(',') && first && groups.all(|group| group.len() == 3) {
        Cow::Owned(text.replace(',', ""))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_with_a_point_and_a_minus() {
        assert_eq!(Number::parse("-12"), Some(Number::Whole(-12)));
        assert_eq!(Number::parse("9223372036854775807"), Some(Number::Whole(i64::MAX.into())));
        assert_eq!(Number::parse("123456789012345678901"), Some(Number::Whole(123_456_789_012_345_678_901)));
        assert_eq!(Number::parse("-0"), Some(Number::Whole(0)));
        assert_eq!(Number::parse("0.50"), Some(Number::Real { value: 0.5, decimals: 2 }));
        assert_eq!(Number::parse(".5").map(Number::real), Some(0.5));
        assert_eq!(Number::parse("5.").map(Number::real), Some(5.0));
        for no in ["", "-", ".", "1e3", "+1", "1.2.3", "inf", "NaN", "0x1", "--1", "١"] {
            assert_eq!(Number::parse(no), None, "{no}");
        }
        assert_eq!(Number::parse(&"9".repeat(400)), None);
    }

    #[test]
    fn long_ids_compare_digit_by_digit() {
        let id = NumberTest::Compare(Sign::Equal, Number::Whole(9_007_199_254_740_993));
        assert!(id.matches(Value::Whole(9_007_199_254_740_993), Measure::RATE));
        assert!(!id.matches(Value::Whole(9_007_199_254_740_992), Measure::RATE));
        for (typed, sign, row) in [
            ("9223372036854775808", Sign::Equal, i64::MAX),
            ("-9223372036854775809", Sign::Equal, i64::MIN),
            ("9223372036854775808", Sign::LessOrEqual, i64::MAX),
        ] {
            let test = NumberTest::Compare(sign, Number::parse(typed).unwrap());
            assert_eq!(test.matches(Value::Whole(row), Measure::RATE), sign != Sign::Equal, "{typed}");
        }
    }

    #[test]
    fn equal_means_equal_as_shown() {
        let is = |number: &str, value: f64, measure| {
            NumberTest::Compare(Sign::Equal, Number::parse(number).unwrap()).matches(Value::Real(value), measure)
        };
        assert!(is("70.8", 70.833, Measure::RATE) && !is("70.83", 70.8, Measure::RATE));
        assert!(is("50", 50.04, Measure::RATE) && !is("50", 50.1, Measure::RATE));
        assert!(!is("100", 99.995, Measure::RATE) && !is("0", 0.004, Measure::RATE));
        assert!(is("0.76", 0.76, Measure::SCORE) && !is("0.8", 0.76, Measure::SCORE));
    }

    #[test]
    fn ranges_include_their_ends_and_may_be_open() {
        let within = |low: Option<i128>, high: Option<i128>, value| {
            NumberTest::Range(low.map(Number::Whole), high.map(Number::Whole))
                .matches(Value::Whole(value), Measure::RATE)
        };
        assert!(within(Some(10), Some(20), 10) && within(Some(10), Some(20), 20) && !within(Some(10), Some(20), 21));
        assert!(within(Some(5), None, i64::MAX) && !within(Some(5), None, 4) && within(None, Some(5), i64::MIN));
    }
}
