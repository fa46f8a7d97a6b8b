"""Dates as a reader of an answer or a quote sees them, in every usual format. Written apart from the reading that answers use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Year before the era's first year (Cabinet orders on era names: 1868, 1912, 1926, 1989, 2019).
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "(?:" + "|".join(f"{name[0].upper()}{name[1:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|Sept)\b\.?"
_JAPANESE_YEAR = r"(?:(?P<{0}y>\d{{4}})|(?P<{0}era>明治|大正|昭和|平成|令和)\s*(?P<{0}ey>元|\d{{1,2}}))\s*年"
_ORDINAL = r"(?:st|nd|rd|th)?"

# Tried in this order at each place; a name's first letter tells the pattern apart.
_PATTERN = re.compile(
    "|".join(
        (
            _JAPANESE_YEAR.format("a") + r"\s*(?P<am>\d{1,2})\s*月\s*(?P<ad>\d{1,2})\s*日",
            _JAPANESE_YEAR.format("b") + r"\s*(?P<bm>\d{1,2})\s*(?:月(?!間)|(?=[～-]\s*\d{1,2}\s*月))",
            _JAPANESE_YEAR.format("r") + r"度(?P<rfiscal>末)",
            _JAPANESE_YEAR.format("c") + r"度?(?!間)",
            r"(?<![\d.,-])(?<!/(?=\d{4}\s?/))(?P<dy>\d{4})\s?(?P<dsep>[./-])\s?(?P<dm>\d{1,2})\s?(?P=dsep)\s?(?P<dd>\d{1,2})(?!\d)",
            r"(?<![A-Za-z\d])(?P<eera>[MTSHR])\s?(?P<eey>\d{1,2})[./-]\s?(?P<em>\d{1,2})[./-]\s?(?P<ed>\d{1,2})(?!\d)",
            r"(?<![\d./,-])(?P<fy>(?:19|20)\d\d)[./-](?P<fm>0?[1-9]|1[0-2])(?![\d./-]*\d)",
            r"(?<!\d)(?P<gm>\d{1,2})\s*月\s*(?P<gd>\d{1,2})\s*(?:日|(?=[～-]\s*\d{1,2}\s*日))",
            r"(?<!\d)(?P<hm>\d{1,2})\s*(?:月(?!間)|(?=[～-]\s*\d{1,2}\s*月))",
            rf"(?<!\d)(?<!\d:)(?P<id>\d{{1,2}}){_ORDINAL}(?=\s*[-～]\s*\d{{1,2}}{_ORDINAL}\s+(?P<im>{_MONTH})(?:,?\s+(?P<iy>\d{{4}}))?)",
            rf"(?<!\d)(?P<jd>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<jm>{_MONTH})(?:,?\s+(?P<jy>\d{{4}}))?",
            rf"\b(?P<km>{_MONTH})\s+(?P<kd>\d{{1,2}}){_ORDINAL}(?!\d)(?:,?\s+(?P<ky>\d{{4}})(?!\d))?",
            rf"\b(?P<lm>{_MONTH}),?\s+(?P<ly>\d{{4}})(?!\d)",
            rf"(?<=\b(?:in|to|by|of)\s)(?P<mm>{_MONTH})|(?<=\b(?:from|late)\s)(?P<nm>{_MONTH})|(?<=\b(?:since|until|after|early)\s)(?P<om>{_MONTH})",
            r"(?<![\d/.-])(?P<pm>0?[1-9]|1[0-2])/(?P<pd>0?[1-9]|[12]\d|3[01])(?![\d/])",
            r"(?<!\d)(?P<qd>\d{1,2})\s*日(?!間)",
        )
    )
)
# Between two dates of one list or range: then the later one takes month or year from the earlier one.
_LISTED = re.compile(r"[\s、，,・～\-及およびと\[\]()（）#]*")


_KANJI_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")}
_KANJI_DATE = re.compile(r"[〇一二三四五六七八九十元]{1,4}(?=[年月日])(?!(?:年|月|日)間)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: what stands there, None for what does not. `range_year` is the year that a range gives once, at its end."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    text: str
    range_year: int | None = None
    earlier_year: int | None = None

    @property
    def years(self) -> frozenset[int]:
        """The years that a reader may take it for: its own, else its range's, else the one last named."""
        if self.year is not None:
            return frozenset({self.year})
        return frozenset({year for year in (self.range_year or self.earlier_year,) if year is not None})

    def states(self, other: "DateMention") -> bool:
        """True when this one says at least what `other` says, years left aside where one of the two has none."""
        if other.month is not None and other.month != self.month:
            return False
        if other.day is not None and other.day != self.day:
            return False
        year = other.year if other.year is not None else other.range_year
        return year is None or self.year is None or year == self.year


def read_dates(text: str) -> tuple[DateMention, ...]:
    """Every date of a flattened text, in order; years, months and days that are left out are not made up."""
    return tuple(_with_years(list(_mentions(_KANJI_DATE.sub(_in_figures, text)))))


def _in_figures(match: re.Match[str]) -> str:
    """The number of a date in kanji (二〇一七年, 二十一日) in figures, as long as it was, so that places stay."""
    text = match.group()
    if "十" not in text:
        return "".join(_KANJI_DIGITS.get(char, char) for char in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "元" in text:
        return text
    number = int(_KANJI_DIGITS.get(tens, "1")) * 10 + int(_KANJI_DIGITS.get(ones, "0"))
    return str(number).rjust(len(text))


def _mentions(text: str) -> Iterator[DateMention]:
    previous: DateMention | None = None
    for match in _PATTERN.finditer(text):
        mention = _mention(match)
        if mention is None:
            continue
        if mention.month is None and mention.year is None:
            mention = _day_of_list(mention, previous, text)
            if mention is None:
                continue
        yield mention
        previous = mention


def _mention(match: re.Match[str]) -> DateMention | None:
    """The date of a match; None where its numbers are no date."""
    parts = {name[1:]: value for name, value in match.groupdict().items() if value is not None}
    year, month, day = _year(parts), _month(parts.get("m")), int(parts["d"]) if "d" in parts else None
    if "fiscal" in parts and year is not None:  # a fiscal year ends in the March after it
        year, month = year + 1, 3
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return DateMention(year, month, day, match.start(), match.end(), match.group())


def _year(parts: dict[str, str]) -> int | None:
    if "y" in parts:
        return int(parts["y"])
    if "era" in parts:
        return _ERAS[parts["era"]] + (1 if parts["ey"] == "元" else int(parts["ey"]))
    return None


def _month(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text[:3].lower()))


def _day_of_list(mention: DateMention, previous: DateMention | None, text: str) -> DateMention | None:
    """A day alone ("13日") with the month of the date that it is listed or ranged with; None when it stands alone."""
    if previous is None or previous.month is None or not _LISTED.fullmatch(text, previous.end, mention.start):
        return None
    return replace(mention, month=previous.month)


def _with_years(mentions: list[DateMention]) -> Iterator[DateMention]:
    earlier: int | None = None
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if mention.year is not None:
            earlier = mention.year
            yield mention
        else:
            yield replace(mention, earlier_year=earlier, range_year=_range_year(mention, following))


def _range_year(mention: DateMention, following: DateMention | None) -> int | None:
    """The year at the end of an English range, which counts for its start too."""
    if following is None or following.year is None or not re.search("[A-Za-z]", following.text):
        return None
    return following.year if following.start - mention.end <= len(" through ") else None
