"""Who publishes a document: the company, authority or other body that its head, its end or its site names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.records import Span
from core.text import fold
from ingest.drafts import Extract
from ingest.labels import ends_with_word, words
from ingest.letterhead import LONGEST_AS_OF, ReadLine, Stated, labelled, letterhead
from ingest.shapes import TITLE_ENDING, is_addressee, is_organisation, organisation_at_start, parse_date

# What may follow the name of the publisher on its line: an office, the kind of paper, its number or its date.
_AFTER_COMPANY = re.compile(
    r"^(?:代表|取締役|社長|理事長|院長|頭取|会長|執行役|広報|\(|本社|[^\s]{1,8}[部課室局]"
    r"|[^\s]{1,16}(?:工場|支店|支社|本店|事業所|営業所|事務所|研究所|センター|製作所|製造所|病院|店)(?=$|[\s(])|/ ?[A-Z]"
    r"|証券コード|コード|プレスリリース|ニュースリリース|お知らせ"
    r"|報道|第 ?[\d-]+|(?:令和|平成|昭和)? ?(?:元|\d{1,4})年)"
)
# 「甲株式会社(本社:東京都 …)は、」: a release that names its publisher only in its first sentence.
_IN_SENTENCE = re.compile(r"^(?P<name>[^\s、。()「」]{2,30}?)\((?:本社|本店|所在地|東証|コード|代表|以下、?当社)[^()]*\)(?:は|が|では)")
_SHORTEST_SITE = 3
# 「ホテル甲(運営:株式会社乙)」: the company that runs what is named.
OPERATED_BY = re.compile(r"(?:運営|経営|設置)(?:会社|元|者|主体|法人|母体)?\s*[:\s]\s*|事業主体\s*[:\s]\s*")
_OFFICE_OF_MUNICIPALITY = re.compile(r"^(?P<name>[一-龥々ぁ-んァ-ヶー]{1,8}?[都道府県市区町村])(?=[^\s、。]{1,16}[部課室局所](?:$|\s))")
_LONGEST_SIGNATURE = 80
# A line that names a party beside the publisher.
_OF_OTHERS = re.compile(
    r"(?:委託|取引|納入|仕入|提携|発注|請負|受託|販売|製造|提供|申請|届出|提出|送付|報告)(?:先|元)|[親子]会社|(?:製造|販売)者|加盟店"
)


def publisher_of(
    extract: Extract, labels: Sequence[ReadLine], head: Sequence[ReadLine], tail: Sequence[ReadLine], published: Span | None
) -> Stated | None:
    """Who publishes: as a label says, by a line that is a name, by who runs what the head names, by a name in full beside others."""
    for item in labels:
        if (stated := labelled(item, "publisher_labels")) and (found := organisation_at_start(stated.text)):
            return Stated(stated.text[: found[1]], Span(*fold_place(item, stated, found[1])))
    for group in (head, tail):
        if found_line := _organisation_line(group, published):
            return found_line
    stated_so = _submitter(head) or _in_first_sentence(head) or _operator([*head, *tail])
    return stated_so or _named_in_full(head, published) or _named_in_full(tail, published) or _of_site(extract)


def _operator(items: Sequence[ReadLine]) -> Stated | None:
    """Who runs the place or service that a letterhead names (ホテル甲(運営:株式会社乙))."""
    for item in items:
        for match in OPERATED_BY.finditer(item.text):
            found = organisation_at_start(item.text[match.end() :])
            if found:
                start, end = match.end(), match.end() + found[1]
                return Stated(item.text[start:end], item.span(start, end))
    return None


def _named_in_full(group: Sequence[ReadLine], published: Span | None) -> Stated | None:
    """A name with its legal form in a line that is no sentence, the nearest to the date: behind a label or a day, before an office, with
    the institution that it runs (社会福祉法人 甲会 特別養護老人ホーム 乙苑)."""
    found: list[tuple[int, Stated]] = []
    for item in group:
        if is_addressee(item.text) or len(item.text) > _LONGEST_SIGNATURE or "。" in item.text or _OF_OTHERS.search(item.text):
            continue
        match = _in_full().search(item.text)
        if match:
            distance = abs(item.start - published.start) if published else item.start
            found.append((distance, Stated(match.group(), item.span(*match.span()))))
    return min(found, key=lambda pair: pair[0])[1] if found else None


@lru_cache(maxsize=1)
def _in_full() -> re.Pattern[str]:
    """A name that begins or ends with a legal form, with what the body runs, up to an office, a bracket or the end of the line."""
    forms = "|".join(map(re.escape, words("company_forms")))
    name = r"[^\s、。,()「」『』【】<>:;※/|]{1,24}"
    office = r"(?:\S{0,10}(?:長|役|代表|総裁|頭取)(?=\s|$)|代表|取締役|担当|広報|電話|TEL|Tel)"
    institution = rf"(?:\s(?!{office}|\d){name}){{0,2}}"
    return re.compile(rf"(?:(?:{forms})\s?{name}{institution}|(?<![^\s:(]){name}?(?:{forms}){institution})(?=$|[\s(（])")


def _of_site(extract: Extract) -> Stated | None:
    """Whose page it is, by the page's title, where the page itself names it: in full where it does so with its legal form."""
    site = fold(extract.site or "").text
    folded = fold(extract.text)
    if len(site) < _SHORTEST_SITE or site not in folded.text:
        return None
    forms = "|".join(map(re.escape, words("company_forms")))
    full = re.search(rf"(?:(?:{forms}) ?{re.escape(site)}|{re.escape(site)}(?: ?(?:{forms}))?)", folded.text)
    if full is None or (full.group() == site and not is_organisation(site)):
        return None
    return Stated(full.group(), Span(*folded.place(*full.span())))


