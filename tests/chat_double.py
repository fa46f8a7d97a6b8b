"""Two small invented disclosures and an assistant that answers three questions about them, for the tests of the chat."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from answer.export import write
from core.errors import StoreBusy
from core.records import (
    Answer,
    AnswerTable,
    Block,
    BlockKind,
    Cell,
    Citation,
    Coverage,
    Derived,
    Disclosure,
    DocumentInfo,
    Page,
    Question,
    Status,
    Table,
)

HOSTILE = '<script>window.hurt = 1</script><img src=x onerror="window.hurt = 2">'


def _table(text: str, start: int, header_rows: int = 1) -> Table:
    """The table whose lines and tab-separated cells stand at `start` in the document."""
    cells = []
    place = start
    rows = text.split("\n")
    for row, line in enumerate(rows):
        for column, cell in enumerate(line.split("\t")):
            cells.append(Cell(row, column, cell, place, place + len(cell)))
            place += len(cell) + 1
    return Table(len(rows), len(rows[0].split("\t")), tuple(cells), header_rows, 1)


def build(
    file: str, pages: Sequence[Sequence[tuple[BlockKind, str]]], *, title: str, publisher: str, published: date, url: str | None = None
) -> Disclosure:
    """A disclosure whose pages hold the given blocks, a blank line between any two."""
    text = ""
    blocks: list[Block] = []
    places: list[Page] = []
    for number, page in enumerate(pages, 1):
        begin = len(text)
        for kind, content in page:
            start = len(text)
            table = _table(content, start) if kind is BlockKind.TABLE else None
            blocks.append(Block(len(blocks), kind, content, start, start + len(content), page=number, table=table))
            text += content + "\n\n"
        places.append(Page(number, begin, len(text)))
    identity = hashlib.sha256(text.encode()).hexdigest()
    return Disclosure(
        identity, file, "text/plain", text, tuple(places), tuple(blocks), (), title=title, publisher=publisher, published=published, url=url
    )


FILLER = [
    (BlockKind.PARAGRAPH, f"{number}. 当社は、権限の付与と閲覧の記録を月ごとに確認し、結果を経営会議に報告しています。")
    for number in range(1, 31)
]
PORT = build(
    "minato.txt",
    [
        [
            (BlockKind.TITLE, "顧客情報の取扱いに関する報告について"),
            (BlockKind.PARAGRAPH, "当社の「窓口支援システム」において、他社の顧客情報が閲覧できる状態となっていました。"),
        ],
        [
            (BlockKind.HEADING, "調査結果"),
            *FILLER,
            (
                BlockKind.TABLE,
                "項目\t窓口支援システム\t検針管理システム\n契約数\t1,204契約\t87契約\n期間\t2019年4月1日～2022年9月30日\t2020年7月～",
            ),
            (BlockKind.FOOTNOTE, "※ 端末は12台でした。"),
        ],
    ],
    title="顧客情報の取扱いに関する報告について",
    publisher="みなと配電株式会社",
    published=date(2023, 2, 3),
    url="https://example.invalid/minato.pdf",
)
HILL = build(
    "oka.md",
    [
        [
            (BlockKind.TITLE, "**お詫び** <b>とご報告</b>"),
            (BlockKind.PARAGRAPH, f"おか電力の社員5名が閲覧していました。{HOSTILE} 以上&amp;終わり"),
        ]
    ],
    title=f"お詫びとご報告 {HOSTILE}",
    publisher="おか電力株式会社",
    published=date(2023, 3, 1),
    url="javascript:window.hurt = 3",
)
DISCLOSURES = (PORT, HILL)


def cite(number: int, disclosure: Disclosure, quote: str, section: str = "") -> Citation:
    """A citation of the first place where the quote stands."""
    start = disclosure.text.index(quote)
    return Citation(
        number,
        disclosure.file,
        disclosure.title,
        disclosure.publisher,
        disclosure.published,
        disclosure.url,
        disclosure.page_at(start),
        section,
        quote,
        start,
        start + len(quote),
        (),
        disclosure.id,
    )


@dataclass
class Assistant:
    """Answers from fixed records; "busy" is refused as a busy store would be, "broken" fails in a way nobody foresaw."""

    disclosures: tuple[Disclosure, ...] = DISCLOSURES
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        """The answer that the words of the question call for."""
        self.asked.append(question)
        if "busy" in question.text:
            raise StoreBusy("The store is being written by process 4711; wait until it has finished.")
        if "broken" in question.text:
            raise ZeroDivisionError("secret detail")
        if "総理" in question.text:
            return Answer("3", question.text, "ja", Status.NOT_FOUND, "取り込んだ資料に記載がありません。", coverage=Coverage(2, 0))
        return japanese(question.text) if any(ord(char) > 0x3000 for char in question.text) else english(question.text)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The list of the two."""
        return tuple(
            DocumentInfo(item.id, item.file, item.title, item.publisher, item.published, item.url, item.media_type, len(item.pages), 3, 5)
            for item in self.disclosures
        )

    def disclosure(self, document_id: str) -> Disclosure:
        """The one with that SHA-256."""
        return next(item for item in self.disclosures if item.id == document_id)

    def export(self, answers: Sequence[Answer], path: Path) -> Path:
        """The real export."""
        return write(answers, path)


def japanese(question: str) -> Answer:
    """Two systems with their sum."""
    text = "閲覧された契約は合わせて**1,291契約**です（みなと配電）。\n\n- 窓口支援システム：1,204契約 [1]\n- 検針管理システム：87契約 [2]"
    citations = (cite(1, PORT, "1,204契約", "調査結果"), cite(2, PORT, "87契約", "調査結果"), cite(3, HILL, "5名"))
    return Answer(
        "1",
        question,
        "ja",
        Status.ANSWERED,
        text,
        citations,
        None,
        Coverage(2, 1),
        (Derived("1,291契約", "1,204契約 + 87契約", (1, 2)),),
        "v1",
    )


def english(question: str) -> Answer:
    """A table of systems and periods."""
    table = AnswerTable(
        ("Company", "System", "Viewable", ""),
        (("みなと配電", "窓口支援システム", "1 Apr 2019 – 30 Sep 2022", "[1]"), ("みなと配電", "検針管理システム", "from Jul 2020", "[2]")),
    )
    citations = (cite(1, PORT, "2019年4月1日～2022年9月30日", "調査結果"), cite(2, PORT, "2020年7月～", "調査結果"))
    return Answer("2", question, "en", Status.ANSWERED, "Two systems at one company.", citations, table, Coverage(2, 1), (), "v1")
