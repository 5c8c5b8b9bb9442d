#!/usr/bin/env python3
"""Makes words.br, the words and costs that `tasuke enrich` reads Japanese with.

    apt-get install mecab-naist-jdic unicode-data && pip install brotli
    python3 data/make-words.py

Sources: NAIST-jdic 0.6.3b (BSD-3-Clause) as Debian packages it, and Unihan (Unicode licence). NOTICE.md beside this file
has both licences. What is taken: words with kanji, and the hiragana words that stand between them; no names of people
and firms, of places only those that the dictionary's corpus had. What is made smaller, and what that changes, is in
docs/adr/0007-readings.md.

The file, in UTF-8 under Brotli, has sections with a line `# name` before each:

    # matrix      rows: what stands before, columns: what stands after; costs in units of UNIT
    # contexts    `before after kind`, one for each way a word can stand in a sentence; see KINDS. The first four are
                  the beginning and end of a text, a symbol, an unknown word, a number
    # endings     one line for each way to inflect: `ending:context:cost`, spaces between
    # words       `@w CONTEXT COST` or `@s ENDINGS COST`, then words or stems of this kind: `surface TAB reading TAB
                  cost`, the reading left out where it is the surface, the cost where it is that of the heading
    # kanji       `kanji TAB on readings TAB kun readings`, spaces between
"""

import argparse
import bz2
import collections
import math
import os
import re

import brotli

KANJI = re.compile(r"[\u3400-\u9fff々〆]")
HIRAGANA = re.compile(r"^[ぁ-ゖー]+$")
USABLE = re.compile(r"^[\u3400-\u9fff々〆ぁ-ゖァ-ヶーA-Za-z]+$")

# One unit of cost: MeCab's costs are below 32,768, and differences below this change no reading of the tests.
UNIT = 64
# How many stems must inflect in a way for it to be kept as one; the others become words.
COMMON_ENDINGS = 8
# The weight of a word in averages falls by e with each of these in cost, as a word's probability does in the training.
COST_FACTOR = 700
# Places that the corpus never had all cost at least this.
UNSEEN_PLACE = 7069

