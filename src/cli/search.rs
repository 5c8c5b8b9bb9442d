//! `tasuke search`: what a customer finds who types this.

mod explain;

use super::asked::{self, Asked};
use super::{Common, Exit, Lang, Report, Search};
use crate::app::{self, Results, Row, RowKind};
use serde_json::{Value as Json, json};

/// Searches, and shows what customers see and what they do not: ids, and what is broken in the file.
pub(super) fn run(common: &Common, args: &Search) -> Report {
    let Asked { base, engine, errors } = match asked::read_with(common, args.locale.as_deref(), &args.added) {
        Ok(asked) => asked,
        Err(report) => return *report,
    };
    let lang = common.lang();
    let strings = lang.strings();
    let Results { rows, confident, instead } = engine.search_on("", &args.query, usize::from(args.limit));
    let why = |row: &Row| engine.explain(&args.query, &row.id).filter(|_| args.explain);
    let mut lines: Vec<String> = instead.iter().map(|query| strings.with("results.instead", &[("query", query)])).collect();
    for (index, row) in rows.iter().enumerate() {
        lines.extend(shown(index + 1, row, base.names.of(&row.id), lang));
        lines.extend(why(row).iter().flat_map(|explanation| app::why(explanation, &strings)).map(|line| ["      ", &line].concat()));
    }
    lines.push(match (rows.iter().all(|row| row.score <= 0.0), confident) {
        (true, _) => lang.pick("何も見つからず、代わりを示します。", "Nothing is found; these are shown instead.").into(),
        (_, true) => lang.pick("先頭の結果は確かな答えとして示されます。", "The first result is shown as the likely answer.").into(),
        (_, false) => lang.pick("確かな答えとは言えないと画面で断ります。", "The desk says that it is not sure of these.").into(),
    });
    let exit = if errors.is_empty() { Exit::Fine } else { Exit::Errors };
    let result = |row: &Row| {
        let mut result = json!({"id": base.names.of(&row.id), "kind": row.kind.word(), "question": row.question,
                                "title": row.title, "score": row.score, "ranges": units(row)});
        if let Some(explanation) = why(row) {
            result["explanation"] = explain::as_json(&explanation);
        }
        result
    };
    let json =
        || json!({"query": args.query, "instead": instead, "confident": confident, "results": rows.iter().map(result).collect::<Json>()});
    Report { lines, json: common.json.then(json), errors, exit }
}

/// A result in two lines: the phrase with what matched in brackets, and what it leads to.
fn shown(rank: usize, row: &Row, id: &str, lang: Lang) -> [String; 2] {
    let mut phrase = row.question.clone();
    for range in row.ranges.iter().rev() {
        phrase.insert(range.end, '】');
        phrase.insert(range.start, '【');
    }
    let kind = match row.kind {
        RowKind::Article => lang.pick("記事", "article"),
        RowKind::Flow => lang.pick("案内", "flow"),
    };
    let title = row.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    [format!("{rank:>2}. {phrase}"), format!("    {kind} {id}{title}")]
}

/// What matched, in the UTF-16 units that JavaScript counts, as the widget's own `search` gives it.
fn units(row: &Row) -> Vec<[usize; 2]> {
    let units = |byte: usize| row.question.get(..byte).map_or(0, |before| before.encode_utf16().count());
    row.ranges.iter().map(|range| [units(range.start), units(range.end)]).collect()
}
