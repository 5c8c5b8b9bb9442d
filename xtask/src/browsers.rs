//! The browser tests and the browsers they need.

use crate::process::{already_there, answers, run, step};
use crate::project::{self, BENCH, BROWSER_TESTS, in_ci};
use crate::{Result, node, packages, tools};
use std::path::{Path, PathBuf};
use std::{env, fs};

const ADVICE: &str = "Mend the browser tests named above; screenshots are in target/screenshots.";

/// Deep stories in Chromium.
pub fn deep() -> Result {
    prepare_node()?;
    let (chrome, tasuke) = (chromium()?, tasuke_binary()?);
    step("Browser tests in Chromium");
    let mut tests = node::npm();
    tests.args(["test"]).env("TASUKE_BIN", tasuke);
    if let Some(chrome) = chrome {
        tests.env("CHROME", chrome);
    }
    run(tests.current_dir(tests_dir()), ADVICE)
}

/// The small story in every engine. A person's machine may lack some; the
/// tests say which they leave out. CI installs them all.
pub fn wide() -> Result {
    prepare_node()?;
    let mut path = Vec::new();
    if in_ci() {
        path.extend(all_engines()?);
    } else {
        let cached = crate::cache::tool_dir("geckodriver", tools::GECKODRIVER);
        path.push(cached.join("bin"));
    }
    let tasuke = tasuke_binary()?;
    step("The story in every engine");
    let mut tests = node::npm();
    tests.args(["run", "wide"]).env("PATH", tools::path_with(path));
    run(tests.env("TASUKE_BIN", tasuke).current_dir(tests_dir()), ADVICE)
}

/// Tickets through random faults, on the demo as it was published last.
pub fn soak(args: &[String]) -> Result {
    prepare_node()?;
    let (chrome, tasuke) = (chromium()?, tasuke_binary()?);
    step("The soak: about a second a ticket");
    let mut soak = node::npm();
    soak.args(["run", "soak", "--silent", "--"]).args(args).env("TASUKE_BIN", tasuke);
    if let Some(chrome) = chrome {
        soak.env("CHROME", chrome);
    }
    run(soak.current_dir(tests_dir()), "Look for the tickets named above: the seed brings the same faults again.")
}

/// Search beside other libraries, and guided fixes, on the widget as it was built last.
pub fn bench(args: &[String]) -> Result {
    let folder = project::root().join(BENCH);
    install(&folder, BENCH)?;
    let (chrome, tasuke) = (chromium()?, tasuke_binary()?);
    step("The benchmark: some minutes");
    let mut bench = node::npm();
    bench.args(["run", "bench", "--"]).args(args).env("TASUKE_BIN", tasuke);
    if let Some(chrome) = chrome {
        bench.env("CHROME", chrome);
    }
    run(bench.current_dir(folder), "Look at the messages above: the benchmark did not end well.")
}

fn tests_dir() -> PathBuf {
    project::root().join(BROWSER_TESTS)
}

fn prepare_node() -> Result {
    install(&tests_dir(), BROWSER_TESTS)
}

/// `npm ci`, if what is installed is not what the lock file says.
fn install(folder: &Path, name: &str) -> Result {
    node::ensure()?;
    let lock =
        fs::read_to_string(folder.join("package-lock.json")).map_err(|error| format!("Restore {name}/package-lock.json: {error}."))?;
    let mark = folder.join("node_modules/.installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        already_there(format!("Node.js packages of {name}"));
        return Ok(());
    }
    step(format!("Install the Node.js packages of {name}"));
    let advice = format!("Check the network, then run `npm ci` in {name}.");
    run(node::npm().arg("ci").current_dir(folder), &advice)?;
    fs::write(&mark, lock).map_err(|error| format!("Make {name} writable: {error}."))
}

/// A browser of Chromium's family; none means Playwright's own.
fn chromium() -> Result<Option<PathBuf>> {
    if let Some(chrome) = find_chromium() {
        already_there(format!("Browser {}", chrome.display()));
        return Ok(Some(chrome));
    }
    let Err(advice) = packages::install(&["chromium", "fonts-noto-cjk"]) else {
        return Ok(find_chromium());
    };
    step("Download Playwright's Chromium");
    let mut download = node::npm();
    download.args(["exec", "--", "playwright-core", "install", "chromium"]);
    let advice = format!("Install Chromium or Chrome, or name one in CHROME. {advice}");
    run(download.current_dir(tests_dir()), &advice)?;
    Ok(None)
}

fn find_chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROME").filter(|value| !value.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let on_path = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs: Vec<PathBuf> = env::split_paths(&path).collect();
    let in_path = on_path.iter().flat_map(|name| dirs.iter().map(move |dir| dir.join(name)));
    in_path.chain(places.iter().map(PathBuf::from)).find(|browser| browser.is_file())
}

/// Everything the wide tests drive; answers folders for PATH.
fn all_engines() -> Result<Option<PathBuf>> {
    let missing: Vec<&str> = [
        ("chromium", find_chromium().is_some()),
        ("chromium-driver", answers("chromedriver")),
        ("firefox-esr", answers("firefox-esr") || answers("firefox")),
        ("webkit2gtk-driver", Path::new("/usr/bin/WebKitWebDriver").exists()),
        ("xvfb", Path::new("/usr/bin/xvfb-run").exists()),
    ]
    .into_iter()
    .filter_map(|(package, there)| (!there).then_some(package))
    .collect();
    if !missing.is_empty() {
        packages::install(&missing)?;
    }
    tools::cargo_tool("geckodriver", "geckodriver", tools::GECKODRIVER, true)
}

/// The program the tests start; a stale one would test the past.
/// The program that serves the published demo shop to the browsers.
fn tasuke_binary() -> Result<PathBuf> {
    project::demo()?;
    step("The program `tasuke`");
    let mut build = crate::process::cargo(&["build", "--bin", "tasuke"]);
    run(&mut build, "Mend what the compiler names above.")?;
    let name = format!("tasuke{}", env::consts::EXE_SUFFIX);
    Ok(project::native_target_dir().join("debug").join(name))
}
