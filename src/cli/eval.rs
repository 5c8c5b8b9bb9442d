//! `tasuke eval`: how well questions find what answers them.

use super::{Common, Eval, Exit, Lang, Report, asked, source};
use crate::eval::queries::{self, Queries};
use crate::eval::{Confident, Evaluation, Input, Keystrokes, Measures, evaluate};
use serde_json::{Map as Object, Value as Json, json};
use std::time::Instant;

/// Measures, and names everything that is wrong with the data. What is broken falls away alone.
pub(super) fn run(common: &Common, args: &Eval) -> Report {
    measured(common, args).unwrap_or_else(|report| *report)
}

fn measured(common: &Common, args: &Eval) -> Result<Report, Box<Report>> {
    let lang = common.lang();
    let mut queries = queries::read(&source::text(common, &args.queries)?, true);
    let oos = match &args.oos {
        Some(path) => queries::read(&source::text(common, path)?, false),
        None => Queries::default(),
    };
    let asked = asked::read_with(common, args.locale.as_deref(), &args.added);
    if let Ok(asked) = &asked {
        queries.resolve(&asked.base);
    }
    let mut wrong: Vec<String> = queries.flaws.iter().map(|flaw| asked::line(&args.queries, None, flaw, lang)).collect();
    wrong.extend(args.oos.iter().flat_map(|path| oos.flaws.iter().map(|flaw| asked::line(path, None, flaw, lang))));
    let asked::Asked { base, engine, mut errors } = asked.map_err(|mut report| {
        report.errors.append(&mut wrong);
        report
    })?;
    errors.append(&mut wrong);
    let exit = if errors.is_empty() { Exit::Fine } else { Exit::Errors };
    if queries.queries.is_empty() {
        return Ok(Report { errors, exit, ..Report::default() });
    }
    let start = Instant::now();
    let mut now = || start.elapsed().as_secs_f64() * 1000.0;
    let input = Input { engine: &engine, names: &base.names, queries: &queries.queries, oos: &oos.queries };
    let evaluation = evaluate(&input, &mut now);
    Ok(Report { lines: table(&evaluation, oos.queries.len(), lang), json: common.json.then(|| as_json(&evaluation)), errors, exit })
}

/// The measures as rows.
fn table(evaluation: &Evaluation, oos: usize, lang: Lang) -> Vec<String> {
    let groups: Vec<(&str, &Measures)> = std::iter::once((lang.pick("全体", "all"), &evaluation.all))
        .chain(evaluation.by.iter().map(|(group, of)| (group.as_str(), of)))
        .collect();
    let name_width = groups.iter().map(|(name, _)| width(name)).max().unwrap_or_default();
    let row = |name: &str, cells: &[String]| {
        let cells = cells.iter().map(|cell| format!("{}{cell}", " ".repeat(CELL.saturating_sub(width(cell))))).collect::<String>();
        format!("{name}{}{cells}", " ".repeat(name_width.saturating_sub(width(name))))
    };
    let mut lines = vec![row("", &["n", "hit@1", "hit@3", "hit@10", "mrr@10", "zero"].map(str::to_string))];
    for (name, of) in &groups {
        let shares = of.hit.into_iter().chain([of.mrr, of.zero]).map(|share| format!("{share:.3}"));
        lines.push(row(name, &std::iter::once(of.n.to_string()).chain(shares).collect::<Vec<_>>()));
    }
    lines.extend([String::new(), lang.pick("1文字打つごと", "Key by key").to_string()]);
    lines.push(row("", &["n", "hit@3", "zero", "p50 ms", "p99 ms"].map(str::to_string)));
    for (name, of) in groups {
        let Some(Keystrokes { n, hit3, zero, p50_ms, p99_ms }) = &of.keystroke else { continue };
        let cells = [n.to_string(), format!("{hit3:.3}"), format!("{zero:.3}"), format!("{p50_ms:.2}"), format!("{p99_ms:.2}")];
        lines.push(row(name, &cells));
    }
    let Confident { share, hit: [first, third], oos: of_none } = &evaluation.confident;
    let ja = format!("確信ありの回答: 質問の {share:.3}、うち先頭が正しい {first:.3}、3件以内に正しい {third:.3}");
    let en = format!("Answers without a warning: {share:.3} of the queries; of these right at 1 {first:.3}, at 3 {third:.3}");
    lines.extend([String::new(), lang.pick(ja, en)]);
    if let Some(of_none) = of_none {
        let ja = format!("答えのない質問のうち、確信ありとされたもの: {of_none:.3}");
        let en = format!("Of the queries that have no answer, answered without a warning: {of_none:.3}");
        lines.push(lang.pick(ja, en));
    }
    if let Some(auroc) = evaluation.auroc {
        let ja = format!("答えのある質問と答えのない質問 {oos} 件の見分け: AUROC {auroc:.3}");
        let en = format!("Confidence tells what has an answer from {oos} queries that have none: AUROC {auroc:.3}");
        lines.push(lang.pick(ja, en));
    }
    lines
}

/// The width of a cell in columns.
const CELL: usize = 9;

/// The columns that a text takes in a terminal: what is not ASCII takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn as_json(evaluation: &Evaluation) -> Json {
    let mut json = measures(&evaluation.all);
    let by: Object<String, Json> = evaluation.by.iter().map(|(group, of)| (group.clone(), measures(of))).collect();
    json["by"] = Json::Object(by);
    json["auroc"] = json!(evaluation.auroc);
    let Confident { share, hit: [hit1, hit3], oos } = &evaluation.confident;
    json["confident"] = json!({"share": share, "hit@1": hit1, "hit@3": hit3, "oos": oos});
    json
}

fn measures(of: &Measures) -> Json {
    let keystroke = of
        .keystroke
        .as_ref()
        .map(|keys| json!({"n": keys.n, "hit@3": keys.hit3, "zero": keys.zero, "p50_ms": keys.p50_ms, "p99_ms": keys.p99_ms}));
    let [hit1, hit3, hit10] = of.hit;
    json!({"n": of.n, "hit@1": hit1, "hit@3": hit3, "hit@10": hit10, "mrr@10": of.mrr, "zero": of.zero, "keystroke": keystroke})
}
