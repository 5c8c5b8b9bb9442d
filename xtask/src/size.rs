//! Compressed sizes of what is published, against their budgets.

mod shipped;

use crate::process::{command, output, step};
use crate::project::{self, DEMO};
use crate::{Result, node};
use shipped::{Kind, Shipped};

/// Bytes, brotli: what each sum should be.
const LOADER_BUDGET: u64 = 5_000;
/// 92 kB without what search became since, and 20 kB for that.
const CODE_BUDGET: u64 = 112_000;
const KNOWLEDGE_BUDGET: u64 = 40_000;

/// What is reached at first open, below its budget: no byte comes unnoticed. Raise it only for what the bytes buy.
const CODE_CEILING: u64 = 104_600;

/// What all code is once everything was opened, which nobody pays at once: no byte comes unnoticed. Raise it only for what
/// the bytes buy.
const OPENED_CEILING: u64 = 243_000;

/// Prints the table; fails past a budget.
pub fn report() -> Result {
    node::ensure()?;
    let demo = project::demo()?;
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
    ceiling: u64,
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
    // The UI texts of a published file are in it already, those of one language; strings/ is for raw files.
    let texts = files.iter().filter(|file| file.kind == Kind::Texts).map(|file| file.brotli).max();
    let code = sum(&[Kind::Loader, Kind::Glue, Kind::Wasm, Kind::Css]) + texts.unwrap_or(0);
    let total = |what: &str, bytes, budget| Total { what: what.to_string(), bytes, budget, ceiling: budget };
    let opened = code + sum(&[Kind::Rest]);
    let opened = total("all code, everything opened", opened, OPENED_CEILING);
    let code = Total { ceiling: CODE_CEILING, ..total("all code at first open", code, CODE_BUDGET) };
    let mut totals = vec![total("loader", sum(&[Kind::Loader]), LOADER_BUDGET), code, opened];
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
    for Total { what, bytes, budget, ceiling } in totals {
        let mark = if bytes > ceiling { "✗" } else { "✓" };
        let over = match bytes.saturating_sub(*budget) {
            0 => String::new(),
            over => format!("  {over} over the budget; held below {ceiling}"),
        };
        println!("{mark} {what:<46} {bytes:>10} {budget:>10}{over}");
    }
    let over: Vec<String> = totals
        .iter()
        .filter(|total| total.bytes > total.ceiling)
        .map(|total| format!("{} is {} bytes over", total.what, total.bytes - total.ceiling))
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
        tasuke-widget_bg.wasm\t9\t60000\t-\ntasuke-widget_rest.wasm\t9\t20000\t-\ntasuke.css\t9\t2000\t-\n\
        strings/ja.json\t9\t700\t-\nstrings/en.json\t9\t500\t-\nhelp/manifest.json\t9\t90\t-\n\
        help/ja.1f.json\t9\t30000\tja\nhelp/ja.1f.json, UI texts\t9\t400\ttexts\nhelp/en.2f.json, UI texts\t9\t300\ttexts\nhelp/ja.b1.json\t9\t9000\tja\nhelp/en.2f.json\t9\t100\ten\n";

    #[test]
    fn adds_up_what_one_visitor_loads() {
        let sums: Vec<(String, u64)> = totals(&files(SMALL)).unwrap().into_iter().map(|total| (total.what, total.bytes)).collect();
        let expected = [
            ("loader", 3_000),
            ("all code at first open", 71_400),
            ("all code, everything opened", 91_400),
            ("knowledge, en", 100),
            ("knowledge, ja", 39_000),
        ];
        assert_eq!(sums, expected.map(|(what, bytes)| (what.to_string(), bytes)));
    }

    #[test]
    fn past_a_budget_is_a_failure_that_names_it() {
        // Loader, glue, styles and texts weigh 11,400 there.
        let large = SMALL.replace("60000", &(CODE_CEILING - 11_400 + 1).to_string());
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
