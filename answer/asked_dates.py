"""The dates of a question, Japanese and English, with before and after."""

import re
from datetime import date

from answer.patterns import MASK, compiled, patterns
from answer.query import AskedDate
from core.records import ValueKind
from facts.values import YearContext, find_dates

_MONTHS = {
    m: i
    for i, m in enumerate(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1
    )
}


_MONTH = "(" + "|".join(f"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in _MONTHS) + r"|sept)\.?"


_MONTH_ALONE = "|".join(month.capitalize() for month in _MONTHS)


def is_month(word: str) -> bool:
    """True for the name of a month in English, or its abbreviation."""
    return re.fullmatch(_MONTH, word, re.IGNORECASE) is not None


ENGLISH_DATES = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})(?:,? (?P<y>(?:19|20)\d\d))?", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y>(?:19|20)\d\d))?", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH}),? (?P<y>(?:19|20)\d\d)", re.IGNORECASE),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)\b"),
    # A month by itself: only with its capital, and after a word that dates (may, march).
    re.compile(rf"(?<=\b(?:[Ii]n|[Oo]f|[Bb]y) )(?P<m>{_MONTH_ALONE})\b(?! \d)"),
    re.compile(r"\b(?P<fiscal>(?:the )?(?:fiscal|financial)(?: year)?(?: ended| of)?) (?P<y>(?:19|20)\d\d)(?![\d,]|\.\d)", re.IGNORECASE),
    # A number within a code (SR-2025-007) is no year.
    re.compile(r"(?<![\d,.])(?<![A-Za-z0-9]-)(?P<y>(?:19|20)\d\d)(?![\d,]|\.\d|-[A-Za-z0-9])"),
)


def dates_of(text: str, language: str) -> tuple[tuple[AskedDate, ...], str]:
    """The dates of a question and its text with them blanked out."""
    found: list[AskedDate] = []
    masked = text
    for item in find_dates(text, YearContext(None, date(2000, 12, 31))):
        value = item.value
        if value.start is None:
            continue
        end = value.end or date.max
        relation = _relation(text, item.start, item.end, "ja") if language == "ja" else "on"
        found.append(AskedDate(value.start, end, value.precision or "day", relation, value.text, value.kind, value.inherited))
        masked = masked[: item.start] + MASK * (item.end - item.start) + masked[item.end :]
    if language == "en":
        english, masked = _english_dates(masked)
        found.extend(english)
    return tuple(found), masked


def _english_dates(text: str) -> tuple[list[AskedDate], str]:
    points: list[tuple[int, int, AskedDate]] = []
    for pattern in ENGLISH_DATES:
        for match in pattern.finditer(text):
            asked = english_date(match, text)
            if asked:
                points.append((match.start(), match.end(), asked))
                text = text[: match.start()] + MASK * (match.end() - match.start()) + text[match.end() :]
    points.sort(key=lambda point: point[0])
    merged: list[AskedDate] = []
    for index, (start, _end, asked) in enumerate(points):
        previous = points[index - 1] if index else None
        if (
            previous
            and merged
            and re.fullmatch(r"\s*(?:to|until|till|and|through|-|–|～)\s*", text[previous[1] : start])
            and merged[-1].start <= asked.start
        ):
            year = asked.start.year if merged[-1].bare else merged[-1].start.year
            first = merged[-1].start.replace(year=year)
            merged[-1] = AskedDate(first, asked.end, "day", "on", f"{merged[-1].surface} - {asked.surface}", ValueKind.PERIOD)
        else:
            merged.append(asked)
    return merged, text


def english_date(match: re.Match[str], text: str) -> AskedDate | None:
    import calendar

    groups = match.groupdict()
    month_name = (groups.get("m") or "").casefold().rstrip(".")[:3]
    month = (
        next((number for name, number in _MONTHS.items() if name.startswith(month_name)), None)
        if month_name
        else (int(groups["n"]) if groups.get("n") else None)
    )
    year = int(groups["y"]) if groups.get("y") else 2000
    bare = not groups.get("y")
    day = int(groups["d"]) if groups.get("d") else None
    relation = _relation(text, match.start(), match.end(), "en")
    if month is None and groups.get("fiscal"):
        # 2019年度 begins in April 2019; that which a year ended is the one before.
        first = year - 1 if "ended" in (groups["fiscal"] or "").casefold() else year
        return AskedDate(date(first, 4, 1), date(first + 1, 3, 31), "year", relation, match.group())
    if month is None:
        return AskedDate(date(year, 1, 1), date(year, 12, 31), "year", relation, match.group())
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return AskedDate(date(year, month, 1), date(year, month, length), "month", relation, match.group(), bare=bare)
    return AskedDate(date(year, month, day), date(year, month, day), "day", relation, match.group(), bare=bare) if day <= length else None


# 「3月12日の返金開始の後」: counted from what happened on the day.
_BESIDE_AN_EVENT = re.compile(r"の[^、。はがをに年月日\d]{2,14}?の?(?P<relation>後|あと|前)(?=[、にはのど何])")


def _relation(text: str, start: int, end: int, language: str) -> str:
    """ "as_of", "upto", "before", "since", "after" or "on", from the words beside a date."""
    data = patterns()
    near = text[end : end + 6] if language == "ja" else text[max(0, start - 12) : start].casefold()
    for relation in ("as_of", "upto", "before", "since", "after"):
        for pattern in data[relation][language]:
            fits = compiled(pattern).match(near) if language == "ja" else re.search(rf"\b{pattern} (?:the )?$", near)
            if fits:
                return relation
    beside = _BESIDE_AN_EVENT.match(text, end) if language == "ja" else None
    return ("before" if beside["relation"] == "前" else "after") if beside else "on"
