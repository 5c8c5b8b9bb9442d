//! What customers type must find what they mean: every way to write a word, and data sets of real questions.
//!
//! The data are not part of the project. Where they are not found (`../shared/eval` and `../shared/facts` beside the
//! repository, or `TASUKE_EVAL` and `TASUKE_FACTS`), a test says so and passes.

mod spelling;

use spelling::{Spelling, spellings};
use std::path::{Path, PathBuf};
use tasuke::app::Engine;
use tasuke::calendar::Date;
use tasuke::eval::auroc;
use tasuke::eval::base::{self, Base};
use tasuke::eval::queries::{self, Query};
use tasuke::search::{Dictionary, Entry, Index, Phrase};

/// Words of an ordinary shop, and their readings by kanji.
const WORDS: &[(&str, &str)] = &[
    ("返品", "へん・ぴん"),
    ("送料", "そう・りょう"),
    ("領収書", "りょう・しゅう・しょ"),
    ("再発行", "さい・はっ・こう"),
    ("届け先", "とど・け・さき"),
    ("配達日", "はい・たつ・び"),
    ("注文番号", "ちゅう・もん・ばん・ごう"),
    ("受取人", "うけ・とり・にん"),
    ("代引き", "だい・び・き"),
    ("分割払い", "ぶん・かつ・ばら・い"),
    ("問い合わせ", "と・い・あ・わ・せ"),
    ("品切れ", "しな・ぎ・れ"),
    ("取扱説明書", "とり・あつかい・せつ・めい・しょ"),
    ("初期不良", "しょ・き・ふ・りょう"),
    ("充電", "じゅう・でん"),
    ("電源", "でん・げん"),
    ("故障", "こ・しょう"),
    ("会員登録", "かい・いん・とう・ろく"),
    ("退会", "たい・かい"),
    ("暗証番号", "あん・しょう・ばん・ごう"),
    ("割引券", "わり・びき・けん"),
    ("熨斗", "の・し"),
    ("贈り物", "おく・り・もの"),
    ("年末年始", "ねん・まつ・ねん・し"),
];

/// An index with one article a word, in which all words but one are of no use.
fn one_article_a_word(words: &[(String, String)]) -> Index {
    let readings = words.iter().map(|(word, reading)| (word.clone(), vec![reading.clone()])).collect();
    let mut index = Index::new(Dictionary { readings, synonyms: vec![] });
    for (word, _) in words {
        let title = Phrase { shown: format!("{word}について知りたい"), found: vec![] };
        index.add(Entry {
            phrases: vec![title], context: "ご利用の案内".into(), body: Some("詳しくはお店にお尋ねください。".into())
        });
    }
    index
}

/// The share of spellings whose word is among the first three, and those that miss.
fn hits(words: &[(String, String)]) -> (f64, Vec<String>) {
    let index = one_article_a_word(words);
    let (mut asked, mut missed) = (0, Vec::new());
    for ((word, reading), doc) in words.iter().zip(0..) {
        for Spelling { kind, text } in spellings(word, reading) {
            asked += 1;
            if index.search(&text, 3).hits.iter().all(|hit| hit.doc != doc) {
                missed.push(format!("{word} as {text} ({kind})"));
            }
        }
    }
    (1.0 - missed.len() as f64 / f64::from(asked), missed)
}

#[test]
fn a_word_is_found_however_it_is_typed() {
    let words: Vec<_> = WORDS.iter().map(|(word, reading)| ((*word).to_string(), (*reading).to_string())).collect();
    let (share, missed) = hits(&words);
    assert!(share >= 0.99, "{share:.3}: {missed:#?}");
}

#[test]
fn words_of_the_shared_list_are_found_however_they_are_typed() {
    let Some(dir) = data("TASUKE_FACTS", "../shared/facts") else { return };
    let text = std::fs::read_to_string(dir.join("readings-256.tsv")).expect("the list of readings");
    let words: Vec<_> =
        text.lines().filter_map(|line| line.split_once(['\t', ' '])).map(|(word, kana)| (word.into(), kana.trim().into())).collect();
    let (share, missed) = hits(&words);
    println!("hit@3 {share:.4} of all spellings of {} words", words.len());
    assert!(share >= 0.99, "{share:.4}: {missed:#?}");
}

