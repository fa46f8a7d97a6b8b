"""What the readers of the formats hand to the structure stage, before headings are nested and notes tied."""

from dataclasses import dataclass

from core.records import BlockKind, Page, PrintedLine, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One line of extracted text without the white space around it.

    `indent` counts columns before it, `blank_before` the empty lines right above. `full` is True where the line runs to
    the right margin, so that its sentence may go on in the next. `size` is that of its letters in points, 0 where there is
    no paper; `large` is True for letters larger than those of running text.
    """

    start: int
    end: int
    raw: str
    indent: int = 0
    blank_before: int = 0
    full: bool = False
    page: int | None = None
    large: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it is placed: `rank` orders headings (outer ones smaller), `style` names their marking.

    `start` and `end` leave the marker out. `gap_before` is True when a page or more of blank space stands above.
    """

    kind: BlockKind
    start: int
    end: int
    marker: str = ""
    style: str = ""
    rank: float = 0.0
    depth: int = 1
    table: Table | None = None
    gap_before: bool = False
    blank_before: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """A source as its reader extracted it: the text, its pages, and the blocks already known (tables, tagged headings).

    `site` is whose page it is, as a page's title says after a dash or bar.
    `printed` gives the place on paper of every character. What `fixed` does not cover is read line by line; `wrapped` is False
    where a line break ends a paragraph (HTML).
    """

    text: str
    pages: tuple[Page, ...] = ()
    fixed: tuple[Draft, ...] = ()
    lines: tuple[Line, ...] | None = None
    wrapped: bool = True
    title: tuple[int, int] | None = None
    site: str | None = None
    printed: tuple[PrintedLine, ...] = ()
    warnings: tuple[str, ...] = ()
