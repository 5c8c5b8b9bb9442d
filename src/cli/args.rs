//! The arguments of every command.

use super::Lang;
use crate::calendar::Date;
use crate::enrich::Lists;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The port of `serve` where none is given.
const PORT: u16 = 8787;

/// A help desk in the customer's browser, from one knowledge file.
#[derive(clap::Parser)]
#[command(name = "tasuke", version, propagate_version = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
pub struct Common {
    /// The knowledge file; several make one knowledge base
    #[arg(long, global = true, value_name = "FILE", default_value = "knowledge.json")]
    pub knowledge: Vec<PathBuf>,
    /// The day to act on (YYYY-MM-DD); today in the shop's time zone if missing
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// Print JSON for other programs
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of messages; that of the system if missing
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
}

/// The commands.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Name everything that is wrong with a knowledge file
    Check(Files),
    /// Write the folder that a shop uploads
    Build(Build),
    /// Add readings and synonyms for the words of a knowledge file
    Enrich(Enrich),
    /// Measure how well questions find what answers them
    Eval(Eval),
    /// Show what a customer finds who types this
    Search(Search),
    /// Go through a flow in the terminal, as a customer would
    Walk(Walk),
    /// Draw a flow for whoever reviews it
    Graph(Graph),
    /// Hand out, or delete, everything that a customer has sent to `serve`
    Tickets(Tickets),
    /// Serve a published folder, take tickets and show them
    Serve(Serve),
    /// Write the JSON Schema of knowledge files
    Schema(Schema),
}

/// Knowledge files without `--knowledge` before them.
#[derive(clap::Args)]
pub struct Files {
    /// The knowledge files, as with --knowledge
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// The arguments of `build`.
#[derive(clap::Args)]
pub struct Build {
    /// The knowledge files.
    #[command(flatten)]
    pub files: Files,
    /// The folder to write
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The folder with the built widget
    #[arg(long, value_name = "DIR", conflicts_with = "no_widget")]
    pub widget: Option<PathBuf>,
    /// Publish the knowledge alone: the widget comes from elsewhere
    #[arg(long)]
    pub no_widget: bool,
    /// Also publish the knowledge file itself, with everything that is in it
    #[arg(long)]
    pub with_source: bool,
}

/// The arguments of `enrich`.
#[derive(clap::Args)]
pub struct Enrich {
    /// The knowledge files.
    #[command(flatten)]
    pub files: Files,
    /// Say what would be added, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write nothing, and end with 1 if something would be added or removed
    #[arg(long)]
    pub check: bool,
    /// Where synonyms come from; as before if missing, at first from the list for shops
    #[arg(long, value_name = "LIST")]
    pub synonyms: Option<SynonymLists>,
}

/// Where synonyms come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum SynonymLists {
    /// Words that mean the same in any shop
    Shop,
    /// Also everyday Japanese from Sudachi's dictionary: read what it adds
    Sudachi,
}

impl SynonymLists {
    /// The lists that are meant.
    pub fn lists(self) -> Lists {
        match self {
            Self::Shop => Lists::Shop,
            Self::Sudachi => Lists::Sudachi,
        }
    }
}

/// What `enrich` would add, without writing it.
#[derive(clap::Args, Default)]
pub struct Added {
    /// With the readings and synonyms that `enrich` would add
    #[arg(long)]
    pub enrich: bool,
    /// Where these synonyms come from, as with `enrich`
    #[arg(long, value_name = "LIST", requires = "enrich")]
    pub synonyms: Option<SynonymLists>,
}

/// The arguments of `eval`.
#[derive(clap::Args)]
pub struct Eval {
    /// What people ask and what answers it: a JSON object a line with `q`, `relevant` (a list of ids) and, if wanted, `kind`
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,
    /// What people ask and nothing answers: a JSON object a line with `q`
    #[arg(long, value_name = "FILE")]
    pub oos: Option<PathBuf>,
    /// The language to ask in; the file's first if missing
    #[arg(long, value_name = "LANG")]
    pub locale: Option<String>,
    /// What is added to the knowledge in memory.
    #[command(flatten)]
    pub added: Added,
}

