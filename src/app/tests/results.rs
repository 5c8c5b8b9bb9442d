//! The results as a customer narrows them down.

use super::{Customer, OPEN};
use crate::app::{Effect, Msg, Screen};

fn categories(customer: &Customer) -> Vec<&str> {
    customer.session.results.iter().map(|row| row.category.as_str()).collect()
}

fn pick(category: &str) -> Msg {
    Msg::CategoryPicked(category.into())
}

#[test]
fn one_category_of_several_is_shown() {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::Typed("送料".into())]);
    let all = customer.session.results.clone();
    let choices = customer.session.filters();
    assert!(choices.len() > 1 && choices.iter().all(|of| all.iter().any(|row| row.category == *of)), "{choices:?}");
    let second = choices[1].as_str();
    assert_eq!(customer.tell(pick(second)), []);
    assert!(categories(&customer).iter().all(|of| *of == second), "{:?}", categories(&customer));
    let of_all = all.iter().filter(|row| row.category == second).count();
    assert!(customer.session.results.len() >= of_all, "those further down are there, too");
    assert!(customer.session.status.starts_with(second) && customer.session.status.contains('件'), "{}", customer.session.status);
    assert_eq!(customer.session.filters(), choices, "what can be chosen stays");
    customer.does([pick(&choices[0])]);
    assert!(categories(&customer).iter().all(|of| *of == choices[0]));
    customer.does([pick(&choices[0])]);
    assert_eq!((customer.session.results.clone(), customer.session.filter.clone()), (all, None), "once more shows all");
}

#[test]
fn typing_on_keeps_the_category_while_it_has_anything() {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::Typed("送料".into())]);
    let choice = customer.session.filters()[1].clone();
    customer.does([pick(&choice), Msg::Typed("送料は".into()), Msg::Indexed]);
    assert!(customer.session.filter.is_some() && categories(&customer).iter().all(|of| *of == choice));
    customer.does([Msg::Typed("鬱".into())]);
    assert!(customer.session.filter.is_none() && !customer.session.results.is_empty());
    customer.does([Msg::Typed("送料".into()), pick(&choice), Msg::Typed(String::new())]);
    assert_eq!((customer.session.filter.clone(), customer.session.results.len()), (None, 0));
}

#[test]
fn a_picked_category_is_still_there_after_going_back() {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::Typed("送料".into())]);
    let choice = customer.session.filters()[1].clone();
    customer.does([pick(&choice)]);
    let (shown, screen) = (customer.session.results.clone(), customer.session.results[0].screen());
    let effects = customer.tell(Msg::ResultChosen(0, screen.clone()));
    let rank = effects.iter().find_map(|effect| if let Effect::Emit("result", detail) = effect { detail.get("rank") } else { None });
    assert_eq!(rank, Some(&1.into()), "as it was shown");
    assert_eq!(customer.session.screen(), &screen);
    customer.does([Msg::Travelled { depth: 0, link: String::new() }]);
    assert_eq!((customer.session.screen(), &customer.session.results), (&Screen::Home, &shown));
}

#[test]
fn what_was_searched_for_is_said() {
    let mut customer = Customer::at(OPEN);
    customer.searches("キャソセルしたい");
    assert_eq!(customer.session.instead.as_deref(), Some("キャンセルしたい"));
    customer.does([Msg::Typed("キャソセルしたい".into()), Msg::Settled(2)]);
    assert!(customer.session.status.starts_with("キャンセルしたい"), "{}", customer.session.status);
    customer.searches("キャンセルしたい");
    assert_eq!(customer.session.instead, None);
}
