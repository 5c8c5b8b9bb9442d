//! The knowledge base that `eval` and `search` ask: knowledge files, or plain arrays of articles.

use super::place::Map;
use super::{Added, Common, Exit, Lang, Report, Say, SynonymLists, check, clock, source};
use crate::app::Engine;
use crate::enrich::Dictionaries;
use crate::eval::base::{self, Base};
use crate::eval::{Fault, Flaw, Spot};
use std::path::Path;

/// A knowledge base that can be asked.
pub(super) struct Asked {
    pub(super) base: Base,
    /// Its index, in one language.
    pub(super) engine: Engine,
    /// What is broken in it and fell away.
    pub(super) errors: Vec<String>,
}

/// Reads and indexes it; otherwise the report that says why not.
pub(super) fn read(common: &Common, locale: Option<&str>) -> Result<Asked, Box<Report>> {
    read_with(common, locale, &Added::default())
}

/// The same, with what `tasuke enrich` would add if that is wanted.
pub(super) fn read_with(common: &Common, locale: Option<&str>, added: &Added) -> Result<Asked, Box<Report>> {
    let lang = common.lang();
    let texts = common.knowledge.iter().map(|path| source::text(common, path)).collect::<Result<Vec<_>, _>>()?;
    let paths: Vec<String> = common.knowledge.iter().map(|path| path.display().to_string()).collect();
    let mut base = base::read(&paths, &texts, locale);
    let errors = wrong_with(&base, &paths, &texts, lang);
    if added.enrich {
        base.enrich(&Dictionaries::unpack(), added.synonyms.map(SynonymLists::lists));
    }
    let Some(knowledge) = &base.knowledge else { return Err(Box::new(Report { errors, exit: Exit::Errors, ..Report::default() })) };
    let today = common.today.unwrap_or_else(|| clock::now(knowledge.site.time_zone.as_deref()).date);
    match base.engine(locale, today) {
        Some(engine) => Ok(Asked { base, engine, errors }),
        None => {
            let (locale, known) = (locale.unwrap_or_default(), knowledge.site.locales.join(", "));
            Err(Box::new(Report::unable(&Say::NoLocale { locale, known: &known }, lang)))
        }
    }
}

/// What is wrong with the knowledge base, in the order of its files.
fn wrong_with(base: &Base, paths: &[String], texts: &[String], lang: Lang) -> Vec<String> {
    let broken = base.problems.iter().filter(|problem| problem.is_error());
    let mut lines: Vec<String> = broken.map(|problem| check::line(&base.sources, problem, lang)).collect();
    for (file, (path, text)) in paths.iter().zip(texts).enumerate() {
        let flaws: Vec<&Flaw> = base.flaws.iter().filter(|flaw| flaw.file == file).collect();
        let map = (!flaws.is_empty()).then(|| Map::new(text));
        lines.extend(flaws.into_iter().map(|flaw| line(Path::new(path), map.as_ref(), flaw, lang)));
    }
    lines
}

/// One flaw in one line; the structure of the file turns pointers into lines.
pub(super) fn line(path: &Path, map: Option<&Map<'_>>, flaw: &Flaw, lang: Lang) -> String {
    let line = match &flaw.place {
        Spot::Line(line) => *line,
        Spot::Pointer(pointer) => map.map_or(1, |map| map.spot(pointer).line),
    };
    let what = lang.pick::<fn(&Fault) -> String>(ja, en)(&flaw.what);
    format!("{}:{line}: {}: {what}", path.display(), lang.pick("誤り", "error"))
}

fn en(what: &Fault) -> String {
    match what {
        Fault::NotJson => "This is not JSON.".into(),
        Fault::WrongType { expected: "string" } => "There should be a string here.".into(),
        Fault::WrongType { expected } => format!("There should be an {expected} here."),
        Fault::Missing { key } => format!("There is no \"{key}\"."),
        Fault::Empty { key } => format!("\"{key}\" is empty."),
        Fault::DuplicateId { id } => format!("The id \"{id}\" is taken."),
        Fault::UnknownArticle { id } => format!("No article has the id \"{id}\"."),
        Fault::Mixed => "This is a knowledge file beside a list of articles: give one or the other.".into(),
        Fault::Nothing => "There is no query in this file.".into(),
    }
}

fn ja(what: &Fault) -> String {
    match what {
        Fault::NotJson => "JSON ではありません。".into(),
        Fault::WrongType { expected } => {
            let expected = match *expected {
                "object" => "オブジェクト({…})",
                "string" => "文字列",
                "array" => "配列([…])",
                _ => "文字列の配列",
            };
            format!("ここには{expected}が必要です。")
        }
        Fault::Missing { key } => format!("\"{key}\" がありません。"),
        Fault::Empty { key } => format!("\"{key}\" が空です。"),
        Fault::DuplicateId { id } => format!("ID「{id}」は別の記事で使われています。"),
        Fault::UnknownArticle { id } => format!("ID「{id}」の記事はありません。"),
        Fault::Mixed => "知識ファイルと記事の配列は一緒に指定できません。どちらかにしてください。".into(),
        Fault::Nothing => "質問が1つもありません。".into(),
    }
}