/// Sets of questions, and the MRR@10 that none may fall below: a little under what is reached, of evenly chosen queries.
const FLOORS: &[(&str, f64)] = &[
    ("localgov_ja", 0.585),
    ("sfchelp_ja", 0.765),
    ("banking77", 0.78),
    ("hint3_powerplay11", 0.735),
    ("bitext_support", 0.91),
    ("clinc150", 0.83),
];

/// Sets with messages that nothing answers, and how well confidence must tell them apart (AUROC; 0.5 is chance): a little
/// under what is reached.
const TOLD_APART: &[(&str, f64)] = &[("hint3_powerplay11", 0.81), ("clinc150", 0.90)];

/// So many queries of a set are asked: without optimisation all of them take minutes.
const ASKED: usize = 1000;

#[test]
fn questions_of_the_shared_sets_are_answered() {
    let Some(dir) = data("TASUKE_EVAL", "../shared/eval") else { return };
    let below: Vec<String> = FLOORS
        .iter()
        .filter_map(|(set, floor)| {
            let reached = mrr(&dir.join(set));
            println!("{set}: MRR@10 {reached:.3}");
            (reached < *floor).then(|| format!("{set}: {reached:.3}, not {floor}"))
        })
        .collect();
    assert!(below.is_empty(), "{below:#?}");
}

#[test]
fn what_nothing_answers_is_told_apart() {
    let Some(dir) = data("TASUKE_EVAL", "../shared/eval") else { return };
    for (set, floor) in TOLD_APART {
        let set = dir.join(set);
        let (_, engine) = base_of(&set);
        let confidence = |asked: Vec<Query>| asked.iter().map(|query| engine.confidence(&query.text)).collect::<Vec<_>>();
        let told = auroc(&confidence(asked(&set, "queries.jsonl")), &confidence(asked(&set, "oos.jsonl"))).expect("queries of both kinds");
        println!("{}: AUROC {told:.3}", set.display());
        assert!(told >= *floor, "{}: {told:.3}, not {floor}", set.display());
    }
}

fn base_of(set: &Path) -> (Base, Engine) {
    let text = std::fs::read_to_string(set.join("kb.json")).expect("a knowledge base");
    let base = base::read(&["kb.json".into()], &[text], None);
    let engine = base.engine(None, Date::EPOCH).expect("a locale");
    (base, engine)
}

/// Evenly chosen queries of a file.
fn asked(set: &Path, file: &str) -> Vec<Query> {
    let text = std::fs::read_to_string(set.join(file)).expect("queries");
    // Some lines are marked as no question that an article answers.
    let lines: Vec<_> = text.lines().filter(|line| !line.contains(r#""faq": false"#)).collect();
    let asked = queries::read(&lines.join("\n"), file == "queries.jsonl").queries;
    let step = asked.len().div_ceil(ASKED);
    asked.into_iter().skip(step - 1).step_by(step).collect()
}

fn mrr(set: &Path) -> f64 {
    let (base, engine) = base_of(set);
    let asked = asked(set, "queries.jsonl");
    let reciprocal = asked.iter().map(|query| {
        let (rows, _) = engine.search(&query.text, 10);
        let rank = rows.iter().position(|row| query.relevant.iter().any(|id| id == base.names.of(&row.id)));
        rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64)
    });
    reciprocal.sum::<f64>() / asked.len() as f64
}

/// A folder of data that is not part of the project, if it is there.
fn data(variable: &str, beside: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let dir = std::env::var_os(variable).map_or_else(|| root.join(beside), PathBuf::from);
    if dir.is_dir() {
        return Some(dir);
    }
    println!("skipped: {} is not there; {variable} may name another folder", dir.display());
    None
}
