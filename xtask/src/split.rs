//! Splits the wasm in two: what a first look needs, and what is fetched with the first touch (ADR 6).
//!
//! The second part imports memory, tables and functions of the first, and fills in the places of a table through which
//! the first calls it. Before, such a call is a trap. binaryen's own wasm-split is not in its npm package; this one works
//! on the text that wasm-dis prints.

mod data;
mod reach;
mod rules;
mod text;

use crate::process::{self, command, run};
use crate::project::{self, REST, WIDGET};
use crate::tools::WasmKit;
use crate::{Result, rust_wasm, shorten};
use reach::Later;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use text::{Form, forms, signature, symbols, symbols_after};

/// The module's name that the second part imports from the first.
const FIRST: &str = "p";

/// What the floor of browsers understands.
const FEATURES: &[&str] = &["mutable-globals", "nontrapping-float-to-int", "bulk-memory", "sign-ext", "reference-types", "multivalue"];

/// Names are what the split goes by: the ways into the second part must stay functions, and two functions must not
/// become one, which would have one of their names.
const WITH_NAMES: &[&str] = &["-g", "--no-inline=*4rest*", "--skip-pass=duplicate-function-elimination"];

/// Inlining less than usual makes smaller what is compressed: see ADR 4.
const SMALL: &[&str] = &[
    "-Oz",
    // Their order is chosen below.
    "--skip-pass=reorder-functions",
    "--one-caller-inline-max-function-size=40",
    "--always-inline-max-function-size=0",
    "--flexible-inline-max-function-size=0",
    "--low-memory-unused",
    "--optimize-added-constants-propagate",
    "--converge",
];

/// Instantiates the second part, whose answer it is given; the loader sees to it that this happens once.
const GLUE: &str = "\nexport const rest = async (answer) => { await __wbg_load(await answer, { ...__wbg_get_imports(), p: wasm }); };\n";

/// Makes the widget's wasm small and splits it; one that cannot be split stays whole.
pub fn widget(kit: &WasmKit) -> Result {
    process::step("Make the wasm small, and split it");
    let folder = project::root().join(WIDGET);
    let (whole, rest, glue) = (folder.join("tasuke-widget_bg.wasm"), folder.join(REST), folder.join("tasuke-widget.js"));
    let text = folder.join("whole.wat");
    let _ = fs::remove_file(&rest);
    tool(kit, "wasm-opt", &[WITH_NAMES, SMALL].concat(), &whole, &whole)?;
    tool(kit, "wasm-dis", &[], &whole, &text)?;
    let module = fs::read_to_string(&text).map_err(|error| format!("Run `cargo xtask build` again: {error}."))?;
    let _ = fs::remove_file(&text);
    let linked = project::wasm_target_dir().join(rust_wasm::TARGET).join("release/tasuke-widget.wasm");
    let later = fs::read(&linked).ok().and_then(|linked| reach::later(&linked));
    let Some((first, second)) = later.and_then(|later| split(&module, &later)) else {
        process::step("The wasm comes whole, and costs a third more at first: there are no notes of the linker to split it by");
        return tool(kit, "wasm-opt", SMALL, &whole, &whole);
    };
    for (code, wasm) in [(first, &whole), (second, &rest)] {
        let text = wasm.with_extension("wat");
        write(&text, &code)?;
        tool(kit, "wasm-as", &[], &text, wasm)?;
        let _ = fs::remove_file(&text);
        tool(kit, "wasm-opt", SMALL, wasm, wasm)?;
    }
    let script = fs::read_to_string(&glue).map_err(|error| format!("Run `cargo xtask build` again: {error}."))?;
    write(&glue, &(script + GLUE))
}

fn write(path: &Path, text: &str) -> Result {
    fs::write(path, text).map_err(|error| format!("Make {} writable: {error}.", path.display()))
}

