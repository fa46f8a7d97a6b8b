"""Web pages: the main content as text, with tables, headings and list items known from their tags. Only this file knows BeautifulSoup."""

import re
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from core.records import BlockKind, Page
from ingest.drafts import Draft, Extract
from ingest.grids import Grid, Place, build_table, place, table_from_spans
from ingest.markup import PAGE

# fmt: off
_SILENT = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "button", "select", "option", "textarea", "input",
    "head", "audio", "video", "canvas",
])
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])
# fmt: on
_FURNITURE_TAGS = ("nav", "aside", "footer", "form", "dialog")
_FURNITURE_WORDS = re.compile(
    r"(?:^|[-_ ])(?:nav|navi|navigation|gnav|menu|breadcrumbs?|topic-?path|pankuzu|sidebar|side|footer|sns|share|social|pagetop"
    r"|page-top|cookie|banner|related|skip|search|pagination|pager|ads?|toolbar|global-?header|site-?header|language)(?:$|[-_ ])",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SMALLEST_MAIN = 0.4  # share of the body's text that an element must hold to be the main content
_LONGEST_SPAN = 1_000  # rows or columns that one cell may cover (HTML limits colspan to 1,000)
_SITE_NAME = re.compile(r"\s*[|｜│]\s*.*$")
_SITE = re.compile(r"(?:\s*[|｜│]\s*|\s+[-–—―]\s+)(?P<site>[^|｜│\s][^|｜│]*?)\s*$")


@dataclass(slots=True)
class _Writer:
    """The text as it grows, the blocks that tags make known, and the pages that slides and sheets are."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    drafts: list[Draft] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def inline(self, text: str) -> None:
        """Running text with white space collapsed as a browser does."""
        collapsed = re.sub(r"[ \t\n\r\f]+", " ", text)
        if collapsed.startswith(" ") and (not self.parts or self.parts[-1][-1:] in (" ", "\n", "\t", "")):
            collapsed = collapsed[1:]
        if collapsed:
            self.write(collapsed)

    def end_line(self, blank: bool = False) -> None:
        """Starts a new line; with `blank`, leaves an empty one."""
        tail = "".join(self.parts[-3:])[-2:]
        if not self.length or tail == "\n\n":
            return
        self.write("\n" if tail.endswith("\n") and blank else "" if tail.endswith("\n") else "\n\n" if blank else "\n")


def extract_html(markup: str, *, whole: bool = False) -> Extract:
    """The main content of a page as text and known blocks: tables, definition lists, headings and list items.

    `whole`: all of it is content, as in the markup that the readers of Office files write; slides and sheets in it are pages.
    """
    soup = BeautifulSoup(markup, "lxml")
    page_title = soup.title.get_text() if soup.title else ""
    main = soup.body if whole else _main_content(soup)
    writer = _Writer()
    if main is not None:
        if not main.find(["h1", "h2"]) and (name := _SITE_NAME.sub("", page_title.strip())):
            writer.inline(name)
            writer.end_line(blank=True)
        _write_children(writer, main)
    text = "".join(writer.parts)
    drafts = tuple(draft for draft in writer.drafts if text[draft.start : draft.end].strip())
    site = _SITE.search(page_title.strip())
    pages = tuple(writer.pages) if whole else ()
    return Extract(text, pages=pages, fixed=drafts, wrapped=False, title=_title(drafts), site=site["site"] if site else None)


def links_in(markup: str) -> list[str]:
    """Where the links of a page's main content lead, as they are written."""
    main = _main_content(BeautifulSoup(markup, "lxml"))
    return [str(link["href"]) for link in main.find_all("a", href=True)] if main is not None else []


def _title(drafts: tuple[Draft, ...]) -> tuple[int, int] | None:
    tops = [draft for draft in drafts if draft.style == "hash1"]
    return (tops[0].start, tops[0].end) if tops else None


def _main_content(soup: BeautifulSoup) -> Tag | None:
    body = soup.body
    if body is None:
        return None
    for element in body.find_all(_is_furniture):
        if not element.decomposed and not element.find("h1"):
            element.decompose()
    size = len(body.get_text(strip=True))
    for selector in ("main", '[role="main"]', "article", "#main, #content, #contents, #honbun"):
        found = body.select(selector)
        if len(found) == 1 and len(found[0].get_text(strip=True)) >= size * _SMALLEST_MAIN:
            return found[0]
    return body


def _is_furniture(element: Tag) -> bool:
    """True for navigation and the like; for hidden parts too."""
    if element.name in _SILENT or element.has_attr("hidden") or element.get("aria-hidden") == "true":
        return True
    if re.search(r"display\s*:\s*none", str(element.get("style") or "")):
        return True
    if element.name == "footer" and element.find_parent(["article", "main", "section"]) is not None:
        return False  # the closing words of an article: whom to ask
    if element.name in ("header", "footer") and not _leads_elsewhere(element):
        return False  # a letterhead, or whom to ask
    if element.name in _FURNITURE_TAGS or element.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    if element.name not in ("div", "ul", "ol", "p", "section", "header", "span"):
        return False
    words = " ".join([*(element.get("class") or []), str(element.get("id") or "")])
    return bool(_FURNITURE_WORDS.search(words)) or (
        element.name == "header" and element.parent is not None and element.parent.name == "body"
    )


def _leads_elsewhere(element: Tag) -> bool:
    """True for the head or foot of a site: menus, several links, or its copyright."""
    if element.find(["nav", "ul", "form", "button", "input"]) is not None or len(element.find_all("a")) > 1:
        return True
    return not element.get_text(strip=True) or _COPYRIGHT.search(element.get_text(" ")) is not None


def _write_children(writer: _Writer, element: Tag) -> None:
    for child in element.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            writer.inline(str(child))
        elif isinstance(child, Tag):
            _write_element(writer, child)


def _write_element(writer: _Writer, element: Tag) -> None:
    name = element.name
    if name in _SILENT:
        return
    if name == "br":
        writer.end_line()
    elif name in _HEADINGS:
        _write_known(writer, element, Draft(BlockKind.HEADING, 0, 0, style=f"hash{_HEADINGS[name]}", blank_before=1))
    elif name == "table":
        _write_table(writer, element)
    elif name == "dl":
        _write_definitions(writer, element)
    elif name == "li":
        _write_item(writer, element)
    elif name == "pre":
        writer.end_line(blank=True)
        writer.write(element.get_text())
        writer.end_line(blank=True)
    elif name in _BLOCKS:
        writer.end_line(blank=name not in ("dd", "dt", "tr"))
        start = writer.length
        _write_children(writer, element)
        if str(element.get(PAGE) or "").isdigit():
            writer.pages.append(Page(int(str(element[PAGE])), start, writer.length))
        writer.end_line(blank=name not in ("dd", "dt", "tr"))
    else:
        _write_children(writer, element)


def _write_known(writer: _Writer, element: Tag, draft: Draft) -> None:
    """One line whose kind its tag gives."""
    writer.end_line(blank=draft.kind is BlockKind.HEADING)
    start = writer.length
    writer.inline(element.get_text(" " if element.find("br") else ""))
    _keep(writer, draft, start)
    writer.end_line(blank=draft.kind is BlockKind.HEADING)


def _keep(writer: _Writer, draft: Draft, start: int) -> None:
    text = "".join(writer.parts)[start:] if writer.length > start else ""
    stripped = text.strip()
    if stripped:
        first = start + text.index(stripped)
        writer.drafts.append(replace(draft, start=first, end=first + len(stripped)))


def _write_item(writer: _Writer, element: Tag) -> None:
    """A list item: its own words as a bullet, lists and tables inside it after that."""
    writer.end_line()
    ordered = element.parent is not None and element.parent.name == "ol"
    siblings = list(element.parent.find_all("li", recursive=False)) if element.parent is not None else []
    marker = f"{siblings.index(element) + 1}." if ordered and element in siblings else "・"
    depth = 2 * len([parent for parent in element.parents if parent.name in ("ul", "ol")])
    start = writer.length
    open_item = True
    for child in element.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, Tag) and (child.name in ("ul", "ol", "table", "dl") or child.name in _HEADINGS):
            _keep(writer, Draft(BlockKind.BULLET, 0, 0, marker=marker, style=f"item{marker[-1]}", depth=depth), start)
            open_item = False
            _write_element(writer, child)
        elif isinstance(child, Tag) and child.name not in ("br",):
            writer.inline(_cell_text(child))
        elif isinstance(child, NavigableString):
            writer.inline(str(child))
        else:
            writer.inline(" ")
    if open_item:
        _keep(writer, _own_mark(writer, Draft(BlockKind.BULLET, 0, 0, marker=marker, style=f"item{marker[-1]}", depth=depth), start), start)
    writer.end_line()


