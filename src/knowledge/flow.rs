//! The format of flows: guided fixes made of steps.

use super::decode::{Decode, Decoder, Keyed, Shape, record, words};
use super::values::{Id, Lines, Mask, Text, Url};
use crate::calendar::Date;
use crate::condition::{Condition, Type};
use crate::json::{at, text_at};
use serde_json::{Value as Json, json};

record! {
    /// A guided fix.
    pub struct Flow {
        /// Its id.
        "id" id: Id,
        /// What it solves.
        "title" title: Text,
        /// The questions it answers, in the question notation.
        "questions" questions: Lines,
        /// Its category.
        "category" category: Option<Id>,
        /// The step it begins with.
        "start" start: String,
        /// Its steps, by id.
        "steps" steps: Keyed<Step>,
        /// Offer a person at the first step.
        "human_first" human_first: bool,
        /// Not to be shown yet.
        "draft" draft: bool,
        /// Who looks after it; never shown.
        "owner" owner: Option<String>,
        /// When it was last read against reality.
        "reviewed" reviewed: Option<Date>,
        /// For the editors; never shown.
        "notes" notes: Option<String>,
        /// Earlier ids.
        "formerly" formerly: Vec<Id>,
    }
}

impl Flow {
    /// A flow of a published file without its steps, which is all that is needed to find it.
    pub(crate) fn without_steps(json: &Json, decoder: &Decoder) -> Self {
        Self {
            id: Decode::take(at(json, "id"), decoder),
            title: Decode::take(at(json, "title"), decoder),
            questions: Decode::take(at(json, "questions"), decoder),
            category: Decode::take(at(json, "category"), decoder),
            start: Decode::take(at(json, "start"), decoder),
            steps: Keyed::default(),
            human_first: Decode::take(at(json, "human_first"), decoder),
            formerly: Decode::take(at(json, "formerly"), decoder),
            // What follows is never published.
            draft: false,
            owner: None,
            reviewed: None,
            notes: None,
        }
    }
}

/// One step of a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// An instruction, then "did that fix it?".
    Do(Do),
    /// A choice.
    Choose(Choose),
    /// Something to type.
    Enter(Enter),
    /// Goes on by a condition, unseen.
    Branch(Branch),
    /// An article to read.
    Show(Show),
    /// The end.
    End(End),
    /// The shop's endpoint is asked.
    Lookup(Lookup),
    /// Into another flow, and back.
    Go(Go),
}

/// The kinds of steps.
pub const STEP_KINDS: &[&str] = &["do", "choose", "enter", "branch", "show", "end", "lookup", "go"];

impl Decode for Step {
    const SHAPE: &'static Shape = &Shape::Kinds(&[
        ("do", Do::SHAPE),
        ("choose", Choose::SHAPE),
        ("enter", Enter::SHAPE),
        ("branch", Branch::SHAPE),
        ("show", Show::SHAPE),
        ("end", End::SHAPE),
        ("lookup", Lookup::SHAPE),
        ("go", Go::SHAPE),
    ]);

    fn take(json: &Json, decoder: &Decoder) -> Self {
        match text_at(json, "kind").unwrap_or_default() {
            "do" => Self::Do(Do::take(json, decoder)),
            "choose" => Self::Choose(Choose::take(json, decoder)),
            "enter" => Self::Enter(Enter::take(json, decoder)),
            "branch" => Self::Branch(Branch::take(json, decoder)),
            "show" => Self::Show(Show::take(json, decoder)),
            "lookup" => Self::Lookup(Lookup::take(json, decoder)),
            "go" => Self::Go(Go::take(json, decoder)),
            // Another kind is no sound step: see the shape.
            _ => Self::End(End::take(json, decoder)),
        }
    }

    fn schema() -> Json {
        let kinds = [
            ("do", Do::schema()),
            ("choose", Choose::schema()),
            ("enter", Enter::schema()),
            ("branch", Branch::schema()),
            ("show", Show::schema()),
            ("end", End::schema()),
            ("lookup", Lookup::schema()),
            ("go", Go::schema()),
        ];
        let variants = kinds.into_iter().map(|(kind, mut schema)| {
            schema["properties"]["kind"] = json!({"const": kind});
            schema
        });
        json!({"oneOf": variants.collect::<Vec<_>>()})
    }
}

