//! Glue, loader and styles as they are shipped. The sources stay as they are written.

use crate::Result;
use crate::process::{command, run, step};
use crate::project::{self, REST, WIDGET};
use crate::tools::WasmKit;
use std::fs;

/// What the floor of browsers understands: the glue runs above it only.
const GLUE: &[&str] = &["--format=esm", "--target=es2020"];
/// The loader gets as far as the fallback in browsers below the floor; these have `import()`, or fail at that.
const LOADER: &[&str] = &["--target=es2018", "--supported:dynamic-import=true"];
const STYLES: &[&str] = &["--target=chrome100,safari16,firefox102"];

/// Minifies into the widget's folder.
pub fn widget(kit: &WasmKit) -> Result {
    step("Minify glue, loader and styles");
    let widget = project::root().join(WIDGET);
    let glue = widget.join("tasuke-widget.js");
    // Bundled from here, so that only what the loader calls stays.
    let entry = project::wasm_target_dir().join("glue.mjs");
    let is_split = widget.join(REST).exists();
    let names = if is_split { "default, mount, rest" } else { "default, mount" };
    fs::write(&entry, format!("export {{ {names} }} from {glue:?};\n"))
        .map_err(|error| format!("Make {} writable: {error}.", entry.display()))?;
    let www = project::root().join("www");
    for (flags, from, name) in [
        (&[GLUE, &["--bundle", "--allow-overwrite"]].concat()[..], &entry, "tasuke-widget.js"),
        (LOADER, &www.join("tasuke.js"), "tasuke.js"),
        (STYLES, &www.join("tasuke.css"), "tasuke.css"),
        (STYLES, &www.join("tasuke-rest.css"), "tasuke-rest.css"),
    ] {
        let mut esbuild = command("esbuild");
        kit.apply(&mut esbuild);
        // ASCII, since a shop's page may be in another encoding and a host may not name ours.
        esbuild.args(["--minify", "--charset=ascii", "--log-level=warning"]).args(flags);
        esbuild.arg(from).arg(format!("--outfile={}", widget.join(name).display()));
        run(&mut esbuild, &format!("Mend what esbuild names above: {name} was not minified."))?;
    }
    Ok(())
}
