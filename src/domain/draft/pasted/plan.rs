//! A whole plan in a pasted text: JSON or TOML, by itself, in a fence, or in a command that sends it.

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::domain::count::counted;
use crate::domain::draft::summary::NOTHING;
use crate::domain::draft::{BodyField, Draft, Field};
use crate::domain::rules::{fields, json, plan};
use crate::domain::shown::Shown;
use crate::domain::today::Today;

/// How many runs are told.
const TOLD: usize = 8;

/// How many objects of a text are looked at for a plan.
const MOST_OBJECTS: usize = 100;

/// A plan that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedPlan {
    /// The plan; else why it cannot be read, with line and column.
    pub plan: Result<Value, String>,
    /// What it says and what is wrong with it, in lines that are safe to print.
    pub lines: Vec<String>,
}

/// The plan that a text is; nothing for any other text.
pub fn read(text: &str, today: Today) -> Option<PastedPlan> {
    let text = text.trim();
    let wrapped = [here_document(text), fenced(text), quoted(text)];
    let mut why = None;
    for text in std::iter::once(text.to_owned()).chain(wrapped.into_iter().flatten()) {
        match plan::read(text.as_bytes()) {
            Ok(plan::Plan { request, .. }) if is_plan(&request) => return PastedPlan::of(request, today),
            Ok(_) => {}
            Err(error) => why = Some(error.to_string()),
        }
    }
    for text in [text, &unescaped(text)] {
        let mut plans = objects(text);
        match (plans.pop(), plans.len()) {
            (Some(request), 0) => return PastedPlan::of(request, today),
            (Some(_), others) => why = Some(format!("there are {} plans in it; paste one of them", others + 1)),
            (None, _) => {}
        }
    }
    let why = why.filter(|_| looks_like_one(text))?;
    Some(PastedPlan { plan: Err(why), lines: Vec::new() })
}

impl PastedPlan {
    fn of(request: Value, today: Today) -> Option<Self> {
        let lines = lines(&Draft::from_plan(&request)?, today);
        Some(Self { plan: Ok(request), lines })
    }
}

/// Whether a value has what only a plan has: several members of the contract, and one that makes it a campaign.
fn is_plan(value: &Value) -> bool {
    let Some(members) = value.as_object() else { return false };
    let known = fields::BODY.iter().filter(|field| members.contains_key(field.name)).count();
    let campaign = [&fields::RUNS, &fields::CASE_LIST_ID, &fields::BUSINESS_HOURS];
    known > 1 && campaign.into_iter().any(|field| members.contains_key(field.name))
}

/// Whether a text that cannot be read was meant as a plan.
fn looks_like_one(text: &str) -> bool {
    let names = [fields::CASE_LIST_ID.name, fields::CLIENT_RUN_ID.name];
    let json = text.contains('{') && names.into_iter().any(|name| text.contains(name))
        || text.starts_with('{') && text.contains(&format!("\"{}\"", fields::RUNS.name));
    // TOML, and YAML for which the refusal says what to do.
    let line = |line: &str| {
        let line = line.trim();
        let value = line.strip_prefix(fields::CASE_LIST_ID.name).map(str::trim_start);
        line == "[[runs]]" || value.is_some_and(|rest| rest.starts_with(['=', ':']))
    };
    json || text.lines().any(line)
}

/// The objects in a text that are plans, whatever stands around them: a command, a program, a letter, a list.
fn objects(text: &str) -> Vec<Value> {
    let (mut plans, mut behind) = (Vec::new(), 0);
    for (at, _) in text.match_indices('{').take(MOST_OBJECTS) {
        if at >= behind
            && let Some(whole) = text.get(at..).and_then(whole)
            && let Some(plan) = json::parse(whole).ok().filter(is_plan)
        {
            plans.push(plan);
            behind = at + whole.len();
        }
    }
    plans
}

/// The JSON value at the beginning of a text.
fn whole(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    text.get(..values.byte_offset())
}

/// A text without what a backslash takes from a character in the double quotes of a shell or of a program.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next_if(|next| matches!(next, '"' | '\\' | '$' | '`')) } else { None };
        plain.push(next.unwrap_or(c));
    }
    plain
}

