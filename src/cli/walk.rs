//! `tasuke walk`: a flow played in the terminal, as a customer would go through it.

#[cfg(test)]
mod tests;

use super::asked::{self, Asked};
use super::graph::flow;
use super::{Common, Exit, Lang, Report, Walk as Args, clock};
use crate::condition::Value;
use crate::flow::{Looked, LookupFault, NO, Position, Surroundings, Values, Walk, YES, options, read_lookup, typed_answer, written};
use crate::knowledge::{End, Knowledge, Lookup, Step, markdown};
use std::io::{BufRead, Write};

/// Asks and reads until the flow ends, or nothing more is typed.
pub(super) fn run(common: &Common, args: &Args) -> Report {
    let Asked { base, errors, .. } = match asked::read(common, args.locale.as_deref()) {
        Ok(asked) => asked,
        Err(report) => return *report,
    };
    let lang = common.lang();
    let Some(knowledge) = &base.knowledge else { return Report { errors, exit: Exit::Errors, ..Report::default() } };
    if let Err(report) = flow(knowledge, &args.flow, lang) {
        return *report;
    }
    let today = common.today.unwrap_or_else(|| clock::now(knowledge.site.time_zone.as_deref()).date);
    let facts = args.facts.iter().map(|(name, value)| (name.clone(), fact(value))).collect();
    let locale = args.locale.as_deref().unwrap_or(knowledge.site.first_locale());
    let player = Player { knowledge, locale, lang, around: Surroundings { facts, today } };
    let mut input = std::io::stdin().lock().lines();
    let mut ask = |lines: &[String]| {
        Report { lines: lines.to_vec(), ..Report::default() }.print();
        print!("> ");
        let _ = std::io::stdout().flush();
        input.next().and_then(Result::ok)
    };
    let (lines, ended) = player.play(&args.flow, &mut ask);
    Report { lines, errors, exit: if ended { Exit::Fine } else { Exit::Errors }, ..Report::default() }
}

/// `--fact name=value`: a number or yes/no is one, everything else a text.
fn fact(value: &str) -> Value {
    match value {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        text => text.parse().map_or_else(|_| Value::Text(text.to_string()), Value::Number),
    }
}

/// What a walk in the terminal needs.
pub(super) struct Player<'k> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) locale: &'k str,
    pub(super) lang: Lang,
    pub(super) around: Surroundings,
}