record! {
    /// An instruction.
    pub struct Do {
        /// `do`
        "kind" kind: String,
        /// What to do, in the Markdown subset.
        "text" text: Text,
        /// A picture.
        "image" image: Option<Image>,
        /// Where a yes to "did that fix it?" leads.
        "fixed" fixed: String,
        /// Where a no leads.
        "next" next: String,
    }
}

record! {
    /// A picture with its size, so that nothing jumps when it arrives.
    pub struct Image {
        /// Its address.
        "src" src: Url,
        /// In CSS pixels.
        "width" width: u32,
        /// In CSS pixels.
        "height" height: u32,
        /// What it shows.
        "alt" alt: Text,
    }
}

record! {
    /// A choice.
    pub struct Choose {
        /// `choose`
        "kind" kind: String,
        /// The question.
        "ask" ask: Text,
        /// A line below it.
        "hint" hint: Option<Text>,
        /// Whether several may be chosen.
        "many" many: bool,
        /// What can be chosen.
        "options" options: Vec<ChooseOption>,
        /// Where to go after several; an option's own `next` is for one.
        "next" next: Option<String>,
    }
}

record! {
    /// Something that can be chosen.
    pub struct ChooseOption {
        /// Its id.
        "id" id: Id,
        /// What it says.
        "label" label: Text,
        /// A line below it.
        "hint" hint: Option<Text>,
        /// Where it leads.
        "next" next: Option<String>,
        /// Offered only if this holds.
        "when" when: Condition,
    }
}

words! {
    /// What is typed in an `enter` step or a form field.
    pub enum EntryType = Text {
        /// A line of text.
        Text = "text",
        /// Several lines.
        Textarea = "textarea",
        /// A number.
        Number = "number",
        /// A date.
        Date = "date",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// An order number.
        OrderNumber = "order-number",
        /// A parcel's number.
        TrackingNumber = "tracking-number",
        /// A postcode.
        Postcode = "postcode",
        /// A sum of money.
        Money = "money",
        /// One of the options.
        Choice = "choice",
        /// Attached files; in forms only.
        Files = "files",
    }
}

impl EntryType {
    /// Whether anything may be typed: no form of its own says what is meant.
    pub fn is_free(self) -> bool {
        matches!(self, Self::Text | Self::Textarea)
    }

    /// The type of what is typed, in conditions.
    pub fn value_type(self) -> Type {
        match self {
            Self::Number | Self::Money => Type::Number,
            Self::Date => Type::Date,
            _ => Type::Text,
        }
    }
}

record! {
    /// Something to type.
    pub struct Enter {
        /// `enter`
        "kind" kind: String,
        /// The question.
        "ask" ask: Text,
        /// A line below it.
        "hint" hint: Option<Text>,
        /// What is typed.
        "type" entry: EntryType,
        /// Its form: `9` a digit, `A` a letter, the rest itself.
        "pattern" pattern: Option<Mask>,
        /// Never in the page's URL, events, logs or resume data.
        "private" private: bool,
        /// May be left empty.
        "optional" optional: bool,
        /// The fact that fills it in.
        "fact" fact: Option<String>,
        /// Where to go.
        "next" next: String,
    }
}

record! {
    /// Goes on by the first condition that holds.
    pub struct Branch {
        /// `branch`
        "kind" kind: String,
        /// The conditions, in order.
        "cases" cases: Vec<Case>,
        /// Where to go if none holds.
        "else" otherwise: String,
    }
}

record! {
    /// A condition and where it leads.
    pub struct Case {
        /// The condition.
        "when" when: Condition,
        /// Where it leads.
        "next" next: String,
    }
}

record! {
    /// An article to read.
    pub struct Show {
        /// `show`
        "kind" kind: String,
        /// The article.
        "article" article: Id,
        /// A sentence above it.
        "text" text: Option<Text>,
        /// Where to go.
        "next" next: String,
    }
}

words! {
    /// How a flow ends.
    pub enum Outcome {
        /// It is solved.
        Solved = "solved",
        /// An article is the answer.
        Article = "article",
        /// A ticket is written.
        Ticket = "ticket",
        /// A page of the shop goes on.
        Link = "link",
        /// A person goes on.
        Person = "person",
    }
}