def _own_mark(writer: _Writer, draft: Draft, start: int) -> Draft:
    """The bullet, or a footnote where the item begins with the mark of one."""
    text = "".join(writer.parts)[start:].strip()
    return replace(draft, kind=BlockKind.FOOTNOTE, marker=text[:2].strip(), style="note") if text.startswith("※") else draft


def _cell_text(element: Tag) -> str:
    """The words of a cell on one line: breaks become spaces, items of lists get a bullet where they have none."""
    parts: list[str] = []
    for child in element.descendants:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            if not any(parent.name in _SILENT for parent in child.parents):
                parts.append(str(child))
        elif isinstance(child, Tag) and child.name == "li":
            own = child.get_text(strip=True)[:1]
            parts.append(" " if own in "○●・※■◆①②③④⑤⑥⑦⑧⑨-" else " ・")
        elif isinstance(child, Tag) and (child.name == "br" or child.name in _BLOCKS):
            parts.append(" ")
    return re.sub(r"[ \t\n\r\f]+", " ", "".join(parts)).strip()


def _is_layout(table: Tag) -> bool:
    """True for a table that only arranges parts of a page: other tables or headings in it, or a single cell."""
    if table.get("role") in ("presentation", "none") or table.find(["table", *_HEADINGS]) is not None:
        return True
    cells = table.find_all(["td", "th"])
    return len(cells) < 2


