//! Attached files in a session: what was chosen, what is ready, and what is wrong.

use super::{Effect, Engine, Focus, Msg, Session};
use crate::entry::EntryFault;
use crate::ticket::FieldProblem;

/// A file that is being made ready, or that cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its id.
    pub id: String,
    /// What the customer called it.
    pub name: String,
    /// Why it cannot be sent; nothing while it is being made ready.
    pub fault: Option<EntryFault>,
}

/// What the shell does with files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOrder {
    /// Make this one ready and keep it, and tell [`Msg::FileReady`] or [`Msg::FileFailed`].
    Prepare(String),
    /// Delete these from the device.
    Discard(Vec<String>),
}

impl Session {
    pub(super) fn files(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::FilesChosen(chosen) => return self.choose_files(engine, &chosen),
            Msg::FileReady(file) => {
                // It may have been taken out meanwhile.
                if !self.take_picked(&file.id) {
                    return vec![Effect::Files(FileOrder::Discard(vec![file.id.clone()]))];
                }
                self.status = self.strings.with("files.ready", &[("name", &file.name)]);
                self.draft.files.push((*file).clone());
            }
            Msg::FileFailed(id, fault) => {
                let Some(picked) = self.picked.iter_mut().find(|picked| picked.id == id) else { return Vec::new() };
                picked.fault = Some(fault);
                self.status = [&picked.name, ": ", self.strings.get(fault.key())].concat();
                return Vec::new();
            }
            Msg::FileRemoved(id) => {
                self.take_picked(&id);
                self.draft.files.retain(|file| file.id != id);
                self.clear_file_problems(engine);
                // The button that was pressed goes with its file.
                let field = Focus::Field(files_field(engine).unwrap_or_default().to_string());
                return vec![Effect::Files(FileOrder::Discard(vec![id])), Effect::Focus(field), self.save()];
            }
            Msg::FileRetried(id) => {
                let Some(picked) = self.picked.iter_mut().find(|picked| picked.id == id) else { return Vec::new() };
                picked.fault = None;
                return vec![Effect::Files(FileOrder::Prepare(id))];
            }
            _ => return Vec::new(),
        }
        vec![self.save()]
    }

    /// Takes as many as the shop does; that there were more is said once.
    fn choose_files(&mut self, engine: &Engine, chosen: &[(String, String)]) -> Vec<Effect> {
        let discard = |files: &[(String, String)]| Effect::Files(FileOrder::Discard(files.iter().map(|(id, _)| id.clone()).collect()));
        let format = engine.knowledge.ticket.as_ref();
        let Some((format, limits)) = format.and_then(|format| Some((format, format.attachments.as_ref()?))) else {
            return vec![discard(chosen)];
        };
        self.clear_file_problems(engine);
        let mut effects = self.drop_failed();
        let room = (limits.max_files as usize).saturating_sub(self.draft.files.len() + self.picked.len());
        if chosen.len() > room {
            self.problems.push((FieldProblem { field: format.files_field().to_string(), fault: EntryFault::FileMany }, String::new()));
            self.status = self.strings.get(EntryFault::FileMany.key()).to_string();
        }
        let (taken, left) = chosen.split_at(room.min(chosen.len()));
        self.picked.extend(taken.iter().map(|(id, name)| Picked { id: id.clone(), name: name.clone(), fault: None }));
        effects.extend(taken.iter().map(|(id, _)| Effect::Files(FileOrder::Prepare(id.clone()))));
        if !left.is_empty() {
            effects.push(discard(left));
        }
        effects
    }

    /// What cannot be sent was said; it stands there no longer once the customer goes on.
    pub(super) fn drop_failed(&mut self) -> Vec<Effect> {
        let (failed, busy): (Vec<Picked>, Vec<Picked>) =
            std::mem::take(&mut self.picked).into_iter().partition(|picked| picked.fault.is_some());
        self.picked = busy;
        let ids: Vec<String> = failed.into_iter().map(|picked| picked.id).collect();
        if ids.is_empty() { Vec::new() } else { vec![Effect::Files(FileOrder::Discard(ids))] }
    }

    /// What hinders sending: a file that is still being made ready.
    pub(super) fn file_problem(&self, engine: &Engine) -> Option<FieldProblem> {
        let is_busy = self.picked.iter().any(|picked| picked.fault.is_none());
        let field = files_field(engine).filter(|_| is_busy)?.to_string();
        Some(FieldProblem { field, fault: EntryFault::FileBusy })
    }

    fn take_picked(&mut self, id: &str) -> bool {
        let before = self.picked.len();
        self.picked.retain(|picked| picked.id != id);
        self.picked.len() < before
    }

    fn clear_file_problems(&mut self, engine: &Engine) {
        let field = files_field(engine);
        self.problems.retain(|(problem, _)| Some(problem.field.as_str()) != field);
    }
}

/// The field that holds files.
fn files_field(engine: &Engine) -> Option<&str> {
    Some(engine.knowledge.ticket.as_ref()?.files_field())
}