impl Player<'_> {
    /// Plays the flow; `ask` shows lines and gives what is typed, nothing at the end of the input. Answers the last lines,
    /// and whether the flow came to an end.
    pub(super) fn play(&self, flow: &str, ask: &mut dyn FnMut(&[String]) -> Option<String>) -> (Vec<String>, bool) {
        let mut walk = Walk::new(flow);
        let mut remark = None;
        loop {
            let Some(position) = walk.position(self.knowledge, &self.around) else { return (Vec::new(), false) };
            let mut lines: Vec<String> = remark.take().into_iter().collect();
            lines.extend(position.fault.map(|fault| format!("! {}", self.lang.strings().get(fault.key()))));
            if let (Step::End(end), false) = (position.step, position.returns) {
                lines.extend(self.end(&walk, &position, end));
                return (lines, true);
            }
            lines.extend(self.shown(&walk, &position));
            let Some(typed) = ask(&lines) else { return (Vec::new(), false) };
            match typed.trim() {
                ":back" => {
                    remark = (!walk.back(self.knowledge, &self.around)).then(|| self.say("これが最初です。", "This is the first step."));
                }
                ":restart" => walk.restart(),
                ":quit" => return (Vec::new(), false),
                typed => match self.read(&walk, &position, typed) {
                    Ok(Given::Answer(value)) => walk.answer(&position.id, value),
                    Ok(Given::Looked(looked)) => walk.look(looked),
                    Err(why) => remark = Some(format!("! {why}")),
                },
            }
            let is_around = walk.position(self.knowledge, &self.around).is_some_and(|position| position.is_around);
            if is_around {
                walk.look_again();
            }
        }
    }

    fn shown(&self, walk: &Walk, position: &Position<'_>) -> Vec<String> {
        let id = &position.id;
        match position.step {
            Step::Do(step) => vec![
                format!("[{id}] {}", markdown::plain(&markdown::parse(step.text.text(self.locale)))),
                self.say("これで解決しましたか？ (y/n)", "Did that solve it? (y/n)"),
            ],
            Step::Choose(step) => {
                let many = if step.many {
                    self.say("（いくつでも。, で区切る）", " (any number, separated by commas)")
                } else {
                    String::new()
                };
                let mut lines = vec![format!("[{id}] {}{many}", step.ask.text(self.locale))];
                let values = Values { walk, position, around: &self.around };
                let offered = options(step, &values).into_iter().enumerate();
                lines.extend(
                    offered.map(|(nth, option)| format!("  {}. {} ({})", nth + 1, option.label.text(self.locale), option.id.as_str())),
                );
                lines
            }
            Step::Enter(step) => {
                let hint = step.hint.as_ref().map(|hint| format!("    {}", hint.text(self.locale)));
                [format!("[{id}] {}", step.ask.text(self.locale))].into_iter().chain(hint).collect()
            }
            Step::Show(step) => {
                let article = self.knowledge.article(step.article.as_str());
                let title = article.map_or("", |article| article.title.text(self.locale));
                vec![format!("[{id}] {title}"), self.say("（Enter で次へ）", "(Enter goes on)")]
            }
            Step::Lookup(step) => vec![
                format!("[{id}] POST {} {}", step.url.0, self.sent(walk, position, step)),
                self.say(
                    "返ってくる JSON か、not-found・later・refused・nonsense のどれか",
                    "the JSON that comes back, or not-found, later, refused, nonsense",
                ),
            ],
            Step::End(end) => {
                let mut lines = self.end(walk, position, end);
                lines.push(self.say("（Enter で元の診断に戻る）", "(Enter goes back into the flow that led here)"));
                lines
            }
            Step::Branch(_) | Step::Go(_) => Vec::new(),
        }
    }

    fn end(&self, walk: &Walk, position: &Position<'_>, end: &End) -> Vec<String> {
        let values = Values { walk, position, around: &self.around };
        let text = end.text.as_ref().map(|text| {
            let filled = values.fill_text(text.text(self.locale), &written);
            markdown::plain(&markdown::parse(&filled))
        });
        let topic = end.topic.as_ref().map(|topic| format!("    topic: {}", topic.as_str()));
        let article = end.article.as_ref().map(|article| format!("    article: {}", article.as_str()));
        let fields = end.fields.0.iter().filter_map(|(name, text)| Some(format!("    {name}: {}", values.fill_in(text)?)));
        let head = format!("[{}] {} {}", position.id, self.say("終わり：", "end:"), end.outcome.word());
        [head].into_iter().chain(text).chain(topic).chain(article).chain(fields).collect()
    }

    fn read(&self, walk: &Walk, position: &Position<'_>, typed: &str) -> Result<Given, String> {
        let unclear = || {
            self.say("もう一度入力してください。:back で戻り、:quit で終わります。", "Please type that again; :back goes back, :quit ends.")
        };
        match position.step {
            Step::Do(_) => match typed.chars().next().map(|sign| sign.to_ascii_lowercase()) {
                Some('y') => Ok(Given::Answer(Value::Text(YES.into()))),
                Some('n') => Ok(Given::Answer(Value::Text(NO.into()))),
                _ => Err(self.say("y（はい）か n（いいえ）を入力してください。", "Please type y for yes or n for no.")),
            },
            Step::Choose(step) => {
                let offered = options(step, &Values { walk, position, around: &self.around });
                let one = |typed: &str| {
                    let nth = typed.parse::<usize>().ok().and_then(|nth| offered.get(nth.checked_sub(1)?));
                    nth.or_else(|| offered.iter().find(|option| option.id == *typed)).map(|option| option.id.0.clone())
                };
                if !step.many {
                    return one(typed).map(|id| Given::Answer(Value::Text(id))).ok_or_else(unclear);
                }
                let ids = typed.split(',').map(str::trim).filter(|part| !part.is_empty()).map(one).collect::<Option<Vec<_>>>();
                ids.map(|ids| Given::Answer(Value::List(ids))).ok_or_else(unclear)
            }
            Step::Enter(step) => {
                typed_answer(step, typed).map(Given::Answer).map_err(|fault| self.lang.strings().get(fault.key()).to_string())
            }
            Step::Show(_) | Step::End(_) => Ok(Given::Answer(Value::Bool(true))),
            Step::Lookup(step) => {
                let found = LookupFault::named(typed).map_or_else(|| read_lookup(step, 200, typed), Err);
                let sent = step.sends(&Values { walk, position, around: &self.around }).ok_or_else(unclear)?;
                Ok(Given::Looked(Looked { id: position.id.clone(), sent, found }))
            }
            Step::Branch(_) | Step::Go(_) => Err(unclear()),
        }
    }

    fn sent(&self, walk: &Walk, position: &Position<'_>, step: &Lookup) -> String {
        let sent = step.sends(&Values { walk, position, around: &self.around }).unwrap_or_default();
        crate::json::write(&crate::json::ToJson::to_json(sent.as_slice()))
    }

    fn say(&self, ja: &'static str, en: &'static str) -> String {
        self.lang.pick(ja, en).to_string()
    }
}

/// What was typed stands for.
enum Given {
    Answer(Value),
    Looked(Looked),
}
