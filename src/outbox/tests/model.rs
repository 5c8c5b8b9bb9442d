//! All orders of events of a bounded model, breadth first: two tabs, one or two tickets, a store that may fail, a network
//! that may cut before or after the shop stored something, tabs that crash and come back, a customer who may press twice.
//!
//! Everything the device does goes through [`enqueue`], [`next`] and [`plan`]; the model holds the rest of the world. Time
//! is told in leaps (a wait ends, a lease ends, a day passes, the stated days pass), so there are finitely many states.
//!
//! One ticket is explored with everything that can happen, any number of times, and tabs that try whatever they like. Two
//! tickets meet only in what a tab does next: there tabs go by [`plan`], some faults happen, and neither days pass nor
//! does the customer press twice or delete.

use super::*;
use std::collections::{HashMap, HashSet, VecDeque};

/// An entry, as far as its future depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Kept {
    Queued,
    Waiting { is_over: bool, is_asked: bool },
    Sending { tab: u8, is_over: bool },
    Unknown,
    Refused,
    Sent { is_seen: bool },
    Expired,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Slot {
    kept: Kept,
    has_text: bool,
    is_tried: bool,
    is_doubtful: bool,
    is_returned: bool,
    /// The customer's last word is older than a day; the entry is older than the stated days.
    is_stale: bool,
    is_over: bool,
}

/// What a try of a tab came to, before the tab has written it down.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Came {
    Accepted,
    Later,
    LaterAsked,
    Refused,
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Tab {
    Closed,
    Idle,
    /// It has written down that it sends this ticket; nothing came yet, or this.
    Sending(u8, Option<Came>),
}

/// A ticket in the world outside the device.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
struct Outside {
    /// How often the shop stored it, under all its keys.
    stored: u8,
    /// Whether the shop has it under the key in use.
    is_known: bool,
    /// Requests under way that no tab waits for any more, under the key in use.
    orphans: u8,
    /// How often the shop may have it by the customer's own words.
    words: u8,
    /// How often the customer pressed send.
    presses: u8,
    /// The widget said: it is queued.
    is_promised: bool,
    /// The customer deleted it, or it expired as was stated.
    is_given_up: bool,
    /// The text is back in the form.
    is_back: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct World {
    tabs: [Tab; 2],
    slots: [Option<Slot>; 2],
    outside: [Outside; 2],
    is_online: bool,
    /// Faults still to come, where they are bounded.
    faults: u8,
}

#[derive(Clone, Copy)]
struct Setup {
    tickets: u8,
    is_idempotent: [bool; 2],
    has_locks: bool,
    faults: Option<u8>,
}

fn thaw(setup: Setup, ticket: u8, slot: Slot) -> Entry {
    let state = match slot.kept {
        Kept::Queued => State::Queued,
        Kept::Waiting { is_over, is_asked } => State::Waiting { until: NOW + if is_over { 0 } else { 1_000 }, is_asked },
        Kept::Sending { tab, is_over } => State::Sending { lease: tab.to_string(), until: NOW + if is_over { 0 } else { LEASE } },
        Kept::Unknown => State::Unknown,
        Kept::Refused => State::Refused(Answer::Refused),
        Kept::Sent { is_seen } => State::Sent { number: String::new(), reply_by: None, is_seen },
        Kept::Expired => State::Expired,
    };
    Entry {
        key: ticket.to_string(),
        url: String::new(),
        ticket: if slot.has_text { Json::Bool(true) } else { Json::Null },
        digest: 0,
        is_idempotent: setup.is_idempotent[usize::from(ticket)],
        made: NOW - 2 + Millis::from(ticket),
        agreed: if slot.is_stale { NOW - STALE } else { NOW },
        expires: if slot.is_over { NOW } else { NOW + 7 * DAY },
        tries: u32::from(slot.is_tried),
        is_doubtful: slot.is_doubtful,
        is_returned: slot.is_returned,
        state,
    }
}

fn freeze(entry: &Entry) -> Slot {
    let kept = match &entry.state {
        State::Queued => Kept::Queued,
        State::Waiting { until, is_asked } => Kept::Waiting { is_over: *until <= NOW, is_asked: *is_asked },
        State::Sending { lease, until } => Kept::Sending { tab: lease.parse().expect("a tab"), is_over: *until <= NOW },
        State::Unknown => Kept::Unknown,
        State::Refused(_) => Kept::Refused,
        State::Sent { is_seen, .. } => Kept::Sent { is_seen: *is_seen },
        State::Expired => Kept::Expired,
    };
    Slot {
        kept,
        has_text: entry.ticket != Json::Null,
        is_tried: entry.tries > 0,
        is_doubtful: entry.is_doubtful,
        is_returned: entry.is_returned,
        is_stale: entry.agreed + STALE <= NOW,
        is_over: entry.expires <= NOW,
    }
}

impl World {
    fn first(setup: Setup) -> Self {
        Self {
            tabs: [Tab::Idle; 2],
            slots: [None; 2],
            outside: [Outside::default(); 2],
            is_online: true,
            faults: setup.faults.unwrap_or(1),
        }
    }

