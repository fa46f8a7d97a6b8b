"""What the beginning of a line says it is: a heading mark, a bullet, a number, a note mark."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a mark at the start of a line announces; NUMBER and SQUARE lines are headings or list items by what follows."""

    HASH = "hash"
    BRACKET = "bracket"
    SQUARE = "square"
    NUMBER = "number"
    BULLET = "bullet"
    NOTE = "note"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its role, its style (marks of one style are siblings), as written, how deep, and where the content begins."""

    role: Role
    style: str
    marker: str
    depth: float
    content: int


# 30分, 5名: a number that counts something is no part of the mark.
_COUNTERS = "分|年|月|日|時|名|件|台|円|回|社|人|万|億|か月|カ月|ヶ月|種|％|%|歳|級|つ|店|箇所|か所|カ所|倍|秒|度|点"
_MEASURES = "倍|％|%|万|億|円|秒|時間|年|か月|カ月|ヶ月|月|ポイント|メートル"
# Numbering styles, outer before inner. A mark needs a stop, a bracket or a space after it: 2023年 is no number 2.
_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("question", re.compile(r"(?:Q|Ｑ|問)[ 　]?[0-9０-９]{0,2}(?:[.．:：、]|(?=[ 　]))")),
    # The answer to a question; A4 is a size of paper too.
    ("answer", re.compile(r"(?:A|Ａ|答)(?:[ 　]?[0-9０-９]{1,2}(?:[.．:：、]|(?=[ 　]))(?![ 　]*(?:判|版|サイズ|用紙|紙))|[:：])")),
    ("part", re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*[編部](?=[\s　:：]|$)")),
    ("chapter", re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*章")),
    ("section", re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*[節款](?=[\s　:：]|\D)")),
    ("article", re.compile(r"第\s*[0-9０-９〇一二三四五六七八九十百千]+\s*条(?:の[0-9０-９一二三四五六七八九十]+)*(?=[\s　（(]|$)")),
    ("roman", re.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}|(?:IX|IV|V?I{1,3}|V|X)(?=[.．]))\s*[.．、　 :：]?")),
    ("ordinal", re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+(?=[\s　])")),
    (
        "decimal",
        re.compile(rf"[0-9０-９]{{1,2}}(?:[.．\-－‐][0-9０-９]{{1,2}}){{1,4}}[.．]?(?=[\s　「【（(]|(?!{_MEASURES})[^\W\d_a-zA-Z])"),
    ),
    (
        "number",
        re.compile(
            r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|[、)）:：](?![0-9０-９])"
            r"|(?=[\s　]+(?:[^\s0-9０-９月日年時分件名台円%％/～~\-]|[月日年時分件名台円](?![間様分後前以目半頃])[一-龥]))|$)"
        ),
    ),
    ("kanji", re.compile(r"[一二三四五六七八九十]{1,3}(?:[、.．]|(?=[\s　]+\S)|$)")),
    ("paren", re.compile(r"[（(][0-9０-９]{1,2}[)）]|[⑴-⒇]")),
    ("paren-kanji", re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|[㈠-㈩]")),
    ("circled", re.compile(r"[①-⑳㉑-㉟]")),
    ("kana", re.compile(r"[アイウエオカキクケコサシスセソ](?:[.．、)）]|(?=[\s　])|$)")),
    ("iroha", re.compile(r"[イロハニホヘト](?=　)")),
    ("paren-kana", re.compile(r"[（(][ア-ンｱ-ﾝ][)）]")),
    ("alpha", re.compile(r"[a-zA-Z](?:[.．)）](?=[\s　]|[^\x00-\x7f]))|[（(][a-zA-Z][)）]|[ⓐ-ⓩ]")),
    ("small-roman", re.compile(r"[ⅰ-ⅹ][.．、)）]?|[（(][ⅰ-ⅹivx]+[)）]")),
)
NUMBER_ORDER = {name: index for index, (name, _) in enumerate(_NUMBERS)}
_HASH = re.compile(r"(#{1,6})[\s　]+")
QUOTE = re.compile(r"^(?:>\s?|\*\*|__)+")  # marks of a quotation or of bold type before the words
_BRACKET = re.compile(r"^(?:【[^【】]{1,60}】|〔[^〔〕]{1,40}〕|≪[^≪≫]{1,40}≫|《[^《》]{1,40}》)(?P<rest>.*)$")
_ANGLE = re.compile(r"^[<＜〈][^<>＜＞〈〉/]{1,60}[>＞〉]$")
_SQUARE_BRACKET = re.compile(r"^[\[［][^\[\]［］]{1,40}[\]］]$")
_SQUARE = re.compile(r"[■◆□◇▼▽▶►◎★☆●▲](?![0-9０-９])[\s　]*")
_BULLET = re.compile(r"(?:[○◯●•⚫⦁◦・･▪▫‣➢⇒→✓✔☐❍◉＊][\s　]*|[*+\-–—‐−－](?=[\s　])[\s　]*|[\-−－–](?=[○●・※]))")
_NOTE = re.compile(
    r"(?:[（(]\s*(?:※|注|＊|\*)\s*[0-9０-９¹²³⁴-⁹①-⑩一二三]*\s*[)）]|<sup>\s*[※*＊]?\s*[0-9０-９]*\s*</sup>"
    rf"|※(?:[0-9０-９]{{1,2}}(?![0-9０-９,.]|{_MEASURES})|\s+[0-9０-９]{{1,2}}(?![0-9０-９,.]|{_COUNTERS})|\s*[¹²³⁴-⁹①-⑩]+)?"
    rf"|[*＊]\s?[0-9０-９]{{1,2}}(?![0-9０-９,.:/：／]|{_COUNTERS})|＊(?=[^\s　＊])"
    r"|[（(]?注(?:釈|記)?\s*[0-9０-９①-⑩]*(?:[)）:：.．]|(?=[\s　]))|\\\*[0-9]*|\[\^\w+\]:|†+|‡+)\s*[:：.．]?[\s　]*"
)
_PAGE_NUMBER = re.compile(
    r"^(?:[-－–—―‐]\s*[0-9０-９]{1,4}\s*[-－–—―‐]|(?:p|P|Page|page)\.?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[0-9０-９]{1,4}\s*[/／]\s*[0-9０-９]{1,4})$"
)
_RULE = re.compile(r"^(?:[-=_*~－―─━＝＿・.…*＊☆]\s?){3,}$|^```\w*$|^[┌└├+][─━┬┴┼┐┘┤+\-=]+$")


def read_mark(raw: str) -> Mark | None:
    """The mark that a line (without the space around it) starts with; None for plain text."""
    shift = match.end() if (match := QUOTE.match(raw)) else 0
    body = raw[shift:]
    if _PAGE_NUMBER.match(body) or _RULE.match(body):
        return Mark(Role.NOISE, "noise", "", 0, len(raw))
    if match := _HASH.match(body):
        return Mark(Role.HASH, f"hash{len(match[1])}", match[1], len(match[1]), shift + match.end())
    plain = body.strip("*_ 　")
    if (match := _BRACKET.match(plain)) and not match["rest"].strip("*_ 　"):
        return Mark(Role.BRACKET, "bracket", "", 0, shift)
    if _ANGLE.match(plain) or _SQUARE_BRACKET.match(plain):
        return Mark(Role.BRACKET, "angle" if plain[0] in "<＜〈" else "square-bracket", "", 1, shift)
    if match := _NOTE.match(body):
        return Mark(Role.NOTE, "note", match.group().strip(), 0, shift + match.end())
    return _list_mark(body, shift)


def _list_mark(body: str, shift: int) -> Mark | None:
    if match := _BULLET.match(body):
        inner = _BULLET.match(body[match.end() :])
        end = match.end() + (inner.end() if inner and body[0] in "-*+–" else 0)
        marker = body[:end].strip(" 　")
        return _bullet_or_number(body, end, marker[-1:], shift)
    if match := _SQUARE.match(body):
        return Mark(Role.SQUARE, f"square{body[0]}", body[0], 0, shift + match.end())
    return _number_mark(body, shift)


def _bullet_or_number(body: str, end: int, marker: str, shift: int) -> Mark:
    style = f"bullet{marker}"
    if marker == "●":
        return Mark(Role.SQUARE, f"square{marker}", marker, 0, shift + end)
    return Mark(Role.BULLET, style, marker, 0, shift + end)


def _number_mark(body: str, shift: int) -> Mark | None:
    for name, pattern in _NUMBERS:
        if (match := pattern.match(body)) and not (name == "kana" and len(body) > 1 and body[1] not in ".．、)） 　"):
            depth = (
                NUMBER_ORDER[name] + (match.group().count(".") + match.group().count("-")) / 10 if name == "decimal" else NUMBER_ORDER[name]
            )
            end = match.end() + len(body[match.end() :]) - len(body[match.end() :].lstrip(" 　"))
            style = f"{name}{_parts(match.group())}" if name == "decimal" else name
            return Mark(Role.NUMBER, style, match.group().strip(" 　"), depth, shift + end)
    return None


def _parts(marker: str) -> int:
    return len([part for part in re.split(r"[.．\-－‐]", marker) if part])