# Verbs that are also grammar: they keep contexts of their own when verbs are put together.
GRAMMAR = set("する いる ある なる いく 行く くる 来る おく しまう もらう くれる いただく くださる れる られる せる させる".split())
GRAMMAR |= set("できる 出来る みる ござる".split())
# Auxiliaries that do.
AUXILIARY = {"特殊・ナイ", "特殊・タ", "特殊・ダ", "特殊・デス", "特殊・マス", "特殊・タイ"}
# Forms of verbs that stand alike.
FORMS = {
    "命令ｅ": "命令", "命令ｙｏ": "命令", "命令ｒｏ": "命令", "命令ｉ": "命令",
    "体言接続特殊": "体言", "体言接続特殊２": "体言", "体言接続": "体言",
    "仮定縮約１": "仮定", "未然特殊": "未然形", "未然ヌ接続": "未然形", "文語基本形": "基本形", "現代基本形": "基本形",
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jdic", default="/usr/share/mecab/dic/naist-jdic-eucjp", help="the folder of NAIST-jdic's sources")
    parser.add_argument("--unihan", default="/usr/share/unicode/Unihan_Readings.txt.bz2", help="Unihan's readings")
    parser.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.br"))
    return parser.parse_args()


def hiragana(text):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def read_rows(folder):
    """(surface, left id, right id, cost, features) of every word."""
    rows = []
    with open(os.path.join(folder, "naist-jdic.csv"), encoding="euc_jp") as lines:
        for line in lines:
            cells = line.rstrip("\n").split(",")
            # The few words with a comma in them are none of ours.
            if len(cells) < 13 or not re.fullmatch(r"-?\d+", cells[1] + cells[2]) or not re.fullmatch(r"-?\d+", cells[3]):
                continue
            rows.append((cells[0], int(cells[1]), int(cells[2]), int(cells[3]), cells[4:10], cells[10], hiragana(cells[11])))
    return rows


def read_ids(folder):
    features = {}
    with open(os.path.join(folder, "left-id.def"), encoding="euc_jp") as lines:
        for line in lines:
            number, feature = line.rstrip("\n").split(" ", 1)
            features[int(number)] = feature.split(",")
    return features


def group(feature):
    """What is left of a context when verbs of all conjugations are put together."""
    pos, sub, third = feature[:3]
    conjugation, form, word = feature[4:7]
    if pos == "動詞":
        return pos, sub, FORMS.get(form, form), word if word in GRAMMAR else ""
    if pos == "形容詞":
        return pos, sub, FORMS.get(form, form), "ない" if word in ("無い", "ない") else ""
    if pos == "助動詞":
        return pos, conjugation, FORMS.get(form, form), word if conjugation in AUXILIARY else ""
    if pos == "助詞":
        return pos, sub, third, word if len(word) <= 2 else ""
    return tuple(feature)


def kind(feature):
    """One letter that says what a word is to a search."""
    pos, sub = feature[:2]
    if pos == "名詞" and sub in ("一般", "サ変接続", "形容動詞語幹", "固有名詞", "ナイ形容詞語幹", "動詞非自立的"):
        return "n"  # a thing
    if pos in ("動詞", "形容詞") and sub == "自立":
        return "v"  # what happens, or how it is
    if pos == "名詞" and sub == "接尾":
        return "s"  # a suffix
    if pos == "接頭詞":
        return "p"  # a prefix
    if pos == "名詞" and sub == "数":
        return "d"  # a numeral
    return "x"  # grammar, times, pronouns


def reduce_matrix(folder, rows, features):
    """The group of each id, and the mean cost from group to group, weighted by how common the words are."""
    numbers = {}
    of = [numbers.setdefault(group(features[i]), len(numbers)) for i in sorted(features)]
    before, after = collections.Counter({0: 1.0}), collections.Counter({0: 1.0})
    for _, left, right, cost, *_ in rows:
        weight = math.exp(-cost / COST_FACTOR)
        after[left] += weight
        before[right] += weight
    size = len(numbers)
    total = [[0.0] * size for _ in range(size)]
    weights = [[0.0] * size for _ in range(size)]
    with open(os.path.join(folder, "matrix.def")) as lines:
        next(lines)
        for line in lines:
            right, left, cost = map(int, line.split())
            # The least weight lets contexts without words count where there is nothing else.
            weight = (before[right] + 1e-9) * (after[left] + 1e-9)
            total[of[right]][of[left]] += weight * cost
            weights[of[right]][of[left]] += weight
    return of, [[t / w if w else 0 for t, w in zip(ts, ws)] for ts, ws in zip(total, weights)]


def usual_costs(rows):
    """By left id, the cost of words that the corpus never had: the most frequent cost."""
    costs = collections.defaultdict(collections.Counter)
    for _, left, _, cost, *_ in rows:
        costs[left][cost] += 1
    return {left: cost for left, [(cost, count)] in ((left, c.most_common(1)) for left, c in costs.items()) if count > 3}


def is_wanted(row, usual):
    surface, left, _, cost, (pos, sub, third, *_), _, reading = row
    if not reading or (sub == "固有名詞" and (third != "地域" or cost >= UNSEEN_PLACE)):
        return False
    if KANJI.search(surface):
        return bool(USABLE.match(surface))
    if HIRAGANA.match(surface):
        is_grammar = pos in ("助詞", "助動詞", "接続詞", "連体詞", "接頭詞") or sub in ("非自立", "代名詞", "接尾")
        return is_grammar or cost < usual.get(left, math.inf)
    return pos == "記号" and surface != "\u3000"


def inflected(rows, of):
    """Words, and stems with the endings they take; both with their least cost."""
    words, lemmas, stems = {}, collections.defaultdict(list), []

    def add(surface, reading, left, right, cost):
        key = surface, reading, left, right
        words[key] = min(cost, words.get(key, cost))

    for surface, left, right, cost, (pos, sub, _, _, conjugation, _), base, reading in rows:
        if pos in ("動詞", "形容詞"):
            lemmas[base, conjugation, pos, sub].append((surface, reading, of[left], of[right], cost))
        else:
            add(surface, reading, of[left], of[right], cost)
    for (base, *_), forms in lemmas.items():
        stem = os.path.commonprefix([form[0] for form in forms])
        by_reading = collections.defaultdict(dict)
        for surface, reading, left, right, cost in forms:
            ending = surface[len(stem):]
            if stem and reading.endswith(ending) and (KANJI.search(stem) or not KANJI.search(base)):
                ends = by_reading[reading[:len(reading) - len(ending)]]
                ends[ending, left, right] = min(cost, ends.get((ending, left, right), cost))
            else:
                add(surface, reading, left, right, cost)
        for reading, ends in by_reading.items():
            least = min(ends.values())
            stems.append((stem, reading, least, tuple(sorted((*end, cost - least) for end, cost in ends.items()))))
    common = collections.Counter(tuple(end[:3] for end in ends) for *_, ends in stems)
    kept = {way: number for number, (way, count) in enumerate(common.most_common()) if count >= COMMON_ENDINGS}
    sums = [[0] * len(way) for way in kept]
    inflecting = []
    for stem, reading, least, ends in stems:
        way = kept.get(tuple(end[:3] for end in ends))
        if way is None:
            for ending, left, right, more in ends:
                add(stem + ending, reading + ending, left, right, least + more)
        else:
            inflecting.append((stem, reading, way, least))
            sums[way] = [total + end[3] for total, end in zip(sums[way], ends)]
    ways = [[(*end, total / common[way]) for end, total in zip(way, sums[number])] for way, number in kept.items()]
    return words, inflecting, ways


def kana(romaji):
    """Unihan's romanisation (Hepburn, vowels doubled) as hiragana."""
    table = {"": "あいうえお", "K": "かきくけこ", "S": "さ しすせそ".replace(" ", ""), "T": "たちつてと", "N": "なにぬねの", "H": "はひふへほ",
             "M": "まみむめも", "Y": "や ゆ よ", "R": "らりるれろ", "W": "わゐ ゑを", "G": "がぎぐげご", "Z": "ざじずぜぞ", "D": "だぢづでど",
             "B": "ばびぶべぼ", "P": "ぱぴぷぺぽ", "F": "  ふ  "}
    compound = {"SH": "し", "CH": "ち", "J": "じ", "TS": "つ"}
    small = dict(zip("AUO", "ゃゅょ"))
    out, rest = "", romaji
    while rest:
        match = re.match(r"(KY|SH|CH|TS|NY|HY|MY|RY|GY|J|BY|PY|DY|[KSTNHMYRWGZDBPF])?([AIUEO])", rest)
        if match:
            head, vowel = match.group(1) or "", match.group(2)
            if head in compound:
                out += compound[head] + ("" if vowel == ("U" if head == "TS" else "I") else small.get(vowel, "ぇ"))
            elif len(head) == 2:
                out += table[head[0]][1] + small.get(vowel, "ぇ")
            else:
                out += table[head]["AIUEO".index(vowel)]
            rest = rest[match.end():]
        elif rest[0] == "N":
            out, rest = out + "ん", rest[1:].lstrip("'")
        elif len(rest) > 1 and (rest[0] == rest[1] or rest.startswith("TCH")):
            out, rest = out + "っ", rest[1:]
        else:
            return None
    return out


def read_kanji(path, wanted):
    readings = collections.defaultdict(lambda: {"kJapaneseOn": [], "kJapaneseKun": []})
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] in ("kJapaneseOn", "kJapaneseKun"):
                character = chr(int(cells[0][2:], 16))
                if character in wanted:
                    found = [kana(word) for word in cells[2].upper().split()]
                    readings[character][cells[1]] = list(dict.fromkeys(word for word in found if word))
    return [f"{c}\t{' '.join(r['kJapaneseOn'])}\t{' '.join(r['kJapaneseKun'])}" for c, r in sorted(readings.items())]