    fn entry(&self, setup: Setup, ticket: u8) -> Option<Entry> {
        Some(thaw(setup, ticket, self.slots[usize::from(ticket)]?))
    }

    /// A transaction that succeeds.
    fn change(&mut self, setup: Setup, ticket: u8, event: &Event) {
        let Some(entry) = self.entry(setup, ticket) else { return };
        self.slots[usize::from(ticket)] = next(entry, event, NOW, 0.5).as_ref().map(freeze);
    }

    /// The same world after one more fault, if there may be one.
    fn fault(&self, setup: Setup) -> Option<Self> {
        if setup.faults.is_none() {
            return Some(*self);
        }
        Some(Self { faults: self.faults.checked_sub(1)?, ..*self })
    }

    fn press(&mut self, setup: Setup, ticket: u8) {
        let new = Slot {
            kept: Kept::Queued,
            has_text: true,
            is_tried: false,
            is_doubtful: false,
            is_returned: false,
            is_stale: false,
            is_over: false,
        };
        let entry = enqueue(self.entry(setup, ticket), thaw(setup, ticket, new));
        self.slots[usize::from(ticket)] = Some(freeze(&entry));
        let outside = &mut self.outside[usize::from(ticket)];
        outside.words += u8::from(outside.presses == 0);
        outside.presses += 1;
        (outside.is_promised, outside.is_back) = (true, false);
    }

    /// A tab writes down that it sends, and the request leaves.
    fn start(&mut self, setup: Setup, tab: u8, ticket: u8, is_eager: bool) {
        let event = Event::Started {
            lease: tab.to_string(),
            is_alone: setup.has_locks,
            is_eager,
            is_idempotent: setup.is_idempotent[usize::from(ticket)],
        };
        let Some(before) = self.entry(setup, ticket) else { return };
        let tries = before.tries;
        let Some(after) = next(before, &event, NOW, 0.5).filter(|after| after.tries > tries) else { return };
        self.slots[usize::from(ticket)] = Some(freeze(&after));
        self.tabs[usize::from(tab)] = Tab::Sending(ticket, None);
    }

    /// The shop stores a request; one that it knows again is the same ticket.
    fn store(&mut self, setup: Setup, ticket: u8) {
        let outside = &mut self.outside[usize::from(ticket)];
        if !(outside.is_known && setup.is_idempotent[usize::from(ticket)]) {
            outside.stored += 1;
        }
        outside.is_known = true;
    }

    fn orphan(&mut self, setup: Setup, ticket: u8) {
        let outside = &mut self.outside[usize::from(ticket)];
        // Of requests with one key that the endpoint knows again, one is as good as many.
        outside.orphans = if setup.is_idempotent[usize::from(ticket)] { 1 } else { outside.orphans + 1 };
    }