def _write_table(writer: _Writer, table: Tag) -> None:
    if _is_layout(table):
        for cell in table.find_all(["td", "th"]):
            if cell.find_parent("table") is table:
                writer.end_line(blank=True)
                _write_children(writer, cell)
        writer.end_line(blank=True)
        return
    if table.caption is not None:
        _write_known(writer, table.caption, Draft(BlockKind.HEADING, 0, 0, style="caption", blank_before=1))
    writer.end_line(blank=True)
    start = writer.length
    cells, rows, columns = _write_cells(writer, table)
    if cells:
        head, labels = _marked_headings(table, cells, rows, columns)
        built = table_from_spans(cells, rows, columns, header_rows=head, header_columns=labels)
        writer.drafts.append(Draft(BlockKind.TABLE, start, max(item.end for _, _, item in cells), table=built, blank_before=1))
    writer.end_line(blank=True)


def _write_cells(writer: _Writer, table: Tag) -> tuple[list[tuple[int, int, Place]], int, int]:
    """Writes the cells row by row; returns them with their row and column, and the size of the grid."""
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[int, int, Place]] = []
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    columns = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (number, column) in taken:
                column += 1
            height, width = _span_of(cell, "rowspan"), _span_of(cell, "colspan")
            height = min(height or len(rows) - number, len(rows) - number)
            item = _write_cell(writer, cell, first=column == 0)
            cells.append((number, column, replace(item, row_span=height, column_span=max(width, 1), heading=cell.name == "th")))
            taken.update((number + down, column + across) for down in range(height) for across in range(max(width, 1)))
            column += max(width, 1)
            columns = max(columns, column)
        writer.end_line()
    return cells, len(rows), columns


def _span_of(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(int(value), _LONGEST_SPAN) if value.isdigit() else 1


def _write_cell(writer: _Writer, cell: Tag, *, first: bool) -> Place:
    if not first:
        writer.write("\t")
    start = writer.length
    text = _cell_text(cell)
    writer.write(text)
    found = place(text, 0, len(text))
    return replace(found, start=start + found.start, end=start + found.end)


def _marked_headings(table: Tag, cells: list[tuple[int, int, Place]], rows: int, columns: int) -> tuple[int | None, int | None]:
    """Heading rows and label columns that the tags mark; None where they mark none."""
    if not any(item.heading for _, _, item in cells):
        return None, None
    covered = {
        (row + down, column + across): item.heading
        for row, column, item in cells
        for down in range(item.row_span)
        for across in range(item.column_span)
    }
    head = 0
    while head < rows and all(covered.get((head, column), False) or (column == 0 and _is_blank(cells, head)) for column in range(columns)):
        head += 1
    labels = 0
    while (
        labels < columns and head < rows and all(covered.get((row, labels), False) for row in range(head, rows) if (row, labels) in covered)
    ):
        labels += 1
    if head == rows or labels == columns:
        return None, None
    return head, labels or None


def _is_blank(cells: list[tuple[int, int, Place]], row: int) -> bool:
    return any(not item.text for number, column, item in cells if number == row and column == 0)


def _write_definitions(writer: _Writer, element: Tag) -> None:
    """A list of terms and their definitions, as a table of two columns."""
    writer.end_line(blank=True)
    grid: Grid = []
    start = writer.length
    for part in element.find_all(["dt", "dd"]):
        if part.name == "dt":
            writer.end_line()
            grid.append([_write_cell(writer, part, first=True)])
        elif grid:
            grid[-1].append(_write_cell(writer, part, first=False))
    rows = [[row[0], _joined(row[1:])] for row in grid if len(row) > 1]
    built = build_table(rows, header_rows=0, header_columns=1) if rows and len(rows) == len(grid) else None
    if built is not None:
        writer.drafts.append(Draft(BlockKind.TABLE, start, writer.length, table=built, blank_before=1))
    writer.end_line(blank=True)


def _joined(places: list[Place]) -> Place:
    filled = [item for item in places if item.text] or places[:1]
    return Place(filled[0].start, filled[-1].end, " ".join(item.text for item in filled))
