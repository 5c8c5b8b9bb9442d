//! Which request goes where.

use super::desk::Desk;
use super::{faults, files, guard, inbox, intake, orders, origin, upload};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use std::sync::Arc;

/// All routes; what no route takes is a page of the shop.
pub(super) fn router(desk: Arc<Desk>) -> Router {
    let intake = Router::new()
        .route("/tickets", post(intake::receive))
        .route("/tickets/files/{id}", post(upload::receive))
        .route("/lookup/order", post(orders::look_up))
        .layer(origin::layer(&desk.origins));
    let mut router = intake
        .route("/inbox", get(inbox::list))
        .route("/inbox/style.css", get(inbox::style))
        .route("/inbox/{number}", get(inbox::show))
        .route("/inbox/{number}/files/{id}", get(inbox::file))
        .route("/healthz", get(async || "ok"))
        .route("/help/{*path}", get(files::published))
        .fallback_service(get(files::shop).with_state(Arc::clone(&desk)));
    if desk.faults.is_some() {
        router = router.route("/__fault", post(faults::order));
    }
    router.layer(from_fn_with_state(Arc::clone(&desk), guard::guard)).with_state(desk)
}
