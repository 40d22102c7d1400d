//! The letters of keyboards that have no Latin ones, as the key they stand on: a command is the same key under every
//! layout. Only where keys are commands; in a text field a letter is itself.

use super::key::Key;

/// Letters as they stand on keyboards, each with the Latin one of the same key: the Russian layout, the Greek
/// and the Hebrew one.
const LAYOUTS: [(&str, &str); 4] = [
    ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
    ("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "wertyuiopasdfghjklzxcvbnmERTYUIOPASDFGHJKLZXCVBNM"),
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
];
/// What the Ukrainian and the Belarusian layout have where the Russian one has another letter.
const OTHERS: [(char, char); 9] =
    [('і', 's'), ('І', 'S'), ('ї', ']'), ('Ї', '}'), ('є', '\''), ('Є', '"'), ('ў', 'o'), ('Ў', 'O'), ('ґ', '`')];

/// The key of the same place with a Latin letter; a key that has one is itself.
pub(super) fn command(key: Key) -> Key {
    match key {
        Key::Char(c) => Key::Char(latin(c)),
        key => control(key),
    }
}

/// Ctrl with a letter is a command everywhere.
pub(super) fn control(key: Key) -> Key {
    match key {
        Key::Ctrl(c) => Key::Ctrl(latin(c)),
        key => key,
    }
}

fn latin(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let known = LAYOUTS.iter().flat_map(|(own, latin)| own.chars().zip(latin.chars())).chain(OTHERS);
    let mut found = known.filter_map(|(own, latin)| (own == c).then_some(latin));
    found.next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_one_key() {
        for (own, latin) in LAYOUTS {
            assert_eq!(own.chars().count(), latin.chars().count(), "{own}");
        }
        let all: Vec<char> =
            LAYOUTS.iter().flat_map(|(own, _)| own.chars()).chain(OTHERS.map(|(own, _)| own)).collect();
        for (at, c) in all.iter().enumerate() {
            assert!(!all[..at].contains(c) && !c.is_ascii(), "{c}");
        }
    }

    #[test]
    fn a_letter_acts_as_the_key_it_stands_on() {
        for (own, latin) in "йq ЙQ ТN ж; Ж: λl ΛL ςw ΣS נb іs ІS jj éé 中中"
            .split(' ')
            .map(|pair| (pair.chars().next(), pair.chars().nth(1)))
        {
            assert_eq!(own.map(|own| command(Key::Char(own))), latin.map(Key::Char), "{own:?}");
        }
        assert_eq!(control(Key::Ctrl('с')), Key::Ctrl('c'), "the Cyrillic es");
        assert_eq!(control(Key::Char('с')), Key::Char('с'));
    }
}