/// What a shell is given between a word and that word on a line of its own: `<<'EOF'`.
fn here_document(text: &str) -> Option<String> {
    let (_, from) = text.split_once("<<")?;
    let (word, body) = from.split_once('\n')?;
    let word = word.trim_start_matches('-').split_whitespace().next()?.trim_matches(['\'', '"']);
    let lines = body.lines().take_while(|line| line.trim() != word);
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// What stands between two fences, as chats and pages write a file.
fn fenced(text: &str) -> Option<String> {
    let fence = ["```", "~~~"].into_iter().find(|fence| text.contains(fence))?;
    let (_, inside) = text.split_once(fence)?;
    let (inside, _) = inside.split_once(fence)?;
    Some(inside.split_once('\n')?.1.to_owned())
}

/// The JSON in the quotes of a shell, as `curl` and the form's own command hold it.
fn quoted(text: &str) -> Option<String> {
    let (_, from) = text.split_once("'{")?;
    let (inside, _) = from.rsplit_once("}'")?;
    Some(format!("{{{}}}", inside.replace("'\\''", "'")))
}

/// What the plan says in a few lines.
fn lines(draft: &Draft, today: Today) -> Vec<String> {
    let typed = |field| match draft.text(Field::Body(field)).trim() {
        "" => NOTHING.to_owned(),
        text => text.to_owned(),
    };
    let mut lines = vec![
        format!("name  {}", typed(BodyField::Name)),
        format!("agent {}  case list {}", typed(BodyField::AgentId), typed(BodyField::CaseListId)),
    ];
    lines.extend((0..draft.run_count().min(TOLD)).map(|run| draft.run_summary(run)));
    if let Some(more) = draft.run_count().checked_sub(TOLD).filter(|more| *more > 0) {
        lines.push(format!("{} more", counted(more, "run")));
    }
    if draft.is_on(Field::Report) {
        lines.push(draft.report_summary());
    }
    let check = draft.check(today);
    let [problems, warnings] =
        [(check.problems.len(), "problem"), (check.warnings.len(), "warning")].map(|(n, what)| counted(n, what));
    lines.push(format!("{problems}, {warnings}"));
    lines.into_iter().map(|line| Shown::new(&line).as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::request;
    use serde_json::json;

    fn plan() -> Value {
        json!({"name": "Bob's \"wave\"", "agent_id": "a", "case_list_id": 5, "runs": [
            {"client_run_id": "run-1", "start_date": "2026-03-02", "end_date": "2026-03-06", "start_time": "09:00", "end_time": "17:00"}]})
    }

    fn read(text: &str) -> Option<PastedPlan> {
        super::read(text, Today::of("2026-02-18"))
    }

    #[test]
    fn a_plan_is_known_in_every_shape_that_people_copy() {
        let plan = plan();
        for text in [
            request::json(&plan),
            plan.to_string(),
            request::toml(&plan).unwrap(),
            request::curl("https://api.example/v1/campaigns", "x-api-key", &plan),
            format!("printf %s {} > x.json && kaytop create x.json", crate::domain::shell::quoted(&plan.to_string())),
            format!("Here it is:\n```json\n{plan:#}\n```\n"),
            format!("\u{feff}{plan}\r\n"),
            format!("~~~\n{plan}\n~~~"),
            format!("Hi, {{please}} launch this:\n\n{plan:#}\n\nThanks\n"),
            format!("kaytop create - <<'EOF'\n{plan}\nEOF\n"),
            format!("cat > x.toml <<EOF\n{}\nEOF\nkaytop create x.toml", request::toml(&plan).unwrap()),
            format!("curl https://api.example -d \"{}\"", plan.to_string().replace('\\', "\\\\").replace('"', "\\\"")),
            format!("curl -d '\n{plan}\n' https://api.example"),
            format!("requests.post(url, json={plan})"),
            json!({"valid": true, "problems": [], "warnings": [], "request": plan}).to_string(),
            format!("[{plan}]"),
            json!(plan.to_string()).to_string(),
        ] {
            let found = read(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.plan.unwrap(), plan, "{text}");
            assert_eq!(found.lines.last().map(String::as_str), Some("0 problems, 0 warnings"));
        }
    }

    #[test]
    fn other_texts_are_no_plan_and_a_broken_one_says_where() {
        for text in
            ["", "Wave 4", "a\tb\nc\td", "{\"text\": \"hello\"}", "[1]", "name = \"x\"", "5", "case_list_id", "{}"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        for (text, place) in [
            ("{\"name\": \"x\",\n \"runs\": [}", "line 2"),
            ("name = \"x\"\n[[runs]]\nstart_date = \n", "line 3"),
            ("name: x\ncase_list_id: 5\n", "looks like YAML"),
            ("// mine\n{\"case_list_id\": 5}", "no comments"),
            ("{case_list_id: 5, runs: []}", "double quotes"),
            (&format!("{0}\n{0}", plan()), "2 plans"),
        ] {
            let why = read(text).unwrap().plan.unwrap_err();
            assert!(why.contains(place), "{why}");
        }
    }
}
