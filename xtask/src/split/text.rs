//! WebAssembly text, as far as splitting needs it: the forms of a module as wasm-dis prints them, one after the other,
//! each beginning in the second column.

/// A form of the module: a function, an import, a table.
#[derive(Debug)]
pub struct Form<'t> {
    /// `func`, `import`, `elem` and so on.
    pub kind: &'t str,
    /// What it defines, `$…`; empty where that has no name.
    pub name: &'t str,
    pub text: &'t str,
}

/// The forms of a module.
pub fn forms(module: &str) -> Vec<Form<'_>> {
    let mut starts: Vec<usize> = module.match_indices("\n (").map(|(at, _)| at + 1).collect();
    starts.push(module.rfind("\n)").map_or(module.len(), |at| at + 1));
    // A comment in the second column belongs to no form.
    let text = |start: usize, end: usize| module[start..end].split("\n ;;").next().unwrap_or_default();
    starts.windows(2).map(|pair| form(text(pair[0], pair[1]))).collect()
}

fn form(text: &str) -> Form<'_> {
    let inside = text.trim_start().trim_start_matches('(');
    let kind = inside.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default();
    // An import names what it defines further inside.
    let head = match kind {
        "import" => inside.find(" (").and_then(|at| inside[at + 2..].split_once(' ')).map_or("", |(_, rest)| rest),
        _ => inside[kind.len()..].trim_start(),
    };
    Form { kind, name: symbol(head), text }
}

/// The symbol at the start of a text; empty if there is none.
pub fn symbol(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('$') else { return "" };
    let length = match rest.strip_prefix('"') {
        Some(quoted) => {
            let mut is_escaped = false;
            let end = quoted.find(|c| {
                let ends = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            });
            end.map_or(quoted.len(), |end| end + 1) + 1
        }
        None => rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')').unwrap_or(rest.len()),
    };
    &text[..=length]
}

/// The symbols that follow a word such as `(call `.
pub fn symbols_after<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(word).map(move |(at, _)| symbol(&text[at + word.len()..])).filter(|name| !name.is_empty())
}

/// All symbols that stand one after the other, as in an `elem`.
pub fn symbols(mut text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    while let Some(at) = text.find('$') {
        let name = symbol(&text[at..]);
        found.push(name);
        text = &text[at + name.len()..];
    }
    found
}

/// The parameters' types and the result as it is written, of a function or an imported one.
pub fn signature<'t>(form: &Form<'t>) -> (Vec<&'t str>, String) {
    let head = form.text.lines().next().unwrap_or_default();
    let after_name = head.find(form.name).map_or(head, |at| &head[at + form.name.len()..]);
    let mut params = Vec::new();
    let mut result = String::new();
    for part in after_name.split('(').skip(1) {
        let inside = part.split(')').next().unwrap_or_default();
        if let Some(types) = inside.strip_prefix("param ") {
            params.extend(types.split(' ').filter(|word| !word.starts_with('$') && !word.is_empty()));
        } else if inside.starts_with("result ") {
            result = format!(" ({inside})");
        }
    }
    (params, result)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &str = "(module $m\n (type $0 (func))\n (import \"m\" \"a b\" (func $\"f(1)\" (param i32 i64) (result f32)))\n (elem $0 (table $t) (i32.const 1) func $\"f(1)\" $g)\n (func $g (param $0 i32) (param $1 i64) (result i32 i32)\n  (call $\"f(1)\"\n   (local.get $0)\n  )\n )\n ;; custom\n)\n";

    #[test]
    fn a_module_is_its_forms() {
        let forms = forms(MODULE);
        let told: Vec<_> = forms.iter().map(|form| (form.kind, form.name)).collect();
        assert_eq!(told, [("type", "$0"), ("import", "$\"f(1)\""), ("elem", "$0"), ("func", "$g")]);
        assert!(forms[3].text.ends_with(" )"), "{:?}", forms[3].text);
        assert_eq!(symbols_after(forms[3].text, "(call ").collect::<Vec<_>>(), ["$\"f(1)\""]);
        assert_eq!(symbols(forms[2].text), ["$0", "$t", "$\"f(1)\"", "$g"]);
        assert_eq!(signature(&forms[3]), (vec!["i32", "i64"], " (result i32 i32)".to_string()));
        assert_eq!(signature(&forms[1]), (vec!["i32", "i64"], " (result f32)".to_string()));
    }

    #[test]
    fn a_symbol_ends_where_it_ends() {
        for (text, expected) in [("$a)", "$a"), ("$<a>::b c", "$<a>::b"), ("$\"a\\\"b) c\" d", "$\"a\\\"b) c\""), ("a", ""), ("$a", "$a")] {
            assert_eq!(symbol(text), expected, "{text}");
        }
    }
}
