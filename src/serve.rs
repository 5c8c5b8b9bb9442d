//! The reference server behind `tasuke serve`: a published folder, a demo shop, an intake of tickets and an inbox.
//!
//! It is meant to be small enough to read and strict enough to run: a ticket is on disk before the customer sees its
//! number, and a ticket sent twice is one ticket.

mod attachments;
mod desk;
mod encoding;
mod faults;
mod files;
mod guard;
mod html;
mod inbox;
mod intake;
mod limit;
mod listen;
mod orders;
mod origin;
mod privacy;
mod router;
mod store;
#[cfg(test)]
mod tests;
mod token;
mod upload;
mod words;

pub use privacy::tickets;

use crate::cli::{self, Common, Lang, Report, Say};
use crate::knowledge::Knowledge;
use desk::{Desk, Setup};
use orders::Order;
use std::future::IntoFuture;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// How long open connections may finish after Ctrl+C.
const FAREWELL: Duration = Duration::from_secs(3);

/// Serves until Ctrl+C.
pub fn run(common: &Common, args: &cli::Serve) -> Report {
    match prepare(common, args) {
        Ok((knowledge, store, orders, runtime)) => runtime.block_on(open(common, args, knowledge, store, orders)),
        Err(report) => *report,
    }
}

/// Everything that can be wrong before the first connection.
fn prepare(common: &Common, args: &cli::Serve) -> Result<(Knowledge, Store, Vec<Order>, Runtime), cli::Refused> {
    let unable = |say: &Say<'_>| Box::new(Report::unable(say, common.lang()));
    let address = args.address();
    if !address.ip().is_loopback() && args.token.is_none() {
        return Err(unable(&Say::NeedsToken { address: &address.to_string() }));
    }
    if !args.folder.join("manifest.json").is_file() {
        return Err(unable(&Say::NotPublished { path: &args.folder }));
    }
    let knowledge = cli::read(common, &common.knowledge)?.loaded.knowledge;
    let orders = orders(&args.orders).map_err(|why| unable(&Say::CannotRead { path: &args.orders, why: &why }))?;
    let store = Store::open(&args.store);
    let store = store.map_err(|error| unable(&Say::CannotWrite { path: &args.store, why: &error.to_string() }))?;
    let runtime = Runtime::new();
    let runtime = runtime.map_err(|error| unable(&Say::CannotListen { address: &address.to_string(), why: &error.to_string() }))?;
    Ok((knowledge, store, orders, runtime))
}

/// The demo's orders; none where there is no such file.
fn orders(path: &Path) -> Result<Vec<Order>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| error.to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.to_string()),
    }
}

async fn open(common: &Common, args: &cli::Serve, knowledge: Knowledge, store: Store, orders: Vec<Order>) -> Report {
    let lang = common.lang();
    let address = args.address();
    let listener = match TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(error) => return Report::unable(&Say::CannotListen { address: &address.to_string(), why: &error.to_string() }, lang),
    };
    let origins = match origin::read(&args.origins) {
        Ok(origins) => origins,
        Err(origin) => return Report::unable(&Say::NotAnOrigin { origin }, lang),
    };
    let bound = listener.local_addr().unwrap_or(address);
    let desk = Desk::new(Setup {
        knowledge,
        store,
        orders,
        bound,
        folder: args.folder.clone(),
        shop: args.shop.clone(),
        token: args.token.clone(),
        rate: args.rate,
        origins,
        keep_days: args.keep_days,
        // Whoever can order faults can stop the intake.
        faults: args.faults && bound.ip().is_loopback(),
        today: common.today,
        lang,
    });
    announce(bound, lang);
    let desk = Arc::new(desk);
    privacy::keep_purging(&desk);
    serve(listener, desk).await;
    Report::default()
}

/// Says where the server is, at once: the command itself ends much later.
fn announce(bound: std::net::SocketAddr, lang: Lang) {
    let line = |path: &str| Say::Serving { address: &format!("http://{bound}/{path}") }.text(lang);
    Report { lines: vec![line(""), line("inbox")], ..Report::default() }.print();
}

async fn serve(listener: TcpListener, desk: Arc<Desk>) {
    let (stop, stopped) = oneshot::channel::<()>();
    let service = router::router(desk).into_make_service_with_connect_info::<listen::Peer>();
    let server = axum::serve(listen::Listener(listener), service).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    let patience = async {
        // Without the signal there is no way to stop but being killed; the store bears that.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        let _ = stop.send(());
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        _ = server.into_future() => {}
        () = patience => {}
    }
}
