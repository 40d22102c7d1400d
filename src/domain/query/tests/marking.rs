//! Where a query's words lie in what is shown.

use crate::domain::order::Column;
use crate::domain::query::Query;

#[test]
fn highlights_mark_what_was_looked_for() {
    let marked = |query: &str, name: &str| -> Vec<String> {
        let query = Query::parse(query).unwrap();
        query.highlights(Column::Name, name).into_iter().map(|range| name.get(range).unwrap().to_owned()).collect()
    };
    assert_eq!(marked("wave", "Wave 2, wave 3"), ["Wave", "wave"]);
    assert_eq!(marked("WAVE", "Wave 2, wave 3"), ["Wave", "wave"]);
    assert_eq!(marked("wave or name:\"e 2\" -3", "Wave 2, wave 3"), ["Wave 2", "wave"]);
    assert_eq!(marked("stra", "İSTRAẞE"), ["STRA"], "folding may add characters");
    assert_eq!(marked("i", "İstanbul"), ["İ"]);
    assert_eq!(marked("strasse", "Große Straße 1"), ["Straße"]);
    assert_eq!(marked("s", "Straße"), ["S", "ß"], "half a letter is the letter");
    assert_eq!(marked("nal", "ﬁnal"), ["nal"]);
    assert_eq!(marked("f", "ﬁnal"), ["ﬁ"]);
    assert_eq!(marked("cafe", "Un CAFE\u{301} noir"), ["CAFE\u{301}"]);
    assert_eq!(marked("é", "e é E\u{301} ế"), ["é", "E\u{301}", "ế"]);
    assert_eq!(marked("\"wave 2\"", "Ｗａｖｅ　２"), ["Ｗａｖｅ　２"]);
    assert_eq!(marked("カ", "ｶﾞﾗｽ"), ["ｶﾞ"]);
    assert_eq!(marked("한", "\u{1112}\u{1161}\u{11ab}국 하"), ["\u{1112}\u{1161}\u{11ab}"]);
    assert_eq!(marked("\"I\u{301}\u{ff9e}\"", "ı\u{301}\u{ff9e}–"), ["ı\u{301}\u{ff9e}"], "marks have one order");
    assert_eq!(marked("\"\u{301}ai\u{307}\u{ff9e}\"", "\u{301}aİ\u{ff9e}"), ["\u{301}aİ\u{ff9e}"]);
    assert_eq!(marked("depo", "De⟪U+200B⟫po 2"), ["De⟪U+200B⟫po"]);
    assert_eq!(marked("\"a b\"", "a  b"), ["a  b"]);
    assert_eq!(marked("~DÔÉ", "Depo à côté"), ["D", "ô", "é"]);
    assert_eq!(marked("~dte", "Depo à côté"), ["D", "té"]);
    assert_eq!(marked("~dpofu", "Depo follow-up"), ["D", "po", "f", "u"]);
    assert_eq!(marked("agent:wave calls:>5", "Wave 2"), Vec::<String>::new());
    let nothing = Vec::<String>::new();
    assert_eq!(marked("name:/e \\d/ or /w/", "Wave 2, wave 3"), ["W", "e 2", "w", "e 3"]);
    assert_eq!(marked("name:w*2*3", "Wave 2, wave 3"), ["W", "2", "3"]);
    assert_eq!((marked("name:w*2", "Wave 2, wave 3"), marked("name:*", "Wave")), (nothing.clone(), nothing.clone()));
    assert_eq!(
        (marked("name:=\"wave 2\"", "Wave 2"), marked("name:=wave", "Wave 2")),
        (vec!["Wave 2".into()], nothing)
    );
}

#[test]
fn each_column_shows_what_was_looked_for_in_it() {
    let marked = |query: &str, column: Column, text: &str| -> Vec<String> {
        let query = Query::parse(query).unwrap();
        query.highlights(column, text).into_iter().map(|range| text.get(range).unwrap().to_owned()).collect()
    };
    assert_eq!(marked("intake", Column::Agent, "Intake-ES"), ["Intake"]);
    assert_eq!(marked("31", Column::List, "318"), ["31"]);
    assert_eq!(marked("agent:*es or name:intake", Column::Agent, "Intake-ES"), ["ES"]);
    assert_eq!(marked("id:48*", Column::Id, "481"), ["48"]);
    assert_eq!(marked("/d$/", Column::Origin, "dashboard"), ["d"]);
    assert_eq!(marked("dash", Column::Updated, "dashboard"), Vec::<String>::new(), "words do not look there");
    assert_eq!(marked("updated:dash", Column::Updated, "dashboard"), ["dash"]);
    assert_eq!(marked("-agent:intake", Column::Agent, "Intake-ES"), Vec::<String>::new());
}
