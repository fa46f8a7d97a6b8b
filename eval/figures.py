"""Numbers as a reader of an answer or a quote sees them. Written apart from the reading that answers use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "億": 10**8, "兆": 10**12, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![\d.])({_DIGITS})((?:\s?(?:[百千万億兆]|\b(?:thousand|million|billion)\b)(?:{_DIGITS})?)*)")
_PART = re.compile(rf"({_DIGITS})?\s?([百千万億兆]|thousand|million|billion)?")
_APPROXIMATE = re.compile(r"(?:約|およそ|おおよそ|approximately|approx\.|roughly|circa)\s*$", re.IGNORECASE)
_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九十")}
# A lone 一 is mostly no number (一部, 一社一社).
_KANJI_COUNT = re.compile(
    r"(?<![〇一二三四五六七八九十百千\d])([〇一二三四五六七八九十百千]{2,}|[二三四五六七八九十])"
    "(?=つ|社|件|名|台|人|か月|カ月|ヶ月|か所|システム|契約|事業者|種類|回|校|食|棟|戸|世帯|円|時間|日間|年間|通|個|枚|本)"
)
# A time of day is one figure on the 24-hour clock: 午後5時 and 17:00 state the same.
_CLOCK = re.compile(
    r"(?P<half>午前|午後)?\s?(?<![\d.,])(?<!\d:)(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?![\d:])"
    r"|時(?!間)(?:(?P<spelt>\d{1,2})分|(?P<and_half>半))?|(?=\s?～\s?\d{1,2}時(?!間)))"
)
# A padded number of a duration (1時間08分) is the number; other digits after a zero are a code.
_PADDED = re.compile(r"(?<=間)0[1-9][分秒]|(?<=分)0[1-9]秒")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORD = re.compile(r"\b(" + "|".join(_WORDS) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text. `value` is a Decimal, or the digits themselves where they are a code ("092"); `approximate` after 約."""

    value: Decimal | str
    start: int
    end: int
    text: str
    approximate: bool = False

    @property
    def may_be_year(self) -> bool:
        """True for four plain digits from 1900 to 2099."""
        return re.fullmatch(r"(?:19|20)\d\d", self.text) is not None


def read_figures(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """Every number of a flattened text, in order, without those that overlap the `taken` stretches (its dates)."""
    clock = [
        _figure(text, match, _time(match))
        for match in _CLOCK.finditer(text)
        if not any(match.start() < e and s < match.end() for s, e in taken)
    ]
    taken = (*taken, *((figure.start, figure.end) for figure in clock))
    found = [
        *(
            _figure(text, match, _value(match.group().lstrip("0") if _PADDED.match(text, match.start()) else match.group()))
            for match in _NUMBER.finditer(text)
        ),
        *(_figure(text, match, _kanji(match.group())) for match in _KANJI_COUNT.finditer(text)),
        *(_figure(text, match, Decimal(_WORDS.index(match.group().lower()) + 2)) for match in _WORD.finditer(text)),
    ]
    free = [figure for figure in found if not any(figure.start < end and start < figure.end for start, end in taken)]
    return tuple(sorted((*clock, *free), key=lambda figure: figure.start))


def _time(match: re.Match[str]) -> str:
    """A time of day as 17:00."""
    hour, minute = int(match["hour"]), int(match["minute"] or match["spelt"] or (30 if match["and_half"] else 0))
    return f"{hour + 12 if match['half'] == '午後' and hour < 12 else hour}:{minute:02d}"


def _kanji(text: str) -> Decimal:
    """The value of 一六八, place by place, or of 百六十八, with its powers."""
    if not set(text) & set("十百千"):
        return Decimal("".join(str(_KANJI[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in "十百千":
            total, digit = total + (digit or 1) * int(_SCALES.get(char, 10)), 0
        else:
            digit = _KANJI[char]
    return Decimal(total + digit)


def _figure(text: str, match: re.Match[str], value: Decimal | str) -> Figure:
    approximate = _APPROXIMATE.search(text, 0, match.start()) is not None
    return Figure(value, match.start(), match.end(), match.group(), approximate)


def _value(text: str) -> Decimal | str:
    """The value of "3万3,295" or "1億2千万"; digits with a leading zero stay digits."""
    if re.fullmatch(r"0\d+", text):
        return text
    total = section = Decimal(0)
    for digits, scale in _PART.findall(text):
        if not digits and not scale:
            continue
        number = Decimal(digits.replace(",", "")) if digits else Decimal(1)
        factor = _SCALES.get(scale, 1)
        if factor >= 10_000:
            total, section = total + (section + (number if digits else 0) or 1) * factor, Decimal(0)
        else:
            section += number * factor
    return (total + section).normalize()