fn tool(kit: &WasmKit, program: &str, flags: &[&str], from: &Path, to: &Path) -> Result {
    let mut tool = command(program);
    kit.apply(&mut tool);
    tool.args(FEATURES.iter().map(|feature| format!("--enable-{feature}"))).args(flags).arg(from).arg("-o").arg(to);
    run(&mut tool, &format!("Mend what {program} says above about {}.", from.display()))
}

/// Both parts of a module as text; nothing if no function can come later.
fn split(module: &str, later: &Later) -> Option<(String, String)> {
    let forms = forms(module);
    let table = forms.iter().find(|form| form.kind == "table" && form.text.contains(" funcref"))?;
    let size: usize = table.text[table.text.find(table.name)? + table.name.len()..].split_whitespace().next()?.parse().ok()?;
    let plan = Plan::new(&forms, &later.functions);
    if plan.ways.is_empty() {
        return None;
    }
    let grown = format!("{0} {0} funcref", size + plan.ways.len());
    let mut first = String::from("(module\n");
    let mut second = String::from("(module\n");
    let mut exports = String::new();
    let mut names = 0;
    let mut share = |what: &str, name: &str, of: &str| {
        let short = shorten::name(names);
        names += 1;
        exports += &format!(" (export \"{short}\" ({what} {name}))\n");
        second += &format!(" (import \"{FIRST}\" \"{short}\" ({what} {name} {of}))\n");
    };
    for form in &forms {
        match form.kind {
            "memory" => share("memory", form.name, after_name(form)),
            "table" if form.name == table.name => share("table", form.name, &grown),
            "table" if plan.second_has(form.name) => share("table", form.name, after_name(form)),
            "global" if plan.second_has(form.name) => share("global", form.name, global_type(form)),
            "func" if plan.shared.contains(form.name) => {
                let (params, result) = signature(form);
                share("func", form.name, &(typed(&params) + &result));
            }
            _ => {}
        }
    }
    let imports = forms.iter().filter(|form| form.kind == "import" && plan.second_has(form.name));
    second += &imports.map(|form| form.text).collect::<String>();
    for form in &forms {
        match form.kind {
            "func" => {}
            "table" if form.name == table.name => first += &format!(" (table {} {grown})\n", table.name),
            "elem" => {
                let members = members(form);
                let kept = members.iter().map(|name| if plan.second.contains(name) { "$missing" } else { name });
                first += &format!("{} func {})\n", elem_head(form), kept.collect::<Vec<_>>().join(" "));
                second += &filled(form, &members, &plan);
            }
            "data" => {
                let (stays, goes) = data::parted(form.text, &later.data)?;
                first += &stays;
                second += &goes;
            }
            "type" => {
                first += form.text;
                second += form.text;
            }
            _ => first += form.text,
        }
    }
    let mut functions: Vec<&Form<'_>> = forms.iter().filter(|form| form.kind == "func").collect();
    functions.sort_by_cached_key(|form| likeness(form));
    for form in functions {
        if plan.second.contains(form.name) {
            second += form.text;
        } else if plan.first.contains(form.name) {
            first += form.text;
        }
    }
    first += " (func $missing (unreachable))\n";
    for (nth, way) in plan.ways.iter().enumerate() {
        first += &stub(way, table.name, size + nth);
    }
    let ways: Vec<&str> = plan.ways.iter().map(|form| form.name).collect();
    second += &format!(" (elem (table {}) (i32.const {size}) func {})\n)\n", table.name, ways.join(" "));
    Some((first + &exports + ")\n", second))
}

/// Functions that are alike stand side by side: that compresses by a hundredth better.
fn likeness(form: &Form<'_>) -> (Vec<String>, String, usize, usize) {
    let (params, result) = signature(form);
    let params = params.into_iter().map(String::from).collect();
    (params, result, form.text.matches("(local $").count(), form.text.len())
}

/// What goes where.
struct Plan<'t> {
    first: HashSet<&'t str>,
    second: HashSet<&'t str>,
    /// Functions of the first part that the second calls.
    shared: HashSet<&'t str>,
    /// Functions of the second part that the first calls.
    ways: Vec<&'t Form<'t>>,
    /// Everything that the second part names.
    named: HashSet<&'t str>,
}

