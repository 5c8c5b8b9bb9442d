use super::SecretKind::{BankAccount, Card, MyNumber, Password, SecurityCode};
use super::*;
use proptest::prelude::*;

/// What customers write, what of it is a secret, and how it is shown instead.
const SECRETS: &[(&str, SecretKind, &str)] = &[
    ("4111111111111111", Card, "4111111111111111"),
    ("カードは4111 1111 1111 1111です", Card, "4111 1111 1111 1111"),
    ("カード番号4242-4242-4242-4242で払いました", Card, "4242-4242-4242-4242"),
    ("４１１１１１１１１１１１１１１１", Card, "４１１１１１１１１１１１１１１１"),
    ("４１１１－１１１１－１１１１－１１１１", Card, "４１１１－１１１１－１１１１－１１１１"),
    ("4111ー1111ー1111ー1111", Card, "4111ー1111ー1111ー1111"),
    ("4111　1111　1111　1111", Card, "4111　1111　1111　1111"),
    ("4111.1111.1111.1111", Card, "4111.1111.1111.1111"),
    ("4111- 1111- 1111- 1111", Card, "4111- 1111- 1111- 1111"),
    ("VISA 4000056655665556", Card, "4000056655665556"),
    ("Visa:4000056655665556 期限 12/29", Card, "4000056655665556"),
    ("5555555555554444", Card, "5555555555554444"),
    ("mastercard 5105 1051 0510 5100.", Card, "5105 1051 0510 5100"),
    ("2223003122003222", Card, "2223003122003222"),
    ("AMEX 378282246310005", Card, "378282246310005"),
    ("3714 496353 98431", Card, "3714 496353 98431"),
    ("ダイナース 30569309025904", Card, "30569309025904"),
    ("3852 000002 3237", Card, "3852 000002 3237"),
    ("JCB 3530111333300000", Card, "3530111333300000"),
    ("3566 0020 2036 0505", Card, "3566 0020 2036 0505"),
    ("6011111111111117", Card, "6011111111111117"),
    ("6011-0009-9013-9424を使いました", Card, "6011-0009-9013-9424"),
    ("銀聯 6200000000000005", Card, "6200000000000005"),
    ("2026-11-22に4111111111111111で", Card, "4111111111111111"),
    ("(4111111111111111)", Card, "4111111111111111"),
    ("番号:4111111111111111,名義:TARO", Card, "4111111111111111"),
    ("4111111111111111 12/29 123", Card, "4111111111111111"),
    ("注文MD-10000003 カード4242424242424242", Card, "4242424242424242"),
    ("マイナンバーは123456789012です", MyNumber, "123456789012"),
    ("マイナンバー：1234 5678 9012", MyNumber, "1234 5678 9012"),
    ("マイナンバー 1234-5678-9012", MyNumber, "1234-5678-9012"),
    ("個人番号 123456789012", MyNumber, "123456789012"),
    ("個人番号は、１２３４５６７８９０１２", MyNumber, "１２３４５６７８９０１２"),
    ("My Number: 123456789012", MyNumber, "123456789012"),
    ("my number is 1234 5678 9012.", MyNumber, "1234 5678 9012"),
    ("マイナンバーの番号は 123456789012", MyNumber, "123456789012"),
    ("口座番号は1234567です", BankAccount, "1234567"),
    ("口座番号：0123456（みずほ）", BankAccount, "0123456"),
    ("返金先の口座 1234567", BankAccount, "1234567"),
    ("みずほ銀行 渋谷支店 普通 1234567", BankAccount, "1234567"),
    ("普通預金１２３４５６７", BankAccount, "１２３４５６７"),
    ("普通口座 1234567 ヤマダタロウ", BankAccount, "1234567"),
    ("当座 7654321", BankAccount, "7654321"),
    ("口座番号\n12345678", BankAccount, "12345678"),
    ("My account number is 12345678", BankAccount, "12345678"),
    ("bank account: 1234567", BankAccount, "1234567"),
    ("Account No. 1234567890", BankAccount, "1234567890"),
    ("セキュリティコードは123です", SecurityCode, "123"),
    ("セキュリティコード：1234", SecurityCode, "1234"),
    ("セキュリティーコード 987", SecurityCode, "987"),
    ("CVV 123", SecurityCode, "123"),
    ("cvc:456", SecurityCode, "456"),
    ("CVV2=321", SecurityCode, "321"),
    ("The security code is 1234", SecurityCode, "1234"),
    ("パスワードはabc12345です", Password, "abc12345"),
    ("パスワード：Minato#2026", Password, "Minato#2026"),
    ("パスワードはhimitsuです", Password, "himitsu"),
    ("パスワード「secret」が通りません", Password, "secret"),
    ("ログインパスワード tanaka1985 です", Password, "tanaka1985"),
    ("my password is hunter22", Password, "hunter22"),
    ("Password: p4ssw0rd!", Password, "p4ssw0rd"),
    ("pw=qwerty99", Password, "qwerty99"),
    ("password \"letmein\" does not work", Password, "letmein"),
    ("passcode: 246810", Password, "246810"),
    ("暗証番号は1234です", Password, "1234"),
    ("暗証番号 ０１２３", Password, "０１２３"),
    ("PIN: 4321", Password, "4321"),
    ("ＰＡＳＳＷＯＲＤ：ａｂｃ１２３", Password, "ａｂｃ１２３"),
];