def _in_first_sentence(head: Sequence[ReadLine]) -> Stated | None:
    """The company that the first sentence introduces with its seat."""
    for item in head:
        match = _IN_SENTENCE.match(item.text)
        if match and is_organisation(match["name"]):
            return Stated(match["name"], item.span(match.start("name"), match.end("name")))
    return None


def fold_place(item: ReadLine, stated: Stated, end: int) -> tuple[int, int]:
    """The place of the first `end` characters of a stated value."""
    offset = item.text.index(stated.text)
    span = item.span(offset, offset + end)
    return span.start, span.end


def _organisation_line(group: Sequence[ReadLine], published: Span | None) -> Stated | None:
    """A line that is the name of a company or authority, the nearest to the date first."""
    found: list[tuple[int, Stated]] = []
    for item in group:
        if is_addressee(item.text) or len(item.text) > 60:
            continue
        head = letterhead(item.text)
        place = (head.organisation if head else None) or organisation_at_start(item.text) or _organisation_at_end(item.text)
        place = place or _municipality(item.text)
        if place is None:
            continue
        if head and head.organisation:
            found.append(
                (abs(item.start - published.start) if published else item.start, Stated(item.text[slice(*place)], item.span(*place)))
            )
            continue
        rest = item.text[place[1] :].strip()
        if rest and not _AFTER_COMPANY.match(rest) and place != _municipality(item.text):
            continue
        distance = abs(item.start - published.start) if published else item.start
        found.append((distance, Stated(item.text[slice(*place)], item.span(*place))))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _municipality(text: str) -> tuple[int, int] | None:
    """Place of a municipality whose office a line names (甲市総務部資産税課)."""
    match = _OFFICE_OF_MUNICIPALITY.match(text)
    return match.span("name") if match else None


def _organisation_at_end(text: str) -> tuple[int, int] | None:
    """Place of a company with its legal form that ends a line after its date or a title (2024年5月10日 株式会社○○)."""
    before, _, name = text.rpartition(" ")
    forms = words("company_forms")
    if not before or not (name.startswith(forms) or name.endswith(forms)) or not is_organisation(name):
        return None
    dated = parse_date(before)
    fits = (dated is not None and dated[1] == 0 and len(before) - dated[2] <= LONGEST_AS_OF) or TITLE_ENDING.search(before)
    return (len(text) - len(name), len(text)) if fits else None


def _submitter(head: Sequence[ReadLine]) -> Stated | None:
    """○○提出資料: who submitted the paper, with the meeting whose secretariat it is."""
    for index, item in enumerate(head[:10]):
        for suffix in words("submitted_suffixes"):
            if item.text.endswith(suffix) and 2 <= len(item.text) - len(suffix) <= 30:
                end = len(item.text) - len(suffix)
                before = head[index - 1] if index else None
                if before is not None and item.text[:end] == "事務局" and ends_with_word("meeting_suffixes", before.text):
                    joined = fold(before.raw + "\n" + item.raw)
                    text = joined.text[: -len(suffix)]
                    return Stated(text, Span(before.start, item.span(0, end).end))
                return Stated(item.text[:end], item.span(0, end))
    return None
