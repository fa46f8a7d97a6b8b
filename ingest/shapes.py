"""The shapes of short texts: dates, counts, marks, addresses, names of companies. All read folded text."""

import re
from datetime import date
from functools import lru_cache

from core.text import fold
from ingest.labels import is_word, words

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_KANJI_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")}
_NUMBER = r"(?:\d{1,2}|[〇一二三四五六七八九十]{1,3})"
_FULL_DATE = (
    rf"(?:(?P<era>明治|大正|昭和|平成|令和)\s*(?P<era_year>元|{_NUMBER})\s*年|(?P<year>(?:19|20)\d\d|[一二]〇[〇一二三四五六七八九]{{2}})\s*年)"
    rf"\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日"
)
_SHORT_DATE = (
    r"(?:(?P<letter>[MTSHR])\s?(?P<letter_year>\d{1,2})|(?P<western>(?:19|20)\d\d))[./-](?P<smonth>\d{1,2})[./-](?P<sday>\d{1,2})(?!\d)"
)
FULL_DATE = re.compile(f"{_FULL_DATE}|{_SHORT_DATE}")
_WEEKDAY = r"\s*(?:\([月火水木金土日祝・]+\))?"
DATE_LIKE = re.compile(
    r"^(?:(?:明治|大正|昭和|平成|令和)\s*(?:元|\d{1,2})\s*年|(?:19|20)\d\d\s*年(?:度)?|[MTSHR]\s?\d{1,2}[./]\d|(?:19|20)\d\d[./-]\d{1,2}"
    r"|(?:昨年|前年|本年|今年|同年|翌年)\s?\d|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{1,2}/\d{1,2}|同\s?日|翌日|同月|\d{1,2}:\d\d|(?:(?:午前|午後|未明|早朝|深夜)\s?)?\d{1,2}時(?:\d{1,2}分)?(?!間)|正午(?!の)|速やかに|未定|随時)"
)
DATE_START = re.compile(
    r"^(?:(?:昨年|前年|本年|今年|同年|翌年)\s*)?(?:(?:明治|大正|昭和|平成|令和)\s*(?:元|\d{1,2})\s*年\s*|(?:19|20)\d\d\s*年\s*|(?:19|20)\d\d[./]|[一二][〇一二三四五六七八九]{3}年)?"
    rf"(?:{_NUMBER}\s*月\s*{_NUMBER}\s*日|\d{{1,2}}/\d{{1,2}}(?![/\d%])){_WEEKDAY}"
)
COUNT_LIKE = re.compile(r"^(?:約|計|合計|延べ|のべ|全)?\s*[-+▲△]?\d[\d,.]*\s*(?:万|億|千|百万)?\s*[^\s\d、。]{0,8}(?:\s*\(.*\)|※.*)?$")
MARK_LIKE = re.compile(r"^[○×△◎●✕✗✓✔－―—\-‐/／◯レ有無]$|^[○×△◎]\s*[(（].*[)）]$|^(?:なし|あり|無し|有り|該当なし|N/A|n/a)$")
URL = re.compile(r"https?://[!-~]+")
LABELLED = re.compile(r"^(?P<label>[^\s:、。](?:[^:、。\n]{0,22}[^\s:、。])?)\s*:(?!//)\s*(?P<value>\S.*)$", re.DOTALL)
PART_OF_SERIES = re.compile(r"[（(]\s*[0-9０-９]{1,2}\s*[/／]\s*[0-9０-９]{1,2}\s*[)）]$")  # (1/6) at the end of a slide's title
SENTENCE_END = re.compile(r"[。．！？!?]$|。\(.{1,20}\)$|[。．！？][)」』）]$|です$|ます$|でした$|ました$|ません$")
# How a title ends.
TITLE_ENDING = re.compile(
    r"(?:について|に関して|に関する件|の件|報告書?|概要|お知らせ|お詫び|公表|結果|状況|ご報告|資料|発表|まとめ|事件|事故|障害|対応|方針|通知|命令|勧告|法律|規則|基準|ガイドライン|一覧|議事録)(?:\s*[(【].*)?$"
)
_LIST_START = re.compile(r"^[○●◯・•⚫■◆□▪‣－-]\s*\S|^[(（]?\d{1,2}[)）.]\s*\D|^[①-⑳]")
_PHRASE = re.compile(r"に対|に関|におけ|につい|によ|に係|との|への|から|及び|および|[がをは]")  # words of a sentence, not of a name
_LONGEST_NAME = 24
_LONGEST_ADDRESSEE = 30
_NO_ADDRESSEE = re.compile(r"[同仕多模異一]様$|[。:]")
_NUMBER_TO_CALL = re.compile(r"^\D{0,12}0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}")
_NAME = r"[^\s、。,()「」『』【】<>:：;※/|]"


def parse_date(text: str) -> tuple[date, int, int] | None:
    """The first full date of folded text with its place, or None. Eras count from their first year (元年)."""
    for match in FULL_DATE.finditer(text):
        found = _date_of(match)
        if found is not None:
            return found, match.start(), match.end()
    return None