    fn write_down(&mut self, setup: Setup, tab: u8) {
        let Tab::Sending(ticket, Some(came)) = self.tabs[usize::from(tab)] else { return };
        let (answer, retry_after) = match came {
            Came::Accepted => (accepted(), None),
            Came::Later => (Answer::Later, None),
            Came::LaterAsked => (Answer::Later, Some(5_000)),
            Came::Refused => (Answer::Refused, None),
            Came::Nothing => (Answer::Unknown, None),
        };
        self.change(setup, ticket, &Event::Answered { lease: tab.to_string(), answer, retry_after });
        if self.slots[usize::from(ticket)].is_some_and(|slot| matches!(slot.kept, Kept::Sent { .. })) {
            // The form lets go of what it learns to be sent.
            self.outside[usize::from(ticket)].is_back = false;
        }
        self.tabs[usize::from(tab)] = Tab::Idle;
    }

    /// The text goes back to the form.
    fn take_back(&mut self, setup: Setup, ticket: u8) {
        let Some(entry) = self.entry(setup, ticket) else { return };
        let outside = &mut self.outside[usize::from(ticket)];
        outside.is_back = true;
        if !entry.keeps_key() {
            outside.is_known = false;
        }
        self.change(setup, ticket, &Event::Returned);
    }

    fn agree(&mut self, setup: Setup, ticket: u8) {
        let is_unknown = self.entry(setup, ticket).is_some_and(|entry| entry.standing(NOW) == Standing::Unknown);
        self.change(setup, ticket, &Event::Agreed);
        self.outside[usize::from(ticket)].words += u8::from(is_unknown);
    }

    /// What a tab that sends nothing is to do.
    fn plan(&self, setup: Setup) -> Plan {
        let entries: Vec<Entry> = (0..setup.tickets).filter_map(|ticket| self.entry(setup, ticket)).collect();
        plan(&entries, NOW, Surroundings { is_online: self.is_online, is_eager: false, has_locks: setup.has_locks })
    }

    /// Every way the world can go on.
    fn successors(&self, setup: Setup) -> Vec<Self> {
        let mut all = Vec::new();
        let mut go = |to: Option<Self>, act: &dyn Fn(&mut Self)| {
            if let Some(mut world) = to {
                act(&mut world);
                all.push(world);
            }
        };
        let is_full = setup.faults.is_none();
        let has_tab = self.tabs.iter().any(|tab| *tab != Tab::Closed);
        for tab in 0..2 {
            let state = self.tabs[usize::from(tab)];
            let at = usize::from(tab);
            match state {
                Tab::Closed => go(Some(*self), &|world| world.tabs[at] = Tab::Idle),
                Tab::Idle => {
                    go(self.fault(setup), &|world| world.tabs[at] = Tab::Closed);
                    if setup.has_locks && matches!(self.tabs[1 - at], Tab::Sending(..)) {
                        continue;
                    }
                    let planned = self.plan(setup).start.map(|key| key.parse::<u8>().expect("a ticket"));
                    for ticket in (0..setup.tickets).filter(|ticket| is_full || planned == Some(*ticket)) {
                        // Whatever a tab thinks it knows, it may try: the transaction decides.
                        go(Some(*self), &|world| world.start(setup, tab, ticket, false));
                        if is_full {
                            go(Some(*self), &|world| world.start(setup, tab, ticket, true));
                        }
                    }
                }
                Tab::Sending(ticket, came) => {
                    go(self.fault(setup), &|world| {
                        world.tabs[at] = Tab::Closed;
                        if came.is_none() {
                            world.orphan(setup, ticket);
                        }
                    });
                    if came.is_some() {
                        go(Some(*self), &|world| world.write_down(setup, tab));
                        // The store refuses: the tab has nothing to go on with.
                        go(self.fault(setup), &|world| world.tabs[at] = Tab::Idle);
                        continue;
                    }
                    let mut ends = vec![(Came::Nothing, false)];
                    if self.is_online {
                        ends.extend([(Came::Accepted, true), (Came::Nothing, true)]);
                        ends.extend([Came::Later, Came::LaterAsked, Came::Refused].map(|came| (came, false)));
                    }
                    for (came, is_stored) in ends {
                        let to = if came == Came::Accepted { Some(*self) } else { self.fault(setup) };
                        go(to, &|world| {
                            if is_stored {
                                world.store(setup, ticket);
                            }
                            world.tabs[at] = Tab::Sending(ticket, Some(came));
                        });
                    }
                    // The tab waits no longer; the request is still on its way.
                    go(self.fault(setup), &|world| {
                        world.orphan(setup, ticket);
                        world.tabs[at] = Tab::Sending(ticket, Some(Came::Nothing));
                    });
                }
            }
        }
        for ticket in 0..setup.tickets {
            let at = usize::from(ticket);
            let outside = self.outside[at];
            let slot = self.slots[at];
            // The form has it at first, or back; or another tab's form has the same draft.
            let is_text_there = outside.presses == 0 || outside.is_back || slot.is_some_and(|slot| !slot.is_over);
            let most = if is_full { 3 } else { 1 + u8::from(outside.is_back) };
            if has_tab && outside.presses < most && is_text_there {
                go(Some(*self), &|world| world.press(setup, ticket));
            }
            if outside.orphans > 0 {
                go(Some(*self), &|world| world.outside[at].orphans -= 1);
                go(Some(*self), &|world| {
                    world.outside[at].orphans -= 1;
                    world.store(setup, ticket);
                });
            }
            let Some(slot) = slot.filter(|_| has_tab) else { continue };
            match slot.kept {
                Kept::Refused if !outside.is_back => go(Some(*self), &|world| world.take_back(setup, ticket)),
                Kept::Sent { is_seen: false } | Kept::Expired => go(Some(*self), &|world| world.change(setup, ticket, &Event::Seen)),
                _ => {}
            }
            if outside.words < 2 {
                go(Some(*self), &|world| world.agree(setup, ticket));
            }
            if is_full && !matches!(slot.kept, Kept::Sent { .. }) && !outside.is_back {
                go(Some(*self), &|world| {
                    world.change(setup, ticket, &Event::Deleted);
                    world.outside[at].is_given_up = true;
                });
            }
            if slot.is_over {
                go(Some(*self), &|world| world.look(setup, ticket));
            }
        }
        go(if is_full { Some(*self) } else { self.fault(setup) }, &|world| world.is_online = !world.is_online);
        for leap in if is_full { &[Leap::Wait, Leap::Lease, Leap::Day, Leap::Days][..] } else { &[Leap::Lease] } {
            go(Some(*self), &|world| world.pass(*leap));
        }
        all.retain(|world| world != self);
        all
    }