/// What looks like a secret and is none.
const NONE: &[&str] = &[
    "",
    "MD-10000003",
    "注文番号はMD-10000003です",
    "注文番号 10000003",
    "注文番号4111111111111112",
    "MD-4111111111111111",
    "order-4111111111111111",
    "EE4111111111111111JP",
    "4111111111111111X",
    "伝票番号 123456789012",
    "追跡番号 1234-5678-9012",
    "お問い合わせ番号：1234 5678 9012",
    "4901234567894",
    "JAN 4901234567894",
    "4222222222222",
    "ISBN 9784101010014",
    "090-1234-5678",
    "０９０－１２３４－５６７８",
    "0120-000-310",
    "+81 90 1234 5678",
    "03-1234-5678",
    "150-0001",
    "〒150-0001 渋谷区神宮前1-2-3",
    "2026-11-22 10:30",
    "2026年11月22日",
    "20261122103000",
    "税込5,500円以上",
    "1,234,567円",
    "1234567890123456",
    "9999999999999999",
    "5555 5555 5555 5555",
    "41111111111111111111",
    "411111111111111",
    "3782822463100051",
    "製造番号 KL12-20260401-0099",
    "シリアル SN4242424242424242",
    "マイナンバーカードは使えますか",
    "マイナンバーカードで本人確認 123",
    "マイナンバーの書類の伝票番号 123456789012",
    "個人番号はいりますか。注文は 123456789012",
    "口座振替で払えますか",
    "口座へ1234567円振り込みました",
    "口座番号を間違えました",
    "普通郵便で届きますか",
    "普通 3日で届きます",
    "普通便 1234567890",
    "セキュリティコードはどこにありますか",
    "セキュリティコードは3桁ですか",
    "セキュリティコードが違うと言われます 2回",
    "cvcs 123",
    "security code does not work",
    "パスワードを忘れました",
    "パスワードは8文字以上ですか",
    "パスワードは8-16文字でお願いします",
    "パスワードの再設定メールが届きません",
    "パスワード help@minatodo.example から届きません",
    "パスワードはiPhoneで保存しています",
    "パスワード https://minatodo.example/reset が開きません",
    "password reset does not work",
    "My password is not accepted",
    "I forgot my password. Order MD-10000003",
    "pwd1234 is my user name?",
    "暗証番号は4桁ですか",
    "暗証番号を忘れました 10000003",
    "pinch 1234",
    "スピン 1234",
    "LM-20のボタンを10秒押しました",
    "私の番号は会員 12345678 です",
];

fn found(text: &str) -> Vec<(SecretKind, &str)> {
    secrets(text).into_iter().map(|secret| (secret.kind, &text[secret.at])).collect()
}

#[test]
fn secrets_are_found() {
    for (text, kind, secret) in SECRETS {
        assert_eq!(found(text), [(*kind, *secret)], "{text}");
        assert!(!covered(text).contains(secret), "{text}");
        assert_eq!(found(&covered(text)), [], "{text}: what is covered stays so");
    }
}

#[test]
fn what_is_no_secret_stays() {
    for text in NONE {
        assert_eq!(found(text), [], "{text}");
        assert_eq!(covered(text), *text);
    }
}

#[test]
fn several_are_covered_and_a_card_can_be_told_by_its_end() {
    for (text, shown) in [
        ("カード 4111 1111 1111 1111 CVV 123", "カード •••• •••• •••• 1111 CVV •••"),
        ("４１１１１１１１１１１１１１１１です", "••••••••••••１１１１です"),
        ("口座番号1234567、パスワードはab12cd34です。", "口座番号•••••••、パスワードは••••••••です。"),
        ("マイナンバー 1234 5678 9012", "マイナンバー •••• •••• ••••"),
    ] {
        assert_eq!(covered(text), shown);
    }
}

proptest! {
    #[test]
    fn any_text_slices_and_keeps_its_length(text in "(?s)([0-9４ー －-]|カード|パスワード|口座|は|:|cvv |[a-zA-Z ]|.){0,80}") {
        let mut end = 0;
        for secret in secrets(&text) {
            prop_assert!(secret.at.start >= end && text.get(secret.at.clone()).is_some_and(|part| !part.is_empty()));
            end = secret.at.end;
        }
        prop_assert_eq!(covered(&text).chars().count(), text.chars().count());
        prop_assert_eq!(covered(&covered(&text)), covered(&text));
    }
}
