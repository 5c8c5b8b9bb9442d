//! A small shop's questions, with readings and synonyms as its editors would have them.

use crate::search::{Dictionary, Entry, Index, Phrase, Synonym};

/// Title, questions by bars, category, body.
const ENTRIES: &[(&str, &str, &str, &str)] = &[
    (
        "商品を返品したい",
        "サイズが合わなかった|気に入らないので返したい",
        "返品・交換",
        "お届けから三十日以内なら返品できます。送料はお客様のご負担です。",
    ),
    ("不良品を交換したい", "届いた商品が壊れていた", "返品・交換", "新しい商品をお送りします。送料は当店が持ちます。"),
    ("返金はいつですか", "", "返品・交換", "倉庫に商品が着いてから五営業日です。"),
    ("送料はいくらですか", "配送料を知りたい|送料無料の条件", "配送", "五千円以上のご注文で無料です。"),
    ("届け先を変更したい", "引っ越したので住所を変えたい", "配送", "発送前なら注文履歴から変えられます。"),
    ("配達日時を指定したい", "何時に届くか選びたい", "配送", "翌々日から指定できます。"),
    ("荷物が届かない", "配達状況を確認したい|追跡番号の調べ方", "配送", "伝票番号で運送会社に照会できます。"),
    ("海外に発送できますか", "", "配送", "国内だけにお届けしています。"),
    ("注文をキャンセルしたい", "間違えて注文した", "ご注文", "発送前なら取り消せます。"),
    ("注文内容を変更したい", "数量を増やしたい", "ご注文", "発送前ならお問い合わせください。"),
    ("領収書を発行してほしい", "宛名を変えて再発行", "お支払い", "注文履歴から印刷できます。"),
    ("支払い方法を教えてください", "クレジットカードは使えますか", "お支払い", "カード、コンビニ、代金引換が使えます。"),
    ("分割払いはできますか", "", "お支払い", "カード会社の分割払いが使えます。"),
    ("クーポンが使えない", "割引コードを入力できない", "お支払い", "期限と対象の商品をお確かめください。"),
    ("ポイントの有効期限", "", "会員", "最後のご利用から一年です。"),
    ("パスワードを忘れました", "ログインできない", "会員", "再設定のメールをお送りします。"),
    ("メールアドレスを変更したい", "", "会員", "会員情報から変えられます。"),
    ("退会したい", "アカウントを削除したい", "会員", "退会するとポイントは失われます。"),
    ("確認メールが届かない", "注文したのにメールが来ない", "会員", "迷惑メールのフォルダーをご覧ください。"),
    ("電源が入らない", "スイッチを押しても動かない", "故障かな", "電池の絶縁シートを抜いてください。"),
    ("充電できない", "バッテリーがすぐなくなる", "故障かな", "ケーブルを替えてお試しください。"),
    ("Wi-Fiにつながらない", "無線の接続が切れる", "故障かな", "ルーターを再起動してください。"),
    ("異音がする", "", "故障かな", "使用をやめてご連絡ください。"),
    ("修理を依頼したい", "保証期間はいつまで", "修理・保証", "保証書をご用意ください。"),
    ("取扱説明書をなくした", "", "修理・保証", "型番からダウンロードできます。"),
    ("ギフト包装はできますか", "プレゼントのラッピング|のしをつけたい", "ギフト", "無料で承ります。"),
    ("品切れの商品はいつ入荷しますか", "", "商品", "入荷のお知らせに登録してください。"),
    ("予約商品の申し込み", "", "商品", "発売日にお届けします。"),
    ("店舗の営業時間", "", "お店", "十時から十八時までです。"),
    ("電話で問い合わせたい", "", "お店", "平日の十時から十八時までお受けします。"),
    ("How do I return an item?", "send something back", "Returns", "Within 30 days of delivery. Shipping is at your cost."),
    ("Where is my order?", "track a parcel", "Shipping", "Use the tracking number in our mail."),
    ("What does shipping cost?", "delivery charges", "Shipping", "Free above 50 euros."),
    ("Change the delivery address", "", "Shipping", "Possible until the parcel is sent."),
    ("Cancel an order", "", "Orders", "Possible until the parcel is sent."),
    ("When do I get my refund?", "", "Returns", "Five working days after we receive the item."),
    ("I forgot my password", "cannot log in", "Account", "We send you a link to set a new one."),
    ("Delete my account", "", "Account", "Your points will be lost."),
    ("My coupon does not work", "discount code rejected", "Payment", "Check its date and the items it is for."),
    ("Which payment methods do you accept?", "", "Payment", "Cards and bank transfer."),
    ("The device does not turn on", "no power", "Trouble", "Pull out the battery tab."),
    ("The battery does not charge", "", "Trouble", "Try another cable."),
    ("Request a repair", "warranty", "Trouble", "Have your receipt ready."),
    ("Gift wrapping", "", "Gifts", "Free of charge."),
    ("Opening hours of the shop", "", "Shop", "10 to 18 o'clock."),
];

const READINGS: &[(&str, &str)] = &[
    ("商品", "しょう・ひん"),
    ("返品", "へん・ぴん"),
    ("交換", "こう・かん"),
    ("返金", "へん・きん"),
    ("不良品", "ふ・りょう・ひん"),
    ("送料", "そう・りょう"),
    ("無料", "む・りょう"),
    ("届け先", "とどけ・さき"),
    ("届", "とど"),
    ("変更", "へん・こう"),
    ("配達", "はい・たつ"),
    ("荷物", "に・もつ"),
    ("注文", "ちゅう・もん"),
    ("領収書", "りょう・しゅう・しょ"),
    ("支払い", "し・はらい"),
    ("分割", "ぶん・かつ"),
    ("退会", "たい・かい"),
    ("解約", "かい・やく"),
    ("電源", "でん・げん"),
    ("入らない", "はいらない"),
    ("充電", "じゅう・でん"),
    ("修理", "しゅう・り"),
    ("保証", "ほ・しょう"),
    ("品切れ", "しな・ぎれ"),
    ("営業時間", "えい・ぎょう・じ・かん"),
    ("電話", "でん・わ"),
    ("忘れ", "わすれ"),
    ("工場", "こう・じょう"),
];

pub(super) fn dictionary() -> Dictionary {
    let words = |list: &str| list.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let synonym = |both, to| Synonym { words: words(both), to: words(to) };
    Dictionary {
        readings: READINGS.iter().map(|(word, reading)| ((*word).into(), vec![(*reading).into()])).collect(),
        synonyms: vec![
            synonym("クレカ クレジットカード", ""),
            synonym("解約", "退会"),
            synonym("ラッピング 包装", ""),
            synonym("cost price fee", ""),
        ],
    }
}

/// The entries, as `(title, index)` for messages.
pub(super) fn index() -> Index {
    let mut index = Index::new(dictionary());
    for (title, questions, context, body) in ENTRIES {
        let texts = std::iter::once(*title).chain(questions.split('|').filter(|question| !question.is_empty()));
        let phrases = texts.map(|shown| Phrase { shown: shown.into(), found: vec![] }).collect();
        index.add(Entry { phrases, context: (*context).into(), body: Some((*body).into()) });
    }
    index
}

pub(super) fn title(doc: u32) -> &'static str {
    ENTRIES[doc as usize].0
}

/// The phrase of a hit, as it is shown.
pub(super) fn phrase(doc: u32, phrase: u16) -> &'static str {
    let (title, questions, ..) = ENTRIES[doc as usize];
    if phrase == 0 { title } else { questions.split('|').nth(usize::from(phrase) - 1).unwrap() }
}
