//! Elements, built by calls.
//!
//! `html!` writes out the building of every element in place, about 600 bytes of wasm each; these calls share one body
//! each (ADR 2). The result is an ordinary Yew tree.

use super::Ctx;
use crate::app::Msg;
use std::rc::Rc;
use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, ListenerKind, VTag};

/// An element under construction.
pub(crate) struct El(Box<VTag>);

/// An element without content.
#[inline(never)]
pub(crate) fn el(tag: &'static str) -> El {
    El(Box::new(VTag::new(tag)))
}

/// An element with a class.
#[inline(never)]
pub(crate) fn div(class: &'static str) -> El {
    el("div").class(class)
}

/// Several nodes side by side.
#[inline(never)]
pub(crate) fn many(nodes: Vec<Html>) -> Html {
    Html::VList(Rc::new(yew::virtual_dom::VList::with_children(nodes, None)))
}

/// Nothing.
pub(crate) fn none() -> Html {
    many(Vec::new())
}

/// A text node.
#[inline(never)]
pub(crate) fn text(text: &str) -> Html {
    Html::VText(yew::virtual_dom::VText::new(text.to_string()))
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    pub(crate) fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, value.to_string());
        self
    }

    /// Sets an attribute if there is a value.
    #[inline(never)]
    pub(crate) fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets the class.
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Names the element among its siblings.
    #[inline(never)]
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key.to_string()));
        self
    }

    /// Adds text.
    #[inline(never)]
    pub(crate) fn text(self, content: &str) -> Self {
        self.add(text(content))
    }

    /// Adds a node.
    #[inline(never)]
    pub(crate) fn add(mut self, node: Html) -> Self {
        self.0.add_child(node);
        self
    }

    /// Adds an element.
    pub(crate) fn with(self, element: Self) -> Self {
        self.add(element.html())
    }

    /// Adds a node if there is one.
    #[inline(never)]
    pub(crate) fn and(self, node: Option<Html>) -> Self {
        match node {
            Some(node) => self.add(node),
            None => self,
        }
    }

    /// Adds nodes.
    #[inline(never)]
    pub(crate) fn all(self, nodes: Vec<Html>) -> Self {
        nodes.into_iter().fold(self, Self::add)
    }

    /// Sets what a field holds.
    #[inline(never)]
    pub(crate) fn value(mut self, value: &str) -> Self {
        self.0.set_value(value.to_string());
        self
    }

    /// Ticks a box or not.
    #[inline(never)]
    pub(crate) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Sends a message when an event comes. A form, and a link that stays inside, lead nowhere else.
    #[inline(never)]
    pub(crate) fn on(self, ctx: Ctx<'_>, when: When, msg: Msg) -> Self {
        self.listen(ctx, when, Act::Send(msg))
    }

    /// Sends a message when it is clicked.
    #[inline(never)]
    pub(crate) fn click(self, ctx: Ctx<'_>, msg: Msg) -> Self {
        self.on(ctx, When::Click, msg)
    }

    /// Sends a message when it is clicked, and lets the browser follow the link as well.
    #[inline(never)]
    pub(crate) fn follow(self, ctx: Ctx<'_>, msg: Msg) -> Self {
        self.listen(ctx, When::Click, Act::Follow(msg))
    }

    /// Sends what is typed or chosen.
    #[inline(never)]
    pub(crate) fn typed(self, ctx: Ctx<'_>, when: When, field: Option<&str>) -> Self {
        self.listen(ctx, when, Act::Typed(field.map(str::to_string)))
    }

    fn listen(mut self, ctx: Ctx<'_>, when: When, act: Act) -> Self {
        self.0.add_listener(Rc::new(On { when, act, emit: ctx.emit.clone() }));
        self
    }

    /// The finished node.
    #[inline(never)]
    pub(crate) fn html(self) -> Html {
        Html::VTag(Rc::new(*self.0))
    }
}

/// When something is sent. Yew's own names are 90, and a copy of one costs 1.5 kB.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Click,
    Input,
    Change,
    Submit,
}

/// What an event means.
enum Act {
    /// This message, and nothing of what the browser would do.
    Send(Msg),
    /// This message, and what the browser does as well.
    Follow(Msg),
    /// The text of a form field by name, `topic` its topic, an empty name the field of a step; without, the search.
    Typed(Option<String>),
}

struct On {
    when: When,
    act: Act,
    emit: Callback<Msg>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.when {
            When::Click => ListenerKind::onclick,
            When::Input => ListenerKind::oninput,
            When::Change => ListenerKind::onchange,
            When::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        match &self.act {
            Act::Send(msg) => {
                // A box or radio must keep the browser's own change.
                if self.when != When::Change {
                    event.prevent_default();
                }
                self.emit.emit(msg.clone());
            }
            Act::Follow(msg) => self.emit.emit(msg.clone()),
            Act::Typed(field) => {
                let value = value_of(&event);
                self.emit.emit(match field.as_deref() {
                    None => Msg::Typed(value),
                    Some("") => Msg::EntryTyped(value),
                    Some("topic") => Msg::TopicChosen(value),
                    Some(name) => Msg::FieldTyped(name.to_string(), value),
                });
            }
        }
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What the field holds that an event comes from: input, textarea and select alike.
fn value_of(event: &web_sys::Event) -> String {
    let target = event.composed_path().get(0);
    let value = js_sys::Reflect::get(&target, &"value".into());
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}