def _date_of(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    if part["era"]:
        year = _ERAS[part["era"]] + (1 if part["era_year"] == "元" else _number(part["era_year"]))
    elif part["year"]:
        year = int("".join(str(_KANJI_DIGITS.get(char, char)) for char in part["year"]))
    elif part["letter"]:
        year = _ERA_LETTERS[part["letter"]] + int(part["letter_year"])
    else:
        year = int(part["western"])
    month, day = _number(part["month"] or part["smonth"]), _number(part["day"] or part["sday"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    value = (_KANJI_DIGITS.get(tens, 1) if tens else 1) * 10 if "十" in text else 0
    return value + (_KANJI_DIGITS.get(ones, 0) if ones else 0)


def cell_shape(text: str) -> str:
    """What a table cell's reading text looks like: blank, date, count, mark, url, list, sentence, or text."""
    if not text:
        return "blank"
    if MARK_LIKE.match(text):
        return "mark"
    if DATE_LIKE.match(text):
        return "date"
    if COUNT_LIKE.match(text):
        return "count"
    if URL.match(text):
        return "url"
    if _LIST_START.match(text):
        return "list"
    return "sentence" if "。" in text or len(text) > 40 else "text"


def is_value(text: str) -> bool:
    """True for text that states a value and so is no column heading."""
    return cell_shape(text) in ("date", "count", "mark", "url", "list", "sentence")


def spaced_value(raw: str) -> bool:
    """True for a line of a label and a value, apart by a wide space or tab and no colon: 「対象件数　1,284件」, 「電話　03-…」."""
    parts = [fold(part).text for part in re.split(r"[ 　]*　[ 　]*| {2,}|\t+", raw.strip()) if part.strip()]
    return len(parts) >= 2 and (cell_shape(parts[-1]) in ("date", "count", "url") or _NUMBER_TO_CALL.match(parts[-1]) is not None)


def display_width(text: str) -> int:
    """Columns on a terminal: full-width characters take two."""
    return sum(1 if ord(char) < 0x2000 or 0xFF61 <= ord(char) <= 0xFF9F else 2 for char in text)


@lru_cache(maxsize=1)
def _organisation() -> re.Pattern[str]:
    forms = "|".join(re.escape(word) for word in words("company_forms"))
    suffixes = "|".join(re.escape(word) for word in (*words("company_suffixes"), *words("authority_suffixes")))
    bodies = "|".join(re.escape(word) for word in (*words("company_suffixes"), "委員会"))
    latin = "|".join(re.escape(word) for word in words("latin_suffixes"))
    # The words after a form may hold one space (株式会社 ○○), a branch (… 本店) stands apart and is left out. A form with a space before
    # it and none behind begins another name (2024年5月10日 株式会社○○).
    return re.compile(
        rf"(?:(?:{forms})\s?{_NAME}{{1,24}}(?:\s{_NAME}{{1,14}}(?:{bodies}))?|{_NAME}{{1,24}}?(?:{forms})(?:\s?{_NAME}{{1,14}}(?:{bodies}))?|{_NAME}{{1,24}}?\s(?:{forms})(?:\s{_NAME}{{1,14}}(?:{bodies}))?"
        rf"|{_NAME}{{1,24}}(?:{suffixes})(?:\s{_NAME}{{1,14}}(?:{bodies}))?|[A-Z][\w&.\- ]{{1,40}}?,?\s(?:{latin}))(?=$|[\s(（)）、,/])"
    )


def organisation_at_start(text: str) -> tuple[int, int] | None:
    """Place of the name of a company or authority that a line of folded text starts with."""
    if len(text) <= _LONGEST_NAME and re.fullmatch(rf"(?:{'|'.join(map(re.escape, words('company_forms')))})[^\s、。()「」:：]+", text):
        return 0, len(text)  # a brand in kana may hold what looks like a particle (株式会社こはる野製菓)
    match = _organisation().match(text)
    return (0, match.end()) if match and match.end() <= 45 and not _PHRASE.search(match.group()) else None


def is_organisation(text: str) -> bool:
    """True when the whole line is the name of a company or authority."""
    found = organisation_at_start(text)
    return found is not None and found[1] == len(text)


def is_addressee(text: str) -> bool:
    """True for a line that names whom a letter goes to."""
    if is_word("salutations", text):
        return True
    return len(text) <= _LONGEST_ADDRESSEE and text.endswith(words("recipients")) and not _NO_ADDRESSEE.search(text)


def address_label(text: str) -> str | None:
    """The label of a line of a letterhead (会社名 …, TEL. …), None when it has none."""
    head = re.split(r"[:：\s.]", text.strip(), maxsplit=1)[0]
    if is_word("address_labels", head):
        return head
    match = LABELLED.match(text)
    if match and is_word("address_labels", match["label"]):
        return match["label"]
    spaced = re.match(r"^((?:\S\s+){1,4}\S)(?:\s*[:：]|\s{2,})", text)
    return spaced[1] if spaced and is_word("address_labels", spaced[1]) else None
