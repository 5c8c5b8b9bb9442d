#!/usr/bin/env python3
"""Makes synonyms.br, the words for the same that `tasuke enrich` chooses from.

    npm pack sudachi-synonyms-dictionary@18.0.0 && tar xf sudachi-synonyms-dictionary-18.0.0.tgz
    apt-get install mecab-naist-jdic && pip install brotli
    python3 data/make-synonyms.py package/sudachi-synonyms-dictionary.json

Source: Sudachi's synonym dictionary (Works Applications, Apache-2.0) as the npm package brings it. What is left out:
what the dictionary itself never expands, misspellings, translations into English, words of one character, and words
that stand in several groups, since nobody knows which is meant. What a customer may say is only what NAIST-jdic's
corpus had: nobody types the others, and each costs every customer bytes. (No word of NAIST-jdic is in the file.)

The file, in UTF-8 under Brotli, has a group a line, spaces between the words; `-` before a word says that it is found
by the others and finds none of them: a rare word, or kana that may mean anything.
"""

import argparse
import collections
import json
import os
import re

import brotli

# Longer words are names of laws and companies.
LONGEST = 12
# Of Latin words, short names in capitals (ID, SNS) are typed by Japanese customers; translations are not.
LATIN = re.compile(r"^[A-Z0-9]{2,6}$")
KANA = re.compile(r"^[ぁ-ゖー]+$")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


def is_wanted(item):
    word = item["midashi"]
    if item["expandControl"] == 2 or item["gokeiSyubetsu"] == "間違い" or item["hyoukiYure"] == "間違い表記":
        return False
    if re.search(r"[\s・-]", word) or not 2 <= len(word) <= LONGEST:
        return False
    return bool(JAPANESE.search(word) or LATIN.match(word))


def is_said(item, common):
    word = item["midashi"]
    if item["expandControl"] == 1 and KANA.match(word):
        return False
    return word in common or bool(LATIN.match(word))


def common_words(folder):
    """The words whose cost is not the usual one, which is that of words that the corpus never had."""
    rows, usual = [], collections.defaultdict(collections.Counter)
    with open(os.path.join(folder, "naist-jdic.csv"), encoding="euc_jp") as lines:
        for line in lines:
            cells = line.split(",")
            if len(cells) > 5 and re.fullmatch(r"\d+", cells[1]) and re.fullmatch(r"-?\d+", cells[3]):
                rows.append((cells[0], cells[1], int(cells[3]), cells[5]))
                usual[cells[1]][int(cells[3])] += 1
    limits = {left: costs.most_common(1)[0][0] for left, costs in usual.items()}
    return {word for word, left, cost, sub in rows if sub != "固有名詞" and cost < limits[left]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary")
    parser.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "synonyms.br"))
    parser.add_argument("--jdic", default="/usr/share/mecab/dic/naist-jdic-eucjp", help="the folder of NAIST-jdic's sources")
    options = parser.parse_args()
    common = common_words(options.jdic)
    with open(options.dictionary, encoding="utf-8") as text:
        groups = json.load(text)
    seen = collections.Counter(word for group in groups for word in {item["midashi"].lower() for item in group["items"]})
    lines = []
    for group in groups:
        items = [item for item in group["items"] if is_wanted(item) and seen[item["midashi"].lower()] == 1]
        # The words that stand for each vocabulary before their spellings: the first ones are proposed.
        items.sort(key=lambda item: item["hyoukiYure"] != "代表表記")
        # What may mean something else as well comes after what does not.
        items.sort(key=lambda item: item["expandControl"] == 1)
        said = [item["midashi"] for item in items if is_said(item, common)]
        found = [item["midashi"] for item in items if item["midashi"] not in said]
        if said and len(said) + len(found) > 1:
            lines.append(" ".join(said + ["-" + word for word in found]))
    text = "".join(line + "\n" for line in sorted(lines))
    with open(options.out, "wb") as out:
        out.write(brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24))
    print(f"{options.out}: {os.path.getsize(options.out)} bytes of {len(text.encode())}; {len(lines)} groups")


if __name__ == "__main__":
    main()
