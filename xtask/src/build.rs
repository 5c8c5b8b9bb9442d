//! The widget by Trunk, the published demo by `tasuke build`.

use crate::process::{cargo, command, run, step};
use crate::project::{DEMO, KNOWLEDGE, TICKETS, WIDGET};
use crate::tools::WasmKit;
use crate::{Result, minify, project, shorten, split};

/// Compiles the widget and publishes the demo shop.
pub fn demo() -> Result {
    let kit = WasmKit::ensure()?;
    // Trunk's `--offline` is handed on to cargo, which then needs every crate.
    let advice = "Check the network: the crates in Cargo.lock could not be fetched.";
    run(&mut cargo(&["fetch", "--quiet"]), advice)?;
    step("Compile the widget");
    let mut trunk = command("trunk");
    // Trunk's own settings may come from the environment; NO_COLOR=1 would
    // stop it, since it takes only true and false there.
    trunk.args(["build", "--offline"]).env_remove("NO_COLOR");
    kit.apply(&mut trunk);
    run(&mut trunk, "Mend what the compiler names above: the widget was not built.")?;
    let widget = project::root().join(WIDGET);
    shorten::names(&widget.join("tasuke-widget_bg.wasm"), &widget.join("tasuke-widget.js"))?;
    split::widget(&kit)?;
    minify::widget(&kit)?;
    step("Publish the demo shop");
    tasuke(&["build", KNOWLEDGE, "--widget", WIDGET, "--out", DEMO, "--with-source"])
}

/// Serves the published demo until it is stopped.
pub fn serve(port: u16) -> Result {
    let port = port.to_string();
    step(format!("Serve the demo shop on http://127.0.0.1:{port}/ (Ctrl+C ends it)"));
    tasuke(&["serve", DEMO, "--port", &port, "--store", TICKETS])
}

/// The demo's knowledge file is the first one that the checks must like.
pub fn check_knowledge() -> Result {
    step(format!("Check {KNOWLEDGE}"));
    tasuke(&["check", KNOWLEDGE])
}

fn tasuke(args: &[&str]) -> Result {
    let mut run_it = cargo(&["run", "--quiet", "--bin", "tasuke", "--"]);
    let advice = format!("Look at the messages above: `tasuke {}` failed.", args[0]);
    run(run_it.args(args), &advice)
}
