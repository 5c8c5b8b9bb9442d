//! The ways to a person, and notices.

use super::*;

#[test]
fn whoever_calls_or_chats_has_ready_what_is_asked_first() {
    let mut customer = Customer::at(OPEN);
    let line = |customer: &Customer| {
        let ways = ways(&customer.session, &customer.engine).into_iter();
        ways.filter(|way| way.kind == ChannelKind::Line).find_map(|way| way.href).expect("a chat")
    };
    assert_eq!(known(&customer.session, &customer.engine), []);
    assert_eq!(line(&customer), "https://line.me/R/ti/p/%40minatodo");
    customer.opens(flow("power-check")).answers(NO).chooses("kl-12").answers(NO).enters("MD-98765432").does([Msg::TicketAsked]);
    let known: Vec<String> = known(&customer.session, &customer.engine).into_iter().map(|(_, value)| value).collect();
    assert_eq!(known, ["電気ケトル KL-12", "MD-98765432", "電源が入らない", "電源が入らない"], "product, order, problem, what was tried");
    let opened = line(&customer);
    assert!(
        opened.starts_with("https://line.me/R/oaMessage/%40minatodo/?") && opened.contains("%0D%0A") && opened.contains("MD-98765432"),
        "{opened}"
    );
}

#[test]
fn without_a_form_the_channels_remain() {
    let text =
        r#"{"format": 1, "site": {"name": "S", "locales": ["ja"], "channels": [{"kind": "form"}, {"kind": "email", "value": "a@b.jp"}]}}"#;
    let knowledge = load(&[Source { name: "k".into(), text: text.into() }]).expect("it loads").knowledge;
    let mut customer = Customer::at(OPEN);
    customer.engine = Rc::new(Engine::new(Rc::new(knowledge), "ja", moment(OPEN).date));
    customer.opens(Screen::Form);
    assert_eq!(*customer.session.screen(), Screen::Contact);
    let ways: Vec<ChannelKind> = ways(&customer.session, &customer.engine).iter().map(|way| way.kind).collect();
    assert_eq!(ways, [ChannelKind::Email]);
    assert_eq!(customer.sends(), []);
}

/// The ways at this moment, open ones first; a closed one in brackets.
fn ways_at(now: &str) -> Vec<String> {
    let customer = Customer::at(now);
    let ways = ways(&customer.session, &customer.engine);
    ways.iter().map(|way| if way.open { way.kind.word().to_string() } else { format!("({} {})", way.kind.word(), way.note) }).collect()
}

#[test]
fn a_person_is_offered_when_one_is_there() {
    assert_eq!(ways_at(OPEN), ["phone", "form", "email", "line"]);
    for (now, opens) in [
        ("2026-11-24T09:59", "11月24日（火） 10:00"),
        ("2026-11-24T12:00", "11月24日（火） 13:00"),
        ("2026-11-24T18:00", "11月25日（水） 10:00"),
        ("2026-11-22T11:00", "11月24日（火） 10:00"), // Sunday; Monday is Labour Thanksgiving Day.
        ("2026-12-28T18:00", "1月4日（月） 10:00"),
    ] {
        let closed = format!("(phone 0120-000-310・次の受付：{opens}から・注文番号をお手元にご用意ください。)");
        assert_eq!(ways_at(now), ["form", "email", "line", closed.as_str()], "{now}");
    }
}

/// The notices shown.
fn notices(customer: &Customer) -> Vec<&str> {
    customer.session.notices(&customer.engine).iter().map(|notice| notice.id.as_str()).collect()
}

#[test]
fn notices_come_when_and_where_they_concern() {
    let seen = |page: &str, now: &str, screen: Screen| {
        let mut customer = Customer::on(page, now);
        customer.opens(screen);
        notices(&customer).join(" ")
    };
    for (page, now, screen, expected) in [
        ("/", OPEN, Screen::Home, "snow-2026-11"),
        ("/", "2026-11-19T23:59", Screen::Home, ""),
        ("/", "2026-11-25T23:59", Screen::Home, "snow-2026-11"),
        ("/", "2026-11-26T00:00", Screen::Home, ""),
        ("/", OPEN, Screen::Category("shipping".into()), "snow-2026-11"),
        ("/", OPEN, Screen::Category("account".into()), ""),
        ("/", OPEN, article("delivery-days"), "snow-2026-11"),
        ("/", OPEN, article("receipt-download"), ""),
        ("/", OPEN, flow("parcel-late"), "snow-2026-11"),
        ("/", OPEN, flow("power-check"), ""),
        ("/", OPEN, Screen::Contact, "snow-2026-11"),
        ("/", "2026-12-25T10:00", article("receipt-download"), "year-end-2026"),
        ("/", "2026-10-15T10:00", Screen::Home, ""),
        ("/cart", "2026-10-15T10:00", Screen::Home, "card-outage-2026-10"),
        ("/checkout/pay", "2026-10-15T10:00", Screen::Category("payment".into()), "card-outage-2026-10"),
        ("/cart", "2026-10-14T14:59", Screen::Home, ""),
    ] {
        assert_eq!(seen(page, now, screen.clone()), expected, "{page} {now} {screen:?}");
    }
    let mut customer = Customer::at(OPEN);
    assert_eq!(notices(customer.searches("ログインできない")), Vec::<&str>::new());
    assert_eq!(notices(customer.searches("荷物が届かない")), ["snow-2026-11"]);
    // What is shown for want of better concerns nobody.
    for unsure in ["さび", "バグ", "asdkjhasd"] {
        assert_eq!(notices(customer.searches(unsure)), Vec::<&str>::new(), "{unsure}");
    }
}

#[test]
fn the_clock_is_told_and_never_read() {
    let mut customer = Customer::at("2026-11-24T17:59");
    assert_eq!(ways(&customer.session, &customer.engine)[0].kind, ChannelKind::Phone);
    customer.does([Msg::Ticked(moment("2026-11-24T18:00"))]);
    assert_eq!(ways(&customer.session, &customer.engine)[0].kind, ChannelKind::Form);
}