def main():
    options = arguments()
    rows, features = read_rows(options.jdic), read_ids(options.jdic)
    of, matrix = reduce_matrix(options.jdic, rows, features)
    usual = usual_costs(rows)
    words, stems, ways = inflected([row for row in rows if is_wanted(row, usual)], of)

    plain = {tuple(feature[:3]): number for number, feature in sorted(features.items(), reverse=True)}
    first = [0, plain["記号", "一般", "*"], plain["名詞", "一般", "*"], plain["名詞", "数", "*"]]
    contexts = dict.fromkeys((of[number], of[number]) for number in first)
    contexts.update(dict.fromkeys(key[2:] for key in words))
    contexts.update(dict.fromkeys(end[1:3] for way in ways for end in way))
    numbers = {context: number for number, context in enumerate(contexts)}
    kinds = {}
    for number in sorted(features):
        kinds.setdefault(of[number], kind(features[number]))
    before = {group: at for at, group in enumerate(sorted({right for _, right in contexts}))}
    after = {group: at for at, group in enumerate(sorted({left for left, _ in contexts}))}

    groups = collections.defaultdict(list)
    for (surface, reading, left, right), cost in words.items():
        groups["w", numbers[left, right]].append((surface, reading, round(cost / UNIT)))
    for stem, reading, way, cost in stems:
        groups["s", way].append((stem, reading, round(cost / UNIT)))
    listed = []
    for (sort, number), members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        usual_cost = collections.Counter(cost for _, _, cost in members).most_common(1)[0][0]
        listed.append(f"@{sort} {number} {usual_cost}")
        for surface, reading, cost in sorted(members):
            cells = [surface, "" if reading == surface else reading] + ([] if cost == usual_cost else [str(cost)])
            listed.append("\t".join(cells).rstrip("\t"))

    used = {c for surface, *_ in words for c in surface} | {c for stem, *_ in stems for c in stem}
    sections = {
        "matrix": [" ".join(str(round(matrix[right][left] / UNIT)) for left in after) for right in before],
        "contexts": [f"{before[right]} {after[left]} {kinds[left]}" for left, right in contexts],
        "endings": [" ".join(f"{e}:{numbers[left, right]}:{round(cost / UNIT)}" for e, left, right, cost in way) for way in ways],
        "words": listed,
        "kanji": read_kanji(options.unihan, used),
    }
    text = "".join(f"# {name}\n" + "".join(line + "\n" for line in lines) for name, lines in sections.items())
    with open(options.out, "wb") as out:
        out.write(brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24))
    print(f"{options.out}: {os.path.getsize(options.out)} bytes of {len(text.encode())}; {len(words)} words, {len(stems)} stems")


if __name__ == "__main__":
    main()