impl<'t> Plan<'t> {
    fn new(forms: &'t [Form<'t>], later: &HashSet<String>) -> Self {
        let plain = |name: &'t str| name.trim_matches(['$', '"']);
        let is_later = |name: &'t str| later.contains(plain(name));
        let functions: HashMap<&str, &Form<'_>> = forms.iter().filter(|form| form.kind == "func").map(|form| (form.name, form)).collect();
        let calls = |name: &str| -> Vec<&'t str> {
            let text = functions.get(name).map_or("", |form| form.text);
            symbols_after(text, "(call ").chain(symbols_after(text, "(ref.func ")).collect()
        };
        let reached = |from: Vec<&'t str>, stop: &dyn Fn(&str) -> bool| {
            let mut found = HashSet::new();
            let mut open = from;
            while let Some(name) = open.pop() {
                if functions.contains_key(name) && !stop(name) && found.insert(name) {
                    open.extend(calls(name));
                }
            }
            found
        };
        let mut roots = Vec::new();
        let mut moved = Vec::new();
        for form in forms {
            match form.kind {
                "export" => roots.extend(symbols_after(form.text, "(func ")),
                "start" => roots.push(form.name),
                "elem" => {
                    let (goes, stays): (Vec<_>, Vec<_>) = members(form).into_iter().partition(|name| is_later(name));
                    moved.extend(goes);
                    roots.extend(stays);
                }
                _ => {}
            }
        }
        moved.extend(functions.keys().copied().filter(|name| is_later(name)));
        // What the glue calls stays, though it may call what does not.
        moved.retain(|name| !roots.contains(name));
        // Whatever else is called at first stays as well.
        let ends: HashSet<&str> = moved.iter().copied().filter(|name| rules::is_way_in(plain(name))).collect();
        let first = reached(roots, &|name| ends.contains(name));
        let second = reached(moved, &|name| first.contains(name));
        let called: HashSet<&str> = first.iter().flat_map(|name| calls(name)).collect();
        let shared = second.iter().flat_map(|name| calls(name)).filter(|name| first.contains(name)).collect();
        let ways = forms.iter().filter(|form| form.kind == "func" && second.contains(form.name) && called.contains(form.name)).collect();
        let named = second.iter().flat_map(|name| symbols(functions[name].text)).collect();
        Self { first, second, shared, ways, named }
    }

    fn second_has(&self, name: &str) -> bool {
        self.named.contains(name)
    }
}

/// The functions of an `elem`, after its head.
fn members<'t>(form: &Form<'t>) -> Vec<&'t str> {
    symbols(&form.text[elem_head(form).len()..])
}

fn elem_head<'t>(form: &Form<'t>) -> &'t str {
    form.text.split(" func ").next().unwrap_or_default()
}

/// The places of a table that the second part fills in, one after the other.
fn filled(form: &Form<'_>, members: &[&str], plan: &Plan<'_>) -> String {
    let head = elem_head(form);
    let table = symbols(head).last().copied().unwrap_or_default();
    let offset = head.rsplit("(i32.const ").next().and_then(|rest| rest.trim_end_matches(')').parse().ok()).unwrap_or(0_usize);
    let moved = members.iter().enumerate().filter(|(_, name)| plan.second.contains(*name));
    moved.map(|(nth, name)| format!(" (elem (table {table}) (i32.const {}) func {name})\n", offset + nth)).collect()
}

/// A function that calls the one in this place of the table.
fn stub(way: &Form<'_>, table: &str, place: usize) -> String {
    let (params, result) = signature(way);
    let typed = typed(&params) + &result;
    let gets: String = (0..params.len()).map(|nth| format!(" (local.get {nth})")).collect();
    format!(" (func {}{typed}\n  (call_indirect {table}{typed}{gets} (i32.const {place}))\n )\n", way.name)
}

