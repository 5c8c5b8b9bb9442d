//! Files in the form.

use super::*;
use crate::ticket::{Attachment, Draft};

fn ready(id: &str) -> Msg {
    let file = Attachment { id: id.into(), name: format!("{id}.jpg"), media: "image/jpeg".into(), size: 90_000 };
    Msg::FileReady(file.into())
}

fn chosen(ids: &[&str]) -> Msg {
    Msg::FilesChosen(ids.iter().map(|id| ((*id).to_string(), format!("{id}.HEIC"))).collect())
}

fn prepare(id: &str) -> Effect {
    Effect::Files(FileOrder::Prepare(id.into()))
}

fn discard(ids: &[&str]) -> Effect {
    Effect::Files(FileOrder::Discard(ids.iter().map(|id| (*id).to_string()).collect()))
}

/// A customer with a repair to report, ready to be sent.
fn customer() -> Customer {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::FormAsked("defect".into())]).fills(REPAIR);
    customer
}

fn faults(customer: &Customer) -> Vec<(String, EntryFault)> {
    customer.session.problems.iter().map(|(problem, _)| (problem.field.clone(), problem.fault)).collect()
}

fn files(draft: &Draft) -> Vec<&str> {
    draft.files.iter().map(|file| file.id.as_str()).collect()
}

#[test]
fn what_is_chosen_is_made_ready_and_kept() {
    let mut customer = customer();
    assert_eq!(customer.tell(chosen(&["aaaaaaaa", "bbbbbbbb"])), [prepare("aaaaaaaa"), prepare("bbbbbbbb")]);
    customer.does([ready("bbbbbbbb"), ready("aaaaaaaa")]);
    assert_eq!(customer.session.status, "aaaaaaaa.jpg を添付しました");
    assert!(customer.session.picked.is_empty());
    let Some(Effect::Save(kept)) = customer.effects.last().cloned() else { panic!("{:?}", customer.effects) };
    let mut other = Customer::at(OPEN);
    other.does([Msg::Restored(kept.into())]);
    assert_eq!(files(&other.session.draft), ["bbbbbbbb", "aaaaaaaa"]);
    let sent = customer.tell(Msg::Submitted("key".into()));
    let body = sent.iter().find_map(|effect| if let Effect::Send { body, .. } = effect { Some(body.clone()) } else { None });
    let ids: Vec<_> = body.expect("sent")["files"].as_array().expect("files").iter().map(|file| file["id"].clone()).collect();
    assert_eq!(ids, ["bbbbbbbb", "aaaaaaaa"]);
    assert!(customer.session.sent_text.ends_with("写真・動画: bbbbbbbb.jpg, aaaaaaaa.jpg"), "{}", customer.session.sent_text);
}

#[test]
fn as_many_as_the_shop_takes() {
    let mut customer = customer();
    let ids: Vec<String> = (0..500).map(|number| format!("file-{number:04}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let effects = customer.tell(chosen(&ids));
    let expected: Vec<Effect> = ids[..5].iter().map(|id| prepare(id)).chain([discard(&ids[5..])]).collect();
    assert_eq!(effects, expected);
    assert_eq!(faults(&customer), [("photos".to_string(), EntryFault::FileMany)]);
    customer.does(ids[..5].iter().map(|id| ready(id)));
    assert_eq!(customer.tell(chosen(&["cccccccc"])), [discard(&["cccccccc"])]);
    // One fewer, one more.
    assert!(customer.tell(Msg::FileRemoved(ids[0].into())).contains(&discard(&ids[..1])));
    assert_eq!(faults(&customer), []);
    assert_eq!(customer.tell(chosen(&["cccccccc"])), [prepare("cccccccc")]);
}

#[test]
fn what_cannot_be_sent_says_why_and_hinders_nothing() {
    let mut customer = customer();
    customer.does([chosen(&["aaaaaaaa", "bbbbbbbb"]), Msg::FileFailed("aaaaaaaa".into(), EntryFault::FileHeic)]);
    assert!(customer.session.status.starts_with("aaaaaaaa.HEIC: この端末では"), "{}", customer.session.status);
    // One is still on its way: nothing is sent without it.
    customer.does([Msg::Submitted("key".into())]);
    assert_eq!(faults(&customer), [("photos".to_string(), EntryFault::FileBusy)]);
    customer.does([Msg::FileFailed("bbbbbbbb".into(), EntryFault::FileBroken)]);
    assert_eq!(customer.tell(Msg::FileRetried("bbbbbbbb".into())), [prepare("bbbbbbbb")]);
    // What failed goes with the next that are chosen, from the device as well.
    assert_eq!(customer.tell(chosen(&["cccccccc"])), [discard(&["aaaaaaaa"]), prepare("cccccccc")]);
    assert!(customer.tell(Msg::FileRemoved("cccccccc".into())).contains(&discard(&["cccccccc"])));
    customer.does([ready("bbbbbbbb"), Msg::Submitted("key".into())]);
    assert_eq!(customer.session.sending, Sending::Sending);
    assert_eq!(files(&customer.session.sent), ["bbbbbbbb"]);
}

#[test]
fn what_failed_does_not_stand_in_the_next_form() {
    let mut customer = customer();
    customer.does([chosen(&["aaaaaaaa"]), Msg::FileFailed("aaaaaaaa".into(), EntryFault::FileKind)]);
    let effects = customer.tell(Msg::Submitted("key".into()));
    assert_eq!(effects.first(), Some(&discard(&["aaaaaaaa"])));
    assert!(customer.session.picked.is_empty() && customer.session.sending == Sending::Sending);
}

#[test]
fn what_is_taken_out_while_it_is_made_ready_stays_out() {
    let mut customer = customer();
    customer.does([chosen(&["aaaaaaaa"]), Msg::FileRemoved("aaaaaaaa".into())]);
    assert_eq!(customer.tell(ready("aaaaaaaa")), [discard(&["aaaaaaaa"])]);
    customer.does([Msg::FileFailed("aaaaaaaa".into(), EntryFault::FileBroken), Msg::FileRetried("aaaaaaaa".into())]);
    assert!(customer.session.draft.files.is_empty() && customer.session.picked.is_empty());
}

#[test]
fn a_topic_without_files_keeps_them_for_another() {
    let mut customer = customer();
    customer.does([chosen(&["aaaaaaaa"]), ready("aaaaaaaa"), Msg::TopicChosen("order-change".into()), Msg::Submitted("key".into())]);
    assert_eq!(files(&customer.session.draft), ["aaaaaaaa"]);
    let sent = customer.effects.iter().find_map(|effect| if let Effect::Send { body, .. } = effect { Some(body) } else { None });
    assert_eq!(sent.expect("sent").get("files"), None);
}

#[test]
fn a_shop_that_takes_none_is_sent_none() {
    let mut customer = Customer::with(r#"{"format": 1, "site": {"name": "S", "locales": ["ja"]}}"#);
    assert_eq!(customer.tell(chosen(&["aaaaaaaa"])), [discard(&["aaaaaaaa"])]);
    assert!(customer.session.picked.is_empty());
}
