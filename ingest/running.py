"""What pages repeat at their top and bottom: running heads and feet, and the page numbers that are printed there."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ingest.contents import PageContent
from ingest.layout import Row
from ingest.marks import Role, read_mark

_MARGIN_ZONE = 0.09  # share of the page's height at its top and bottom where running heads and page numbers stand
_FEWEST_PAGES = 3
# A number alone, between dashes, of a total, or named as a page.
_DASH = r"[-‐–—―ー－~〜～]"
_NUMBER = re.compile(rf"(?:{_DASH}\s*)?(?:p\.?|page|頁)?\s*(\d{{1,4}})\s*(?:{_DASH}|(?:/|of)\s*\d{{1,4}}|ページ|頁)?", re.IGNORECASE)
_AT_END = re.compile(r"(?<![\d.,/年月])(\d{1,4})$")


def running_heads(contents: Sequence[PageContent]) -> frozenset[str]:
    """Lines that come again, digits aside, at the top or bottom of three pages, or of both of two."""
    seen: Counter[str] = Counter()
    for content in contents:
        seen.update({_without_digits(row.text) for row in content.rows if _in_margin(content, row)})
    enough = min(len(contents), _FEWEST_PAGES) if len(contents) > 1 else _FEWEST_PAGES
    return frozenset(text for text, count in seen.items() if count >= enough and text)


def is_running(content: PageContent, row: Row, running: frozenset[str]) -> bool:
    """True for a running head or foot, and for a page number."""
    if not _in_margin(content, row):
        return False
    mark = read_mark(row.text)
    return row.text.strip().isdigit() or _without_digits(row.text) in running or (mark is not None and mark.role is Role.NOISE)


def _in_margin(content: PageContent, row: Row) -> bool:
    return row.bottom < content.height * _MARGIN_ZONE or row.top > content.height * (1 - _MARGIN_ZONE)


def _without_digits(text: str) -> str:
    return re.sub(r"[\d０-９\s]+", "", text)


def printed_numbers(contents: Sequence[PageContent]) -> dict[int, str]:
    """The page number that is printed on each page that shows one, by the page's place in the file.

    A number is believed where a neighbouring page shows the next or the one before, or where all that stands in its line is a page number
    and the file has one page only.
    """
    shown = {content.number: _numbers_on(content) for content in contents}
    found: dict[int, str] = {}
    for page, candidates in shown.items():
        for number in candidates:
            if len(contents) == 1 or number - 1 in shown.get(page - 1, ()) or number + 1 in shown.get(page + 1, ()):
                found.setdefault(page, str(number))
    return found


def _numbers_on(content: PageContent) -> list[int]:
    """The numbers in a page's margins that may be its own: first those that stand alone, from the foot up."""
    texts = [unicodedata.normalize("NFKC", row.text).strip() for row in content.rows if _in_margin(content, row)]
    alone = [int(match[1]) for text in reversed(texts) if (match := _NUMBER.fullmatch(text))]
    if alone:
        return alone
    return [int(match[1]) for text in reversed(texts) if (match := _AT_END.search(text))]
