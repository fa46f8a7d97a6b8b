"""Numerals written in ideographs (六月四日, 一六八名, 百二十三件), as figures.

They are numbers where a date, a time, a counter or a telephone number says so, and nowhere else (一部, 第三者, 十分, 三ツ沢 are words).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from core.text import Folded
from facts.terms import load_values

_ONES = "一二三四五六七八九"
_DIGITS = {char: value for value, char in enumerate("〇" + _ONES)}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_RUN = f"[〇{_ONES}十百千]+"
_WELL_FORMED = re.compile(rf"(?:[{_ONES}]?千)?(?:[{_ONES}]?百)?(?:[{_ONES}]?十)?[{_ONES}]?")
_IDEOGRAPH = re.compile(r"[々一-龥]")

_ERA_NAMES = "|".join(sorted((era for era in load_values().eras if len(era) > 1), key=len, reverse=True))
_MONTH = rf"(?:十[一二]?|一[〇一二]|[{_ONES}])"
_DAY = rf"(?:三十一?|二?十[{_ONES}]?|三[〇一]|[一二][〇{_ONES}]|[{_ONES}])"
_NOT_A_DAY = r"(?!間|以|後|前|目|本|程|分)"
_ALONG = rf"(?: ?(?:から|より|～|-|、|・|及び|および|と) ?{_DAY} ?日{_NOT_A_DAY})*"
_YEAR = rf"(?:(?:{_ERA_NAMES}) ?(?:元|{_RUN}|\d{{1,2}})|(?<![〇{_ONES}十百千])[一二][〇{_ONES}]{{3}}) ?年"
_AFTER_A_MONTH = r"(?![々一-龥])|(?=[末上中下初現付期以迄頃])"
_DATES = (
    re.compile(rf"(?:{_YEAR} ?)(?:{_MONTH} ?月(?:{_DAY} ?日{_NOT_A_DAY}{_ALONG})?)?"),
    re.compile(rf"(?<![〇{_ONES}十百千万億第数]){_MONTH} ?月 ?{_DAY} ?日{_NOT_A_DAY}{_ALONG}"),
    re.compile(rf"(?:(?<=年)|(?<=同)|(?<=翌)|(?<![々一-龥])){_MONTH} ?月(?:{_AFTER_A_MONTH})"),
    re.compile(rf"(?:(?<=同月)|(?<=翌)|(?<=\d月)|(?<=\d月 )){_DAY} ?日{_NOT_A_DAY}{_ALONG}"),
    re.compile(rf"^{_DAY} ?日(?=[ (、に]|$)"),
)
_HOUR = rf"(?:二十[一二三四]?|十[{_ONES}]?|[{_ONES}])"
_TIMES = (
    re.compile(rf"(?:午前|午後) ?{_HOUR} ?時(?!間)(?: ?{_RUN} ?分(?!間))?"),
    re.compile(rf"(?:(?<=日)|(?<![々一-龥])){_HOUR} ?時(?!間) ?{_RUN} ?分(?!間)"),
    re.compile(rf"(?:(?<=日)|(?<![々一-龥]))(?!一時){_HOUR}時(?=半|から|より|まで|ごろ|頃|～)"),
)
_DURATION = re.compile(rf"(?:(?<=約)|(?<![々一-龥])){_RUN} ?時間 ?{_RUN} ?分")
_PHONE = re.compile(rf"〇[〇{_ONES}]{{1,4}}-[〇{_ONES}]{{1,4}}-[〇{_ONES}]{{3,4}}")
# What says that the numeral after it begins a number, though it is an ideograph.
_BEGINS = frozenset("約計各全他外")
_NO_NUMBER_AFTER = frozenset("第数何幾・0123456789,.")
# After its counter a number may be followed by these ideographs; by any other, numeral and counter are part of a word.
_ENDS = frozenset("以未分程前後余強弱超目中")
_ONE_OF_MANY = re.compile(r"ごと|毎|ずつ|も|でも|たりとも|につき|当たり|あたり|ひとり|一|り|を通")
_TWO_OR_THREE = frozenset(a + b for a, b in pairwise(_ONES))


@lru_cache(maxsize=16_384)
def arabic(text: str) -> Folded:
    """Folded text with its numerals as figures, each character with the place in `text` that it stands for."""
    out: list[str] = []
    offsets: list[int] = []
    place = 0
    for start, end, figures in _numerals(text):
        out.append(text[place:start] + figures)
        offsets.extend(range(place, start))
        # The last figure stands for all that is left of the numeral, so that a place ends where the numeral does.
        offsets.extend([start] * (len(figures) - 1) + [end - 1])
        place = end
    out.append(text[place:])
    offsets.extend(range(place, len(text) + 1))
    return Folded("".join(out), tuple(offsets))


def _numerals(text: str) -> list[tuple[int, int, str]]:
    """The numerals of a text that are numbers, in order: their places and their figures."""
    found: dict[int, tuple[int, int, str]] = {}
    if not any(char in text for char in "〇一二三四五六七八九十百千"):
        return []
    for start, end in _places(text):
        for match in re.finditer(_RUN, text[start:end]):
            figures = _figures(match.group())
            if figures is not None:
                found.setdefault(start + match.start(), (start + match.start(), start + match.end(), figures))
    return [found[start] for start in sorted(found)]


def _places(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text in which every numeral is a number."""
    for pattern in (*_DATES, *_TIMES, _DURATION, _PHONE):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _counted().finditer(text):
        if _is_count(text, match):
            yield match.span("number")


def _figures(run: str) -> str | None:
    """A numeral in figures: place by place (一六八) or with its powers (百六十八); None for what is neither."""
    if all(char in _DIGITS for char in run):
        return "".join(str(_DIGITS[char]) for char in run)
    if not _WELL_FORMED.fullmatch(run):
        return None
    total, digit = 0, 0
    for char in run:
        if char in _POWERS:
            total += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return str(total + digit)


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    """A numeral, 万 and 億 in it allowed, and a counter of the vocabulary that may follow one."""
    shapes = load_values()
    units = "|".join(sorted((re.escape(u.ja) for u in shapes.units if u.ja not in shapes.not_after_ideographs), key=len, reverse=True))
    return re.compile(rf"(?P<number>{_RUN}(?:[億万]{_RUN})*[億万]?) ?(?P<unit>{units})")


def _is_count(text: str, match: re.Match[str]) -> bool:
    """True when a numeral and its counter are no part of a word."""
    number, before, after = match["number"], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if (before and before in _NO_NUMBER_AFTER) or number in _TWO_OR_THREE or (_IDEOGRAPH.match(after) and after not in _ENDS):
        return False
    if before == "、" and text[match.start() - 2 : match.start() - 1] in _DIGITS:
        return False  # 二、三名
    if number == "一" and _ONE_OF_MANY.match(text, match.end()):
        return False
    if not _IDEOGRAPH.match(before) or before in _BEGINS:
        return True
    # 全国一円, 同一人: after an ideograph a lone 一 is the end of a word. 享保五年 is a year.
    return number != "一" and match["unit"] != "年"