    /// The stated days are over.
    fn look(&mut self, setup: Setup, ticket: u8) {
        self.change(setup, ticket, &Event::Looked);
        if self.slots[usize::from(ticket)].is_some_and(|slot| slot.kept == Kept::Expired) {
            // A draft is kept as long.
            let outside = &mut self.outside[usize::from(ticket)];
            (outside.is_given_up, outside.is_back) = (true, false);
        }
    }

    fn pass(&mut self, leap: Leap) {
        for slot in self.slots.iter_mut().flatten() {
            match &mut slot.kept {
                Kept::Waiting { is_over, .. } => *is_over = true,
                Kept::Sending { is_over, .. } if leap != Leap::Wait => *is_over = true,
                _ => {}
            }
            slot.is_stale |= matches!(leap, Leap::Day | Leap::Days);
            slot.is_over |= leap == Leap::Days;
        }
    }

    /// What must never be; the words say what is.
    fn fault_found(&self, setup: Setup) -> Option<&'static str> {
        for ticket in 0..setup.tickets {
            let at = usize::from(ticket);
            let (outside, slot) = (self.outside[at], self.slots[at]);
            let is_held = slot.is_some_and(|slot| slot.has_text && !matches!(slot.kept, Kept::Sent { .. } | Kept::Expired));
            let is_sent = slot.is_some_and(|slot| matches!(slot.kept, Kept::Sent { .. }));
            if outside.is_promised && outside.stored == 0 && !is_held && !outside.is_back && !outside.is_given_up {
                return Some("lost");
            }
            if outside.stored > outside.words {
                return Some("doubled");
            }
            if is_sent && outside.stored == 0 {
                return Some("made up");
            }
            if slot.is_some_and(|slot| slot.has_text && matches!(slot.kept, Kept::Sent { .. } | Kept::Expired)) {
                return Some("kept longer than needed");
            }
        }
        None
    }