fn typed(params: &[&str]) -> String {
    params.iter().map(|param| format!(" (param {param})")).collect()
}

/// What stands after the name, without the closing parenthesis.
fn after_name<'t>(form: &Form<'t>) -> &'t str {
    let text = form.text.trim_end();
    let from = text.find(form.name).map_or(0, |at| at + form.name.len());
    text[from..].strip_suffix(')').unwrap_or_default().trim()
}

/// `(mut i32)` or `i32`.
fn global_type<'t>(form: &Form<'t>) -> &'t str {
    let rest = after_name(form);
    match rest.strip_prefix("(mut ") {
        Some(_) => &rest[..=rest.find(')').unwrap_or_default()],
        None => rest.split_whitespace().next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One function of each kind: called by both parts, only by the second, only through the table.
    const WHOLE: &str = r#"(module $m
 (type $0 (func (param i32) (result i32)))
 (import "b" "log" (func $log (param i32)))
 (global $stack (mut i32) (i32.const 9))
 (memory $memory 1)
 (table $table 3 3 funcref)
 (elem $0 (table $table) (i32.const 1) func $phone $kept)
 (data $.rodata (i32.const 3) "abcd")
 (export "memory" (memory $memory))
 (export "open" (func $open))
 (func $open (param $0 i32) (result i32)
  (call $_6tasuke3app4rest6handle
   (call $both
    (local.get $0)
   )
  )
 )
 (func $_6tasuke3app4rest6handle (param $0 i32) (result i32)
  (call $log
   (global.get $stack)
  )
  (call $alone
   (call $both
    (local.get $0)
   )
  )
 )
 (func $both (param $0 i32) (result i32)
  (local.get $0)
 )
 (func $alone (param $0 i32) (result i32)
  (local.get $0)
 )
 (func $kept
  (nop)
 )
 (func $phone
  (nop)
 )
)
"#;

    fn later() -> Later {
        let functions = ["_6tasuke3app4rest6handle", "phone", "alone", "both"].map(String::from);
        Later { functions: functions.into(), data: std::iter::once(4..6).collect() }
    }

    fn functions(module: &str) -> Vec<&str> {
        forms(module).iter().filter(|form| form.kind == "func").map(|form| form.name).collect()
    }

    #[test]
    fn what_only_the_ways_in_lead_to_comes_later() {
        let (first, second) = split(WHOLE, &later()).unwrap();
        assert_eq!(functions(&first), ["$kept", "$both", "$open", "$missing", "$_6tasuke3app4rest6handle"]);
        assert_eq!(functions(&second), ["$phone", "$alone", "$_6tasuke3app4rest6handle"]);
        let stands_in = [
            "(table $table 4 4 funcref)",
            "(elem $0 (table $table) (i32.const 1) func $missing $kept)",
            r#"(data $.rodata (i32.const 3) "\61\00\00\64")"#,
            "(call_indirect $table (param i32) (result i32) (local.get 0) (i32.const 3))",
        ];
        for text in stands_in {
            assert!(first.contains(text), "{text} in\n{first}");
        }
        let stands_in = [
            "(func $both  (param i32) (result i32))",
            "(global $stack (mut i32))",
            "(table $table 4 4 funcref)",
            "(memory $memory 1)",
            "(import \"b\" \"log\" (func $log (param i32)))",
            "(elem (table $table) (i32.const 1) func $phone)",
            r#"(data (i32.const 4) "\62\63")"#,
            "(elem (table $table) (i32.const 3) func $_6tasuke3app4rest6handle)",
        ];
        for text in stands_in {
            assert!(second.contains(text), "{text} in\n{second}");
        }
        assert_eq!(first.matches("(export ").count(), 2 + second.matches("(import \"p\" ").count());
    }

    #[test]
    fn without_ways_in_it_stays_whole() {
        assert_eq!(split(WHOLE, &Later::default()), None);
    }
}
