"""What a line of text says by its form: a label and its value, apart by a colon, leaders, a known label or a wide space."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.text import Folded
from facts.entries import is_moment
from facts.names import strip_corporate
from facts.terms import load_labels, load_line_words, load_values
from facts.values import find_counts
from facts.words import morphemes

_MARK = r"^[・○●■◆◇□\-*※>]*\s*(?:[(]\d{1,2}[)]\s*|[①-⑳]\s*)?"
_LABEL = r"[^:。、\n]{1,30}?"
_COLON = re.compile(rf"{_MARK}(?P<label>{_LABEL})\s*:(?!//)\s*(?P<value>\S.*)$", re.DOTALL)
_LEADERS = re.compile(rf"{_MARK}(?P<label>\w[^:。、…]{{1,30}}?)\s*(?:…+|‥+|\.{{4,}}|・{{3,}})\s*(?P<value>[^\s…].{{0,60}})$")
_BRACKETED = re.compile(r"^[(\[【<](?P<label>[^()\[\]【】<>:]{2,16})[)\]】>]\s*(?P<value>\S.{0,100})$")
# 「【対象件数】1,284件」: whatever stands in such brackets before words on the same line is their label.
_HEADED = re.compile(r"^【(?P<label>[^【】:]{2,30})】\s*(?P<value>\S.*)$", re.DOTALL)
_PART_LINE = re.compile(r"^[(・ ]*(?P<label>うち[^\d、。:()]{1,20}?)[ :]*(?P<value>(?:約|延べ)? ?\d[\d,.]*[^\s。、]{0,8}(?:\(.*\))?)\)?$")
_NEXT_LABEL = re.compile(r"(?<= )(?P<label>[^\s:。、()]{2,16}) ?:(?!//) ?(?=\S)")
_WHOLE_IN_BRACKETS = re.compile(r"^[(\[](?P<inner>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]$")
_PARTICLE_AT_END = re.compile(r"[はがをもへで]$|(?<![一-龥])に$")
_PARTICLE_AT_START = re.compile(r"^(?:を|[にがはもへで](?=[一-龥ァ-ヴー「])|から(?!揚)|まで|より|など)")
_CLOCK_OR_DATE = re.compile(r"^(?:[\d\s/.,年月日時分:～-]+|.*\d{1,2}|(?:同|翌|前|当|本)[日月年].*|翌\d{1,2}日|午[前後].*)$")
_NO_LABELS = frozenset({"単位"})
_WIDE = re.compile(r"[　\t]|  ")
# 「合　　計　2,818,700円」: a label whose characters stand apart.
_SPACED = re.compile(r"[一-龥](?: [一-龥]){1,3}(?= )")
_LONGEST_WIDE_LABEL = 20
# What a figure alone stands behind may be a longer description (規格を外れた値を、合格となる値に書き換えたもの 12台).
_LONGEST_COUNTED_LABEL = 60
_LONGEST_WIDE_VALUE = 80
_NOMINAL = frozenset({"名詞", "接尾辞", "形状詞", "代名詞"})
_OPEN, _CLOSE = "([「『【", ")]」』】"


@dataclass(frozen=True, slots=True)
class Part:
    """A label and its value in a folded line: from `start` (of the label) to `end` (of the value). `by_space`: no mark but a wide space."""

    label: str
    value: str
    start: int
    end: int
    by_space: bool = False


def read_parts(folded: Folded, raw: str, base: int) -> list[Part]:
    """The labels and values of a line, mostly one; [] when it is none, a sentence among them. `raw` is the line, which begins at `base`."""
    text = folded.text
    match = _PART_LINE.match(text) or _headed(text) or _bracketed(text) or _known(text) or _by_colon(text) or _LEADERS.match(text)
    if match is None or not _is_label(match["label"]):
        by_space = _by_wide_space(folded, raw, base)
        return [by_space] if by_space else []
    edges = [(match["label"].strip(), match.start("label"), match.start("value"))]
    for following in _NEXT_LABEL.finditer(text, match.start("value")):
        if not following["label"][-1].isdigit() and _is_wide(folded, raw, base, following.start() - 1) and is_noun(following["label"]):
            edges.append((following["label"], following.start(), following.end()))
    ends = [*(start for _, start, _ in edges[1:]), match.end("value")]
    return [_part(text, *edge, end) for edge, end in zip(edges, ends, strict=True)]


def _part(text: str, label: str, start: int, value_start: int, end: int) -> Part:
    value = text[value_start:end].rstrip()
    shut = value.count(")") > value.count("(") and value.endswith(")")
    value = value[:-1] if shut else value
    return Part(label.lstrip("("), value, start, value_start + len(value))


def _bracketed(text: str) -> re.Match[str] | None:
    """A label in brackets before its value, where it is a known one: (連絡先) お客様相談室."""
    match = _BRACKETED.match(text)
    words = load_line_words()
    known = match is not None and (match["label"].endswith(words.units) or match["label"] in (*words.parts, *load_labels().line_labels))
    return match if known else None


def _headed(text: str) -> re.Match[str] | None:
    """The label in 【】 that a line begins with, a noun; its contact, if it is one, is read by the words of contacts."""
    match = _HEADED.match(text)
    return match if match and is_noun(match["label"]) else None


def _by_colon(text: str) -> re.Match[str] | None:
    """The label before a colon: no bracket is open there, and it is no hour before its minutes."""
    match = _COLON.match(text)
    if match is None or (match["label"][-1:].isdigit() and match["value"][:2].isdigit()):
        return None
    label = match["label"]
    opened = label.startswith("(") and label.count("(") == 1 and text.endswith(")") and _balanced(text)
    return match if _balanced(label) or opened else None


def _known(text: str) -> re.Match[str] | None:
    match = _known_label().match(text)
    if match is None or _PARTICLE_AT_START.match(match["value"]):
        return None
    return None if "。" in match["value"] and ":" not in match["gap"] else match


@lru_cache(maxsize=1)
def _known_label() -> re.Pattern[str]:
    labels = sorted(load_labels().line_labels, key=len, reverse=True)
    return re.compile(rf"{_MARK}(?P<label>{'|'.join(map(re.escape, labels))})[.．]?(?P<gap>\s*:\s*|\s+)(?P<value>[^\s:].*)$", re.DOTALL)


def without_brackets(text: str) -> str:
    """A line that stands in brackets as a whole, without them: (コード番号: 9508)."""
    match = _WHOLE_IN_BRACKETS.match(text)
    return match["inner"] if match else text


def _is_label(label: str) -> bool:
    """True for a noun with what qualifies it: no address, date or time, nor words that end in a particle or verb."""
    label = label.strip()
    if not label or label.startswith(("http", "//")) or label.endswith(("http", "https")) or _PARTICLE_AT_END.search(label):
        return False
    if label.lstrip("(") in load_values().marks or label.lstrip("(") in _NO_LABELS:
        return False  # (○:表示された ×:表示されない) says what the marks of a table mean
    return not re.fullmatch(r"[\d\s/.,年月日時分～-]+", label) and not is_moment(label)


def _balanced(text: str) -> bool:
    return sum(text.count(mark) for mark in _OPEN) == sum(text.count(mark) for mark in _CLOSE)


def _by_wide_space(folded: Folded, raw: str, base: int) -> Part | None:
    """A label and value with nothing but a wide space between: the label a run of nouns, the value short and no sentence."""
    text = folded.text
    mark = re.match(_MARK, text)
    start = mark.end() if mark else 0
    spaced = _SPACED.match(text, start)
    first = spaced.end() if spaced else 0
    gap = next((place for place in range(first, len(text)) if text[place] == " " and _is_wide(folded, raw, base, place)), None)
    if gap is None:
        return None
    label, value = text[start:gap], text[gap + 1 :].strip()
    label = label.replace(" ", "") if spaced else label
    counted = _is_figure(value)
    longest = _LONGEST_COUNTED_LABEL if counted else _LONGEST_WIDE_LABEL
    fits = 2 <= len(label) <= longest and 1 <= len(value) <= _LONGEST_WIDE_VALUE
    is_date = _CLOCK_OR_DATE.match(label) is not None or is_moment(label)
    if not fits or "。" in text or is_date or not _balanced(label) or not _balanced(value):
        return None
    if (
        _PARTICLE_AT_START.match(value)
        or not is_noun(label)
        or re.search(r":" if counted else r"[、,:]", label)
        or strip_corporate(label) != label
    ):
        return None
    return Part(label, value, start, len(text), by_space=True)


def _is_figure(value: str) -> bool:
    """True for a count with its counter and nothing beside it but a note in brackets."""
    counts = find_counts(re.sub(r"\(.*\)$", "", value))
    return (
        len(counts) == 1 and counts[0].start == 0 and bool(counts[0].value.unit) and counts[0].value.text == re.sub(r"\(.*\)$", "", value)
    )


def _is_wide(folded: Folded, raw: str, base: int, place: int) -> bool:
    """True when the space at a place of a folded line was a full-width space, a tab, or two spaces and more."""
    stretch = raw[folded.offsets[place] - base : folded.offsets[place + 1] - base]
    return _WIDE.search(stretch) is not None


@lru_cache(maxsize=4096)
def is_noun(text: str) -> bool:
    """True for words that end in a noun."""
    found = [m.part_of_speech() for m in morphemes(re.sub(r"\(.*?\)$", "", text)) if m.part_of_speech()[0] not in ("空白", "補助記号")]
    if not found or found[0][0] in ("助詞", "助動詞", "接続詞"):
        return False
    # お申し出, 運転見合わせ: a verb used as a noun
    as_noun = found[-1][0] == "動詞" and len(found) > 1 and found[-1][5].startswith("連用形") and found[-2][0] in ("接頭辞", "名詞")
    return found[-1][0] in _NOMINAL or as_noun


def stands_alone(part: Part) -> bool:
    """True when a label apart from its value by a wide space only needs no such lines beside it: it ends as labels do, or tells what
    was done (原因となった食品)."""
    tells = any(m.part_of_speech()[0] == "動詞" for m in morphemes(part.label))
    return tells or part.label.endswith(load_line_words().label_endings)


# --- the parts of a figure --------------------------------------------------------------------------------------------

_PART_EDGE = re.compile(r"[、,;/(]|および|及び|ならびに|並びに|または|又は|ほかに")
_PART_NAME = re.compile(r"^(?:うち|内訳:?)?\s*[^\d、。()]{1,24}$")
_NO_PART = re.compile(r"(?:約|計|合計|総計|延べ|のべ|最大|最少|最高|最低|およそ|全|同|平均|合わせて)$")


def part_name(text: str, start: int) -> str | None:
    """What stands before a figure inside a value and names it as a part: 「教員2名、職員1名」, 「直営店(6店舗)」; None without a name."""
    before = text[:start].rstrip("約 :")
    if before.endswith("("):
        before = before[:-1]
    edges = [match.end() for match in _PART_EDGE.finditer(before)]
    name = before[edges[-1] if edges else 0 :].strip(" :") or ""
    if name in load_line_words().parts:
        return None
    bare = re.sub(r"^(?:うち|内訳:?|内)\s*(?=\S\S)", "", name)
    if not _PART_NAME.match(name) or _NO_PART.search(bare) or len(bare) < 2 or not is_noun(_without_particle(bare)):
        return None
    return name if name.startswith("うち") else bare


def _without_particle(name: str) -> str:
    return re.sub(r"(?:宛て|向け|分)$", "分", name)
