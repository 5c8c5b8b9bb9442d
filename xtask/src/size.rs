//! Compressed sizes of what is published, against their budgets.

mod shipped;

use crate::process::{command, output, step};
use crate::project::{self, DEMO};
use crate::{Result, node};
use shipped::{Kind, Shipped};

/// Bytes, brotli; see the budgets in ARCHITECTURE.md.
const LOADER_BUDGET: u64 = 5_000;
const CODE_BUDGET: u64 = 92_000;
const KNOWLEDGE_BUDGET: u64 = 40_000;

/// Prints the table; fails past a budget.
pub fn report() -> Result {
    node::ensure()?;
    let demo = project::root().join(DEMO);
    if !demo.is_dir() {
        return Err(format!("Run `cargo xtask build` first: there is no {DEMO}."));
    }
    step("Sizes of what is shipped");
    let mut measure = command("node");
    measure.args(["-e", include_str!("size/measure.cjs")]).arg(demo);
    let lines = output(&mut measure).ok_or_else(|| format!("Run `cargo xtask build` again: {DEMO} cannot be measured."))?;
    let files = Shipped::parse(&lines)?;
    print_files(&files);
    verdict(&totals(&files)?)
}

struct Total {
    what: String,
    bytes: u64,
    budget: u64,
}

fn totals(files: &[Shipped]) -> std::result::Result<Vec<Total>, String> {
    let sum = |kinds: &[Kind]| -> u64 {
        let chosen = files.iter().filter(|file| kinds.contains(&file.kind));
        chosen.map(|file| file.brotli).sum()
    };
    for kind in [Kind::Loader, Kind::Glue, Kind::Wasm] {
        if sum(std::slice::from_ref(&kind)) == 0 {
            return Err(format!("Run `cargo xtask build` again: {DEMO} has no {}.", kind.name()));
        }
    }
    // A visitor loads the texts of one language: the largest must fit.
    let strings = files.iter().filter(|file| file.kind == Kind::Strings);
    let strings = strings.map(|file| file.brotli).max().unwrap_or(0);
    let code = sum(&[Kind::Loader, Kind::Glue, Kind::Wasm, Kind::Css]) + strings;
    let total = |what: &str, bytes, budget| Total { what: what.to_string(), bytes, budget };
    let mut totals = vec![total("loader", sum(&[Kind::Loader]), LOADER_BUDGET), total("all code at first open", code, CODE_BUDGET)];
    for locale in shipped::locales(files) {
        let bytes = sum(&[Kind::Knowledge(locale.clone())]);
        totals.push(total(&format!("knowledge, {locale}"), bytes, KNOWLEDGE_BUDGET));
    }
    Ok(totals)
}

fn print_files(files: &[Shipped]) {
    println!("  {:<46} {:>10} {:>10}", "file", "bytes", "brotli");
    for file in files.iter().filter(|file| file.kind != Kind::Other) {
        let name = format!("{} ({})", file.path, file.kind.name());
        println!("  {name:<46} {:>10} {:>10}", file.size, file.brotli);
    }
}

fn verdict(totals: &[Total]) -> Result {
    println!("\n  {:<46} {:>10} {:>10}", "sum", "brotli", "budget");
    for total in totals {
        let mark = if total.bytes > total.budget { "✗" } else { "✓" };
        println!("{mark} {:<46} {:>10} {:>10}", total.what, total.bytes, total.budget);
    }
    let over: Vec<String> = totals
        .iter()
        .filter(|total| total.bytes > total.budget)
        .map(|total| format!("{} is {} bytes over", total.what, total.bytes - total.budget))
        .collect();
    match over.as_slice() {
        [] => Ok(()),
        over => Err(format!("Make it smaller, or argue for a larger budget: {}.", over.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(lines: &str) -> Vec<Shipped> {
        Shipped::parse(lines).unwrap()
    }

    const SMALL: &str = "tasuke.js\t9\t3000\t-\ntasuke-widget.js\t9\t6000\t-\n\
        tasuke-widget_bg.wasm\t9\t60000\t-\ntasuke.css\t9\t2000\t-\n\
        strings/ja.json\t9\t700\t-\nstrings/en.json\t9\t500\t-\nhelp/manifest.json\t9\t90\t-\n\
        help/ja.1f.json\t9\t30000\tja\nhelp/ja.b1.json\t9\t9000\tja\nhelp/en.2f.json\t9\t100\ten\n";

    #[test]
    fn adds_up_what_one_visitor_loads() {
        let sums: Vec<(String, u64)> = totals(&files(SMALL)).unwrap().into_iter().map(|total| (total.what, total.bytes)).collect();
        let expected = [("loader", 3_000), ("all code at first open", 71_700), ("knowledge, en", 100), ("knowledge, ja", 39_000)];
        assert_eq!(sums, expected.map(|(what, bytes)| (what.to_string(), bytes)));
    }

    #[test]
    fn past_a_budget_is_a_failure_that_names_it() {
        let large = SMALL.replace("60000", "80301");
        let problem = verdict(&totals(&files(&large)).unwrap()).unwrap_err();
        assert!(problem.contains("all code at first open is 1 bytes over"), "{problem}");
        assert!(verdict(&totals(&files(SMALL)).unwrap()).is_ok());
    }

    #[test]
    fn a_missing_piece_is_not_a_small_one() {
        let without = SMALL.replace("tasuke-widget_bg.wasm", "other.txt");
        assert!(totals(&files(&without)).is_err());
    }
}