    /// The world a moment later, if nothing goes wrong and the customer answers; itself when all is done.
    fn kindly(&self, setup: Setup) -> Self {
        let mut world = *self;
        world.is_online = true;
        for tab in 0..2 {
            match world.tabs[usize::from(tab)] {
                Tab::Closed if tab == 0 => {
                    world.tabs[0] = Tab::Idle;
                    return world;
                }
                Tab::Sending(ticket, None) => {
                    world.store(setup, ticket);
                    world.tabs[usize::from(tab)] = Tab::Sending(ticket, Some(Came::Accepted));
                    return world;
                }
                Tab::Sending(_, Some(_)) => {
                    world.write_down(setup, tab);
                    return world;
                }
                _ => {}
            }
        }
        for ticket in 0..setup.tickets {
            if world.outside[usize::from(ticket)].is_back {
                world.press(setup, ticket);
                return world;
            }
            let Some(entry) = world.entry(setup, ticket) else { continue };
            match entry.standing(NOW) {
                Standing::Unknown | Standing::Stale => {
                    world.agree(setup, ticket);
                    return world;
                }
                Standing::Refused => {
                    world.take_back(setup, ticket);
                    return world;
                }
                _ => {}
            }
        }
        let plan = world.plan(setup);
        if let Some(key) = plan.expire {
            world.look(setup, key.parse().expect("a ticket"));
        } else if let Some(key) = plan.start {
            world.start(setup, 0, key.parse().expect("a ticket"), false);
        } else if plan.wake.is_some_and(|wake| wake <= NOW + LEASE) {
            world.pass(Leap::Lease);
        }
        world
    }

    fn is_done(&self, setup: Setup) -> bool {
        (0..setup.tickets).all(|ticket| {
            let at = usize::from(ticket);
            let outside = self.outside[at];
            let is_over = self.slots[at].is_none_or(|slot| matches!(slot.kept, Kept::Sent { .. } | Kept::Expired));
            is_over && (!outside.is_promised || outside.stored > 0 || outside.is_given_up)
        })
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Leap {
    Wait,
    Lease,
    Day,
    Days,
}

/// Walks through everything that can happen; answers how many states there are.
fn explore(setup: Setup) -> usize {
    let first = World::first(setup);
    let mut before: HashMap<World, World> = HashMap::from([(first, first)]);
    let mut queue = VecDeque::from([first]);
    while let Some(world) = queue.pop_front() {
        if let Some(fault) = world.fault_found(setup) {
            panic!("{fault}:\n{}", path(&before, world));
        }
        for to in world.successors(setup) {
            if let std::collections::hash_map::Entry::Vacant(vacant) = before.entry(to) {
                vacant.insert(world);
                queue.push_back(to);
            }
        }
    }
    // From everywhere, kindness leads to an end.
    let mut ends: HashSet<World> = HashSet::default();
    for world in before.keys() {
        let mut way = vec![*world];
        while let Some(last) = way.last() {
            if ends.contains(last) || last.is_done(setup) {
                break;
            }
            let to = last.kindly(setup);
            assert!(way.len() < 60 && to != *last, "stuck:\n{}\n then {to:?}", path(&before, *world));
            way.push(to);
        }
        ends.extend(way);
    }
    before.len()
}

fn path(before: &HashMap<World, World>, world: World) -> String {
    let mut steps = vec![format!("{world:?}")];
    let mut at = world;
    while let Some(from) = before.get(&at).filter(|from| **from != at) {
        steps.push(format!("{from:?}"));
        at = *from;
    }
    steps.reverse();
    steps.join("\n")
}

#[test]
fn one_ticket_in_every_order() {
    for is_idempotent in [true, false] {
        for has_locks in [true, false] {
            let states = explore(Setup { tickets: 1, is_idempotent: [is_idempotent; 2], has_locks, faults: None });
            assert!(states > 10_000, "{is_idempotent} {has_locks}: only {states} states");
        }
    }
}

#[test]
fn two_tickets_with_some_faults() {
    for (is_idempotent, faults) in [([true, true], 1), ([true, false], 2), ([false, false], 1)] {
        let states = explore(Setup { tickets: 2, is_idempotent, has_locks: false, faults: Some(faults) });
        assert!(states > 10_000, "{is_idempotent:?}: only {states} states");
    }
}
