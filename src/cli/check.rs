//! `tasuke check`: everything that is wrong with a knowledge file.

use super::{Common, Exit, Files, Report, Say, source};
use crate::knowledge::{Problem, Source, load};
use serde_json::json;

/// Names every problem with its file and JSON pointer.
pub fn run(common: &Common, files: &Files) -> Report {
    let sources = match source::sources(common, common.files(files)) {
        Ok(sources) => sources,
        Err(report) => return *report,
    };
    let problems = match load(&sources) {
        Ok(loaded) => loaded.problems,
        Err(problems) => problems,
    };
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let mut lines: Vec<String> = problems.iter().map(|problem| line(&sources, problem)).collect();
    lines.push(Say::Sum { errors, others: problems.len() - errors }.text(common.lang()));
    let list = problems.iter().map(|problem| {
        json!({"file": name(&sources, problem), "pointer": problem.place.pointer, "severity": severity(problem), "fault": fault(problem)})
    });
    Report {
        json: common.json.then(|| json!({"errors": errors, "problems": list.collect::<Vec<_>>()})),
        lines,
        errors: Vec::new(),
        exit: if errors > 0 { Exit::Errors } else { Exit::Fine },
    }
}

/// One problem in one line.
pub(super) fn line(sources: &[Source], problem: &Problem) -> String {
    format!("{}{}: {}: {}", name(sources, problem), problem.place.pointer, severity(problem), fault(problem))
}

fn name<'s>(sources: &'s [Source], problem: &Problem) -> &'s str {
    sources.get(problem.place.source).map_or("", |source| source.name.as_str())
}

fn severity(problem: &Problem) -> String {
    format!("{:?}", problem.severity()).to_lowercase()
}

fn fault(problem: &Problem) -> String {
    format!("{:?}", problem.fault)
}
