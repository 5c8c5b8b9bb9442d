//! `tasuke build`: the folder that a shop uploads.

use super::{Build, Common, Exit, Knowledge, Lang, Report, Say, check, source};
use crate::publish::{Input, Published, WidgetFile, disk, publish};
use serde_json::{Value as Json, json};
use std::path::PathBuf;

/// Publishes the knowledge and the widget, and reports what was written.
pub(super) fn run(common: &Common, args: &Build) -> Report {
    let lang = common.lang();
    let made = source::read(common, common.files(&args.files)).and_then(|knowledge| {
        let unable = |say: &Say<'_>| Box::new(Report::unable(say, lang));
        if args.with_source && knowledge.sources.len() > 1 {
            return Err(unable(&Say::SourceOfOne));
        }
        if !disk::is_ours(&args.out) {
            return Err(unable(&Say::NotOurs { path: &args.out }));
        }
        let (widget, strings) = read_widget(args, lang).map_err(|why| match &why {
            Some((path, why)) => unable(&Say::CannotRead { path, why }),
            None => unable(&Say::NoWidget),
        })?;
        let input = Input {
            sources: &knowledge.sources,
            loaded: &knowledge.loaded,
            today: common.day(&knowledge),
            widget: &widget,
            strings: &strings,
            with_source: args.with_source,
        };
        let published = publish(&input).map_err(|fault| unable(&Say::Loader { fault }))?;
        let written = disk::write(&args.out, &published.files);
        let written = written.map_err(|error| unable(&Say::CannotWrite { path: &args.out, why: &lang.why(&error) }))?;
        Ok(report(common, &knowledge, &published, &written))
    });
    made.unwrap_or_else(|report| *report)
}

type Widget = (Vec<WidgetFile>, Vec<(String, Json)>);

/// The widget's files and UI texts; on a failure, the folder that cannot be read and why.
fn read_widget(args: &Build, lang: Lang) -> Result<Widget, Option<(PathBuf, String)>> {
    let folder = if args.no_widget { None } else { Some(args.widget.clone().or_else(disk::find_widget).ok_or(None)?) };
    let told = |error: std::io::Error| Some((folder.clone().unwrap_or_default(), lang.why(&error)));
    let files = folder.as_deref().map_or(Ok(Vec::new()), disk::read_widget).map_err(told)?;
    let strings = disk::read_strings(folder.as_deref()).map_err(told)?;
    Ok((files, strings))
}

fn report(common: &Common, knowledge: &Knowledge, published: &Published, written: &[disk::Written]) -> Report {
    let lang = common.lang();
    let problems = &knowledge.loaded.problems;
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let mut report = Report { lines: table(written), ..Report::default() };
    report.lines.extend([String::new(), Say::Policy { policy: &published.policy }.text(lang)]);
    report.errors = problems.iter().map(|problem| check::line(&knowledge.sources, problem, common.lang())).collect();
    report.errors.extend(published.notes.iter().map(|note| Say::Note { note }.text(lang)));
    if errors > 0 {
        report.errors.push(Say::PublishedWithout { errors }.text(lang));
        report.exit = Exit::Errors;
    }
    if common.json {
        let files = written.iter().map(|file| json!({"path": file.path, "bytes": file.bytes, "brotli": file.brotli}));
        report.json = Some(json!({"errors": errors, "files": files.collect::<Vec<_>>(), "policy": published.policy}));
    }
    report
}

/// The sizes of what a browser fetches.
fn table(written: &[disk::Written]) -> Vec<String> {
    let files: Vec<_> = written.iter().filter(|file| file.is_fetched()).collect();
    let width = files.iter().map(|file| file.path.len()).max().unwrap_or_default();
    let row = |path: &str, bytes: &str, brotli: &str| format!("{path:<width$}  {bytes:>9}  {brotli:>9}");
    let rows = files.iter().map(|file| row(&file.path, &file.bytes.to_string(), &file.brotli.unwrap_or(file.bytes).to_string()));
    std::iter::once(row("", "bytes", "brotli")).chain(rows).collect()
}
