"""The units of bare numbers in tables: from a note (単位：千円) beside the table, or from the heading of their column (金額(円))."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.records import Block, BlockKind, Disclosure, Span, Value, ValueKind
from core.text import fold
from facts.terms import load_values

# 「(単位:千円)」, 「単位:戸。」, 「単位 回線」
_NOTE = re.compile(r"(?:(?<![一-龥々])単位 ?[:=] ?|[(\[【]単位[: ]+|^単位 )(?P<unit>[^\s、。,.()\[\]【】:;/]{1,8})(?=[)\]】。、\s]|$)")
_IN_HEADING = re.compile(r"[(\[【](?:単位[: ]*)?(?P<unit>[^\s、。()\[\]【】]{1,6})[)\]】]$")
# A heading that says that days are counted below it (運航日数).
_DAYS = re.compile(r"(?<![曜祝])日数$")
_MAGNITUDES = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "億": 1e8, "十億": 1e9, "百億": 1e10}
_BARE = re.compile(r"(?:約|延べ|計)?[-△▲]? ?\d[\d,]*(?:\.\d+)?")
# What stands in these columns is counted in nothing, or not in what the table counts.
_OTHERWISE = re.compile(r"(?:年度?|番号|no\.?|#|コード|順位|率|割合|比|倍率|日|時刻|密度|平均)(?:\(.*\))?$", re.IGNORECASE)
_MONEY = frozenset({"円", "ドル", "ユーロ"})
_AMOUNT = re.compile(r"(?:額|費|料金|代金|売上高|利益|損失)$")
_LONGEST_NOTE = 90


def unit_beside(disclosure: Disclosure, block: Block) -> tuple[str, Span] | None:
    """The unit that a note right before, in or right after a table gives its numbers, with its place."""
    for stretch in _beside(disclosure, block):
        folded = fold(disclosure.quote(stretch), stretch.start)
        match = _NOTE.search(folded.text)
        if match and _parsed(match["unit"], stated=True):
            return match["unit"], Span(*folded.place(*match.span()))
    return None


def _beside(disclosure: Disclosure, block: Block) -> Iterator[Span]:
    """Where such a note stands: the heading cells, the short block before the table, the heading, the block after that begins with it."""
    if block.table is not None:
        yield from (cell.span for cell in block.table.cells if cell.text and (cell.row < block.table.header_rows or cell.row == 0))
    before = disclosure.blocks[block.ordinal - 1] if block.ordinal else None
    if before is not None and before.table is None and len(before.text) <= _LONGEST_NOTE:
        yield before.span
    if block.headings:
        yield disclosure.blocks[block.headings[-1]].span
    for after in disclosure.blocks[block.ordinal + 1 : block.ordinal + 3]:
        if after.table is not None or after.kind is BlockKind.HEADING:
            return
        if after.text.lstrip("※注()*0123456789 ").startswith("単位"):
            yield after.span


def unit_in_label(label: str) -> str | None:
    """The unit that a heading ends with in brackets (金額(円), 対象件数(件)) or says itself (運航日数); None for any other heading."""
    match = _IN_HEADING.search(label.strip())
    if match:
        return match["unit"] if _parsed(match["unit"], stated="単位" in match.group()) else None
    return "日" if _DAYS.search(label.strip()) else None


def counts_otherwise(label: str) -> bool:
    """True for a label of numbers that the unit of their table says nothing of: years, numbers of rows, rates."""
    return _OTHERWISE.search(label.strip()) is not None


def fits_label(label: str, unit: str) -> bool:
    """False for a unit of money over a number of things (件数), and for any other over an amount (金額)."""
    parsed = _parsed(unit, stated=True)
    money = parsed is not None and parsed[1] in _MONEY
    bare = re.sub(r"\(.*?\)$", "", label.strip())
    return not (money and bare.endswith("数")) and (money or not _AMOUNT.search(bare))


def with_unit(value: Value, unit: str) -> Value:
    """A bare number with its unit, thousands multiplied out; any other value as it is."""
    parsed = _parsed(unit, stated=True)
    if value.kind is not ValueKind.COUNT or value.unit or value.number is None or not _BARE.fullmatch(value.text) or parsed is None:
        return value
    factor, counter = parsed
    return replace(value, text=f"{value.text}{unit}", number=value.number * factor, unit=counter, inherited=factor != 1)


def _parsed(word: str, *, stated: bool) -> tuple[float, str] | None:
    """The factor and the counter of a unit (千円 is 1,000 and 円); None for what is no counter. `stated`: the text calls it a unit."""
    shapes = load_values()
    for magnitude in ("", *sorted(_MAGNITUDES, key=len, reverse=True)):
        counter = word.removeprefix(magnitude)
        if word.startswith(magnitude) and (counter in shapes.unit_of or counter in shapes.measures):
            return _MAGNITUDES.get(magnitude, 1.0), counter
    return (1.0, word) if stated and re.fullmatch(r"[一-龥々ァ-ヴー]{1,6}", word) else None
