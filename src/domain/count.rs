//! Whole numbers as people read them.

/// A whole number with separators: `17,617`.
pub fn count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of things: `1 row`, `2 rows`, `1,204 rows`.
pub fn counted(n: impl TryInto<i64>, what: &str) -> String {
    plural(n, what, &format!("{what}s"))
}

/// The same for what does not end in s: `1 launch`, `2 launches`.
pub fn plural(n: impl TryInto<i64>, one: &str, many: &str) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A place in a row: `1st`, `22nd`, `1,013th`.
pub fn ordinal(n: usize) -> String {
    let end = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{end}", count(i64::try_from(n).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_separators() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (100_000, "100,000")] {
            assert_eq!(count(n), text);
        }
        assert_eq!(count(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn one_thing_is_no_more_than_one() {
        assert_eq!([0, 1, 2000].map(|n| counted(n, "case")), ["0 cases", "1 case", "2,000 cases"]);
        assert_eq!([1_u64, u64::MAX].map(|n| plural(n, "is", "are")), ["1 is", "9,223,372,036,854,775,807 are"]);
    }

    #[test]
    fn places_end_as_they_are_spoken() {
        let places = [1, 2, 3, 4, 11, 12, 13, 21, 102, 1013, 1023].map(ordinal);
        assert_eq!(places, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "1,013th", "1,023rd"]);
    }
}