record! {
    /// The end of a flow.
    pub struct End {
        /// `end`
        "kind" kind: String,
        /// How it ends.
        "outcome" outcome: Outcome,
        /// What the customer reads, in the Markdown subset.
        "text" text: Option<Text>,
        /// The answer, or the rule that the end cites.
        "article" article: Option<Id>,
        /// Whether it says no: then `article` is the rule, and a person is offered beside it.
        "refuses" refuses: bool,
        /// The ticket's topic.
        "topic" topic: Option<Id>,
        /// Form fields filled in: a text with `{answer.STEP}`, `{lookup.STEP.NAME}` or `{fact.NAME}` in it.
        "fields" fields: Keyed<String>,
        /// The page of `link`.
        "url" url: Option<Url>,
        /// What its button says.
        "label" label: Option<Text>,
    }
}

record! {
    /// The shop's endpoint is asked.
    pub struct Lookup {
        /// `lookup`
        "kind" kind: String,
        /// The endpoint.
        "url" url: Url,
        /// What is sent.
        "send" send: Keyed<String>,
        /// What is read from the answer.
        "reads" reads: Keyed<Read>,
        /// Where the answer leads.
        "cases" cases: Vec<Case>,
        /// Where it leads if no case holds.
        "else" otherwise: String,
        /// Where it leads if there is no answer.
        "failed" failed: String,
        /// Where it leads if nothing is there under what was sent (404); as `failed` if missing.
        "not_found" not_found: Option<String>,
    }
}

record! {
    /// A value read from a look-up's answer.
    pub struct Read {
        /// JSON pointer into the answer.
        "path" path: String,
        /// Its type.
        "type" kind: super::article::FactType,
        /// The words of `one-of`.
        "values" values: Vec<String>,
    }
}

record! {
    /// Another flow, with return.
    pub struct Go {
        /// `go`
        "kind" kind: String,
        /// The other flow.
        "flow" flow: Id,
        /// The step to go on at after the other flow's end; if missing, that end is the end.
        "back_to" back_to: Option<String>,
    }
}

/// Where a step can lead, and the keys that say so: `next`, or `cases`, 0, `next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'s> {
    /// The list that it is in, and the place there.
    pub list: Option<(&'static str, usize)>,
    /// The key.
    pub key: &'static str,
    /// The step's name.
    pub step: &'s str,
}

impl Target<'_> {
    /// The JSON pointer below the step.
    pub fn pointer(&self) -> String {
        match self.list {
            Some((list, index)) => ["/", list, "/", &index.to_string(), "/", self.key].concat(),
            None => ["/", self.key].concat(),
        }
    }
}

impl Flow {
    /// The `go` steps, each with the flow that it leads into.
    pub fn ways(&self) -> impl Iterator<Item = (&str, &str)> {
        self.steps.0.iter().filter_map(|(name, step)| match step {
            Step::Go(go) => Some((name.as_str(), go.flow.as_str())),
            _ => None,
        })
    }
}

impl Step {
    /// The steps it can lead to.
    pub fn targets(&self) -> Vec<Target<'_>> {
        let mut targets = Vec::new();
        let mut add = |list, key, step| targets.push(Target { list, key, step });
        let mut cases: &[Case] = &[];
        let mut named: [(&'static str, Option<&String>); 3] = [("next", None), ("", None), ("", None)];
        match self {
            Self::Do(step) => {
                named[0] = ("fixed", Some(&step.fixed));
                named[1] = ("next", Some(&step.next));
            }
            Self::Choose(step) => {
                for (index, option) in step.options.iter().enumerate() {
                    if let Some(next) = &option.next {
                        add(Some(("options", index)), "next", next.as_str());
                    }
                }
                named[0].1 = step.next.as_ref();
            }
            Self::Enter(Enter { next, .. }) | Self::Show(Show { next, .. }) => named[0].1 = Some(next),
            Self::Branch(step) => {
                cases = &step.cases;
                named[0] = ("else", Some(&step.otherwise));
            }
            Self::Lookup(step) => {
                cases = &step.cases;
                named = [("else", Some(&step.otherwise)), ("failed", Some(&step.failed)), ("not_found", step.not_found.as_ref())];
            }
            Self::Go(step) => named[0] = ("back_to", step.back_to.as_ref()),
            Self::End(_) => {}
        }
        for (index, case) in cases.iter().enumerate() {
            add(Some(("cases", index)), "next", case.next.as_str());
        }
        for (key, step) in named {
            if let Some(step) = step {
                add(None, key, step);
            }
        }
        targets
    }
}
