//! Attached files in the ticket form: what is there, and the way to add more.

use super::el::{El, div, el};
use super::icon::icon;
use super::{Ctx, parts};
use crate::app::{Msg, Picked};
use crate::entry::EntryFault;
use crate::ticket::Attachment;
use yew::prelude::*;

/// The list of files, with the input of this id below; the shell listens to it.
pub(super) fn files(ctx: Ctx<'_>, id: &str, described: Option<&str>) -> El {
    let all = div("files").attr("data-files", "");
    let Some(limits) = ctx.engine.knowledge.ticket.as_ref().and_then(|format| format.attachments.as_ref()) else { return all };
    let (ready, picked) = (&ctx.session.draft.files, &ctx.session.picked);
    let mut rows: Vec<Html> = ready.iter().map(|file| attached(ctx, file)).collect();
    rows.extend(picked.iter().map(|file| coming(ctx, file)));
    let list = (!rows.is_empty()).then(|| el("ul").all(rows).html());
    let count = [("n", limits.max_files.to_string()), ("mb", limits.max_mb.to_string())];
    let count = count.each_ref().map(|(name, value)| (*name, value.as_str()));
    let counted = el("p").class("hint").attr("id", "files-limits").text(&ctx.session.strings.with("files.limits", &count));
    let all = all.with(counted).and(list);
    if ready.len() + picked.len() >= limits.max_files as usize {
        return all;
    }
    let described = described.map_or("files-limits".to_string(), |ids| [ids, " files-limits"].concat());
    let input = el("input").attr("type", "file").attr("id", id).attr("multiple", "").attr("accept", &limits.types.join(","));
    let add = el("label").class("attach").add(icon("page")).add(ctx.say("files.add")).with(input.attr("aria-describedby", &described));
    all.with(add).with(el("p").class("hint drop").add(ctx.say("files.drop")))
}

/// How much of the files of this ticket is sent, where that is known.
pub(super) fn progress(ctx: Ctx<'_>, key: &str) -> Option<Html> {
    let (_, percent) = ctx.session.uploaded.as_ref().filter(|(of, _)| of == key)?;
    let percent = percent.to_string();
    let label = ctx.session.strings.with("files.progress", &[("n", &percent)]);
    let bar = el("progress").attr("max", "100").attr("value", &percent).attr("aria-label", &label);
    Some(div("uploading").with(bar).with(el("span").attr("aria-hidden", "true").text(&label)).html())
}

fn attached(ctx: Ctx<'_>, file: &Attachment) -> Html {
    let is_picture = file.media.starts_with("image/");
    let sign = if is_picture { el("canvas").attr("data-file", &file.id).attr("aria-hidden", "true").html() } else { icon("page") };
    row(&file.id, sign, &file.name).with(el("small").text(&size(file.size))).with(remove(ctx, &file.id, &file.name)).html()
}

fn coming(ctx: Ctx<'_>, file: &Picked) -> Html {
    let row = row(&file.id, icon(if file.fault.is_some() { "alert" } else { "page" }), &file.name);
    let said = match file.fault {
        None => el("small").add(ctx.say("files.busy")),
        Some(fault) => el("small").class("error").text(ctx.t(fault.key())),
    };
    let again = (file.fault == Some(EntryFault::FileBroken))
        .then(|| parts::button(ctx, "quiet", Msg::FileRetried(file.id.clone())).add(ctx.say("files.retry")).html());
    row.with(said).and(again).with(remove(ctx, &file.id, &file.name)).html()
}

fn row(id: &str, sign: Html, name: &str) -> El {
    el("li").key(id).add(sign).with(el("span").class("file-name").attr("id", &["file-", id].concat()).text(name))
}

fn remove(ctx: Ctx<'_>, id: &str, name: &str) -> El {
    let label = [name, " ", ctx.t("files.remove")].concat();
    parts::button(ctx, "quiet", Msg::FileRemoved(id.to_string())).attr("aria-label", &label).add(ctx.say("files.remove"))
}

/// In KB, or from a tenth of a MB on in MB, as telephones count.
fn size(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    match tenths {
        0 => [&bytes.div_ceil(1_000).to_string(), " KB"].concat(),
        _ => [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), " MB"].concat(),
    }
}
