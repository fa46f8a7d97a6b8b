"""Who holds an office: a title (代表取締役社長, センター長) with the name of a person, on a line of its own or in brackets."""

import re
from dataclasses import dataclass
from functools import lru_cache

from facts.terms import load_line_words
from facts.words import morphemes

_HONORIFIC = r"(?:氏|様|殿)?"
_WORD = r"[一-龥々ヶぁ-んァ-ヴー]"
_NAME = rf"(?:{_WORD}{{1,5}} {_WORD}{{1,5}}|[一-龥々ヶァ-ヴー]{{2,6}}|[ァ-ヴー]{{2,12}}・[ァ-ヴー]{{2,14}}(?:・[ァ-ヴー]{{2,14}})?)"
_IN_BRACKETS = re.compile(r"\(([^()]{3,80})\)")
_NO_NAME = re.compile(r"(?:部|課|室|係|会|所|局|店|社|班|センター|グループ|担当|担当者|本部|以下|ほか|他)$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office and its holder in a folded text: the title from `start`, the name to `end`."""

    title: str
    name: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, load_line_words().offices))
    title = rf"[^\s、。()「」:]{{0,16}}?(?:{ends})"
    # 代表取締役社長 社長執行役員: several titles of one person are one; a profession may stand before the name (弁護士).
    titles = rf"(?P<title>{title}(?:[ 兼・]{{1,3}}{title})*)(?:\([A-Za-z]{{2,5}}\))?"
    return re.compile(rf"{titles}[ :]+(?:弁護士|公認会計士|教授|医師)?[ ]?(?P<name>{_NAME}){_HONORIFIC}(?=$|[、,(/;)])")


@lru_cache(maxsize=1)
def _appointed() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, load_line_words().offices))
    title = rf"(?P<title>[^\s、。()「」:はがをに]{{0,16}}?(?:{ends}))"
    return re.compile(rf"{title}(?:に|には|として|は、?)(?:[^\s、。()「」:]{{2,16}}の)?(?P<name>{_NAME})(?:氏|さん|様)(?:が|を|で|です)")


def office_of_line(text: str) -> Office | None:
    """The office and holder that a line consists of, at most an organisation or unit before them."""
    for match in _office().finditer(text):
        before = text[: match.start()].strip()
        whole = not text[match.end() :].strip() and len(before) <= 40 and not re.search(r"[。、:]|\d", before)
        if whole and is_person(match["name"]):
            return Office(match["title"].strip(), match["name"], match.start("title"), match.end("name"))
    return None


def offices_in_sentence(text: str) -> list[Office]:
    """The offices that a sentence says who holds: 「委員長には弁護士の山田 太郎氏が就任しました」."""
    return [
        Office(match["title"].strip(), match["name"], match.start("title"), match.end("name"))
        for match in _appointed().finditer(text)
        if is_person(match["name"])
    ]


def offices_in_brackets(text: str) -> list[Office]:
    """The offices and holders that a text gives in brackets: (本社：東京都、社長：山田 太郎)."""
    found = []
    for bracket in _IN_BRACKETS.finditer(text):
        for match in re.finditer(r"[^、,;/]+", bracket[1]):
            office = _office().match(match.group().strip())
            start = bracket.start(1) + match.start() + len(match.group()) - len(match.group().lstrip())
            if office and is_person(office["name"]):
                found.append(Office(office["title"].strip(), office["name"], start + office.start("title"), start + office.end("name")))
    return found


@lru_cache(maxsize=2048)
def is_person(name: str) -> bool:
    """True for what can be the name of a person: a known surname or given name, or two short words that are no doings or units."""
    parts = name.split(" ")
    if any(_NO_NAME.search(part) and len(part) > 1 for part in parts):
        return False
    found = [m.part_of_speech() for part in parts for m in morphemes(part)]
    if any("人名" in part for part in found) or "・" in name:
        return True
    if any(part[0] in ("動詞", "助動詞", "接続詞") or "サ変可能" in part for part in found):
        return False
    return len(parts) == 2 or (len(name) <= 4 and any("固有名詞" in part for part in found))
