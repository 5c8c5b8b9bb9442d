//! English words that customers use for each other, and irregular forms that no stem shows.
//!
//! General to all who ask for help; what is particular to a shop is in its file. Japanese needs
//! too many to be sent to every customer: `tasuke enrich` picks those that a file needs.

use crate::text::{Key, word_prefix, word_text};

/// What such a word is worth beside the one that was typed: they are alike, not the same.
pub(super) const QUALITY: f32 = 0.4;

/// Groups by bars; every word is a stem, as [`word_text`] gives it.
const GROUPS: &str = "\
buy bought purchas order|get got receiv obtain|arriv com cam|cancel stop termin|\
chang modifi edit updat switch alter|see check view look show display|find found locat wher|cost fee charg pric|\
money fund cash|child kid minor|fix repair|break brok broken damag faulti defectiv|delet remov clos|send sent ship|\
phon mobil telephon|wrong incorrect mistak error|begin start|help assist support|person human agent representati|\
invoic bil receipt|refund reimburs|fast quick soon|lat delay|reject declin deni refus|fail unsuccessful|\
verifi confirm valid|identiti id|limit maximum max|account profil|problem issu troubl difficulti|los lost mis gon disappear vanish|\
permit allow let|need requir want|countri abroad internation|item product articl|discount coupon voucher promo|\
parcel packag|deliveri ship|return back|pay paid|steal stol stolen|tak took taken|choos chos chosen select pick|\
forget forgot forgotten|withdraw withdrew withdrawn|cant cannot unabl couldnt|\
not dont doesnt didnt isnt wont havent hasnt|giv gav given|writ wrot written|tel told say said explain|mak mad|\
use using|complain complaint|join enter|login signin|password passcod|\
how step proces procedur|when dat time|wher plac|whi reason|not no never wasnt arent|abl can could|speak talk|\
creat open regist|receiv arriv deliver|block lock freez frozen|expect estim|near nearest nearbi closest|extra addition|\
old age year|last recent|twic doubl duplic|eur euro|usd dollar|gbp pound|chequ check";

/// The keys of the words that may stand for a word.
pub(super) fn others(key: Key) -> Vec<Key> {
    let text = word_text(key);
    let mut found = Vec::new();
    if text.is_empty() {
        return found;
    }
    // In one pass, as every word of a query comes here with every key.
    let (mut group, mut word, mut is_in) = (0, 0, false);
    for (at, sign) in GROUPS.bytes().chain([b'|']).enumerate() {
        if sign != b' ' && sign != b'|' {
            continue;
        }
        is_in |= GROUPS.as_bytes().get(word..at) == Some(&text);
        word = at + 1;
        if sign == b'|' {
            let stems = GROUPS.get(group..at).filter(|_| is_in).into_iter().flat_map(|group| group.split(' '));
            found.extend(stems.map(|stem| word_prefix(stem.chars()).0).filter(|other| *other != key));
            (group, is_in) = (word, false);
        }
    }
    found
}
