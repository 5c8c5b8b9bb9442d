#!/usr/bin/env python3
"""Makes synonyms.br, the general words that `tasuke enrich --synonyms sudachi` chooses from.

    npm pack sudachi-synonyms-dictionary@18.0.0 && tar xf sudachi-synonyms-dictionary-18.0.0.tgz
    apt-get install mecab-naist-jdic && pip install brotli
    python3 data/make-synonyms.py package/sudachi-synonyms-dictionary.json

Source: Sudachi's synonym dictionary (Works Applications, Apache-2.0) as the npm package brings it; NOTICE.md beside this
file has the notice. It has words for the same only, no opposites and nothing wider or narrower, and its own columns say
how far each word is to be trusted. What is taken, by these columns:

- no group with a label of NAMES: names of people, firms and places, and what no help desk is about;
- only words of "expand control" 0: a 1 marks a word that may mean something else (木 for 木曜日), a 2 one given up;
- no misspellings, no translations, and no word that stands in several groups, since nobody knows which is meant;
- nothing from a group with a word and its negation (足, 不足).

What customers may say is, of each lexeme, its abbreviations and other names, and of each form the most common spelling,
if it is common itself or made of two common words. "Common" is what NAIST-jdic's corpus had: its cost is less than that
of most words of the same kind and script, by COMMON at least. (No word of NAIST-jdic is in the file.) It finds

- the other forms of its lexeme: パソコン, パーソナルコンピューター;
- the words of other lexemes that share a kanji with it; in a group of at most CLOSE lexemes also loan words (事務所 finds
  オフィス) and, if it is a compound, all. Elsewhere the meanings are too far apart (審査, 判断, 審判), and so are most loan
  words from what they stand for (カンパニー, 会社).

The file, in UTF-8 under Brotli, has lines like those of shop-synonyms.tsv, but without a language: words that a customer
may say, ` > `, words that they find.
"""

import argparse
import collections
import json
import os
import re

import brotli

NAMES = set("企業名 旧企業名 人名 地名 大学名 国名 組織名 旧組織名 店名 キャラ 不快 動植物 スポーツ 音楽 単位".split())
# Longer words are names of laws, and nobody types them.
LONGEST = 10
# Groups of as many lexemes as this are close in meaning.
CLOSE = 3
# How much less than usual a common word costs. Below are words such as 上役 (10) and 熱発 (15), which few customers type.
COMMON = 16
JAPANESE = re.compile(r"^[\u3041-\u30ff\u3400-\u9fff々]+$")
# Of Latin words, abbreviations in capitals (PC, SNS) are typed by Japanese customers.
ABBREVIATION = re.compile(r"^[A-Z][A-Z0-9]{1,5}$")
KANJI = re.compile(r"[\u3400-\u9fff々]")
HIRAGANA = re.compile(r"^[ぁ-ゖー]+$")
KATAKANA = re.compile(r"^[ァ-ヶー]+$")
NEGATIONS = "不無非未逆反"


def script(word):
    return "katakana" if KATAKANA.match(word) else "hiragana" if HIRAGANA.match(word) else "kanji"


class Words:
    """How common words are."""

    def __init__(self, folder):
        rows, usual = [], collections.defaultdict(collections.Counter)
        with open(os.path.join(folder, "naist-jdic.csv"), encoding="euc_jp") as lines:
            for line in lines:
                cells = line.split(",")
                if len(cells) > 5 and re.fullmatch(r"\d+", cells[1]) and re.fullmatch(r"-?\d+", cells[3]):
                    word, left, cost, sub = cells[0], cells[1], int(cells[3]), cells[5]
                    usual[left, script(word)][cost] += 1
                    if sub != "固有名詞":
                        rows.append((word, left, cost))
        usual = {kind: costs.most_common(1)[0][0] for kind, costs in usual.items()}
        self.margins = collections.defaultdict(int)
        for word, left, cost in rows:
            self.margins[word] = max(self.margins[word], usual[left, script(word)] - cost)

    def margin(self, word):
        return self.margins.get(word, 0)

    def is_common(self, word):
        return self.margin(word) >= COMMON

    def is_compound(self, word):
        """Whether it is a common word and a known one: 送付|先."""
        parts = ((word[:at], word[at:]) for at in range(2, len(word)))
        return word not in self.margins and any(self.is_common(first) and self.margin(last) > 0 for first, last in parts)

    def is_said(self, word):
        return self.is_common(word) or self.is_compound(word)


def shares_kanji(one, other):
    return bool(set(KANJI.findall(one)) & set(KANJI.findall(other)))


def form(item):
    return item["vocabularyNumber"], item["gokeiSyubetsu"], item["ryakusyou"]


def is_wanted(item):
    word = item["midashi"]
    right = item["gokeiSyubetsu"] not in ("間違い", "対訳") and item["hyoukiYure"] in ("代表表記", "異表記・表記ゆれ")
    shaped = 2 <= len(word) <= LONGEST and (JAPANESE.match(word) or ABBREVIATION.match(word))
    return item["expandControl"] == 0 and right and bool(shaped)


def is_sure(group):
    words = {item["midashi"] for item in group["items"]}
    labels = {label for item in group["items"] for label in item["bunya"]}
    return not labels & NAMES and not any(sign + word in words for word in words for sign in NEGATIONS)


def lines_of(group, times, words):
    items = [item for item in group["items"] if is_wanted(item) and times[item["midashi"]] == 1]
    close = len({item["vocabularyNumber"] for item in group["items"] if item["expandControl"] == 0}) <= CLOSE
    forms = collections.defaultdict(list)
    for item in items:
        forms[form(item)].append(item)
    lines = collections.defaultdict(list)
    for (lexeme, name, short), spellings in forms.items():
        said = max((item["midashi"] for item in spellings), key=words.margin)
        is_other_name = (name, short) != ("代表語", "代表語形")
        if HIRAGANA.match(said) or not (is_other_name or words.is_said(said)):
            continue

        def finds(item):
            other = item["midashi"]
            if item["vocabularyNumber"] == lexeme:
                return form(item) != (lexeme, name, short)
            if not words.is_said(said):
                return False
            if KATAKANA.match(other) or words.is_compound(said):
                return close or shares_kanji(said, other)
            return shares_kanji(said, other)

        found = tuple(item["midashi"] for item in items if finds(item))
        if found:
            lines[found].append(said)
    return [", ".join(says) + " > " + ", ".join(found) for found, says in lines.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary")
    parser.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "synonyms.br"))
    parser.add_argument("--jdic", default="/usr/share/mecab/dic/naist-jdic-eucjp", help="the folder of NAIST-jdic's sources")
    options = parser.parse_args()
    words = Words(options.jdic)
    with open(options.dictionary, encoding="utf-8") as text:
        groups = json.load(text)
    times = collections.Counter(
        word for group in groups for word in {item["midashi"] for item in group["items"] if item["expandControl"] != 2}
    )
    lines = sorted({line for group in groups if is_sure(group) for line in lines_of(group, times, words)})
    text = "".join(line + "\n" for line in lines)
    with open(options.out, "wb") as out:
        out.write(brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24))
    print(f"{options.out}: {os.path.getsize(options.out)} bytes of {len(text.encode())}; {len(lines)} lines")


if __name__ == "__main__":
    main()