/// The arguments of `search`.
#[derive(clap::Args)]
pub struct Search {
    /// What is typed
    #[arg(value_name = "QUERY")]
    pub query: String,
    /// Say why each result has its place
    #[arg(long)]
    pub explain: bool,
    /// The most results
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..))]
    pub limit: u16,
    /// The language to ask in; the file's first if missing
    #[arg(long, value_name = "LANG")]
    pub locale: Option<String>,
    /// What is added to the knowledge in memory.
    #[command(flatten)]
    pub added: Added,
}

/// The arguments of `walk`.
#[derive(clap::Args)]
pub struct Walk {
    /// The flow's id
    #[arg(value_name = "FLOW")]
    pub flow: String,
    /// The language to be asked in; the file's first if missing
    #[arg(long, value_name = "LANG")]
    pub locale: Option<String>,
    /// What the shop's page would tell, as NAME=VALUE; any number of them
    #[arg(long = "fact", value_name = "NAME=VALUE", value_parser = fact)]
    pub facts: Vec<(String, String)>,
}

/// The arguments of `graph`.
#[derive(clap::Args)]
pub struct Graph {
    /// The flow's id
    #[arg(value_name = "FLOW")]
    pub flow: String,
    /// How to draw it
    #[arg(long, value_name = "FORMAT", default_value = "mermaid")]
    pub format: GraphFormat,
    /// The file to write; printed if missing
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The language of the labels; the file's first if missing
    #[arg(long, value_name = "LANG")]
    pub locale: Option<String>,
}

/// How a flow is drawn.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum GraphFormat {
    /// Text that GitHub and many editors draw
    Mermaid,
    /// A picture for every browser
    Svg,
}

/// The arguments of `serve`.
#[derive(clap::Args)]
pub struct Serve {
    /// The published folder, served under /help/
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Where to listen; other machines can connect only if it is not a loopback address
    #[arg(long, value_name = "ADDRESS", default_value_t = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT))]
    pub addr: SocketAddr,
    /// The port alone, on the loopback address
    #[arg(long, value_name = "PORT", conflicts_with = "addr")]
    pub port: Option<u16>,
    /// The shop's own pages, served at /
    #[arg(long, value_name = "DIR", default_value = "www/shop")]
    pub shop: PathBuf,
    /// The file that tickets are kept in
    #[arg(long, value_name = "FILE", default_value = "tickets.sqlite")]
    pub store: PathBuf,
    /// The orders that the demo's look-ups find
    #[arg(long, value_name = "FILE", default_value = "www/orders.json")]
    pub orders: PathBuf,
    /// What an agent must know to see tickets; required beyond this machine
    #[arg(long, value_name = "TOKEN", env = "TASUKE_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// The most tickets, and the most look-ups, a minute from one address
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub rate: u32,
    /// A site whose pages may send tickets here, as `https://shop.example`; its own pages always may
    #[arg(long = "origin", value_name = "ORIGIN")]
    pub origins: Vec<String>,
    /// For how many days tickets are kept
    #[arg(long, value_name = "N", default_value_t = 730)]
    pub keep_days: u32,
    /// Let tests order faults
    #[arg(long, hide = true)]
    pub faults: bool,
}

/// The arguments of `tickets`.
#[derive(clap::Args)]
pub struct Tickets {
    /// Whose tickets: the address in any of their fields
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
    /// Delete them, after they were printed
    #[arg(long)]
    pub delete: bool,
    /// Copy what is attached into this folder, below the ticket's number
    #[arg(long, value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// The file that tickets are kept in
    #[arg(long, value_name = "FILE", default_value = "tickets.sqlite")]
    pub store: PathBuf,
}

impl Serve {
    /// Where to listen.
    pub fn address(&self) -> SocketAddr {
        self.port.map_or(self.addr, |port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port))
    }
}

/// The arguments of `schema`.
#[derive(clap::Args)]
pub struct Schema {
    /// The file to write; printed if missing
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

impl Common {
    /// The knowledge files that are meant.
    pub fn files<'f>(&'f self, files: &'f Files) -> &'f [PathBuf] {
        if files.files.is_empty() { &self.knowledge } else { &files.files }
    }

    /// The language of messages.
    pub fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_system)
    }
}

fn fact(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').map(|(name, value)| (name.to_string(), value.to_string()));
    pair.ok_or_else(|| "NAME=VALUE".into())
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as YYYY-MM-DD, such as 2026-11-22".to_string())
}
