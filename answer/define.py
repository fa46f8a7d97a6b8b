"""What a word or name stands for: the place that defines or annotates it, else the sentence that speaks of it first."""

import re
from collections.abc import Iterator

from answer.draft import Draft, Source, Statement
from answer.find import Finder
from answer.narrative import narrative
from answer.patterns import fits, patterns
from answer.query import Query
from answer.rows import Task, shortened
from answer.values import text_value
from core.records import Block, BlockKind, Disclosure, FactSource, NameKind, Span, Status, ValueKind
from core.text import fold
from facts.names import comparable, name_key
from facts.reading import sentences

# Documents looked through for a definition, those that search finds first.
_DOCUMENTS = 16
_LONG_TEXT = 60_000
_MOST = 2
# A question with such a word beside a name asks for something of it, not what it is.
_SAYS_MORE = 0.4
# How plainly a place defines: 「…(以下、X)」, then a note, a kind before the name or a bracket after it, then 「Xは…です」, then a title.
_ABBREVIATED, _DESCRIBED, _SAID, _IN_TITLE = 0, 1, 2, 3
# What is defined begins after these, and after a bracket where a particle or conjunction follows it.
_CUT = re.compile(r"[、。]|\)(?=[はがをにでとの])|」(?=[はがをにで]|および|及び|並びに|または)")
# A clause before a quoted name says what it is or does.
_QUALIFIED = "[ぁ-ん一-龥][るたい][「『]{}[」』]"
_WORDS = (ValueKind.TEXT, ValueKind.LIST)
_ASKS = re.compile(r"(?:[??]|(?:です|ます|でしょう)か[。??]?)$")
_NO_PROSE = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.TABLE)


def meaning(task: Task) -> Draft | None:
    """What a name or word stands for: its definition or note in the documents, else the sentence that speaks of it first."""
    names = _asked_for(task.query)
    for name in names:
        found = definitions(name, task.finder, _publishers(task.query))
        if found:
            return _defined(task, name, found[:_MOST])
    proper = [name for name in names if _is_proper(task, name)]
    return _introduced(task, proper) or text_value(task) or _introduced(task, names) or narrative(task)


def _defined(task: Task, name: str, found: list[tuple[str, Source]]) -> Draft:
    draft = Draft(Status.ANSWERED, stating={source.document_id for _, source in found})
    draft.lead = [
        Statement(task.wording.say("defined", name=name, quote=shortened(text)), (source,), echo=task.query.text) for text, source in found
    ]
    return draft


def _introduced(task: Task, names: list[str]) -> Draft | None:
    """The sentence that names a thing first, of the first name that any document has."""
    for name in names:
        for disclosure in _documents(name, task.finder, _publishers(task.query)):
            first = next(_mentions(name, disclosure), None)
            if first is not None:
                text, span = first
                return _defined(task, name, [(text, Source(disclosure.id, span))])
    return None


def _asked_for(query: Query) -> list[str]:
    """What a question asks the meaning of, the most exact form first: quoted, named, or the words before とは."""
    text = fold(query.text, markup=False).text
    found = re.findall(r"[「“\"]([^「」“”\"]+)[」”\"]", text)
    if not any(term.weight >= _SAYS_MORE for term in query.terms):
        found += [asked.surface.strip() for kind in (NameKind.SYSTEM, NameKind.THING, NameKind.ORGANISATION) for asked in query.names(kind)]
    head = re.match(r"(?:.*の資料でいう|.*でいう|.*の)?(.+?)(?:とは|って|の意味|の定義|は何の略|は何を指)", text)
    english = re.search(
        r"(?:define|meaning of|what (?:is|are|does)) (?:the |an? )?(.+?)(?: mean| refer| stand|[?.]|$)", text, re.IGNORECASE
    )
    found += [m.group(1).strip() for m in (head, english) if m]
    return list(dict.fromkeys(name for name in found if len(name) >= 2))


def _is_proper(task: Task, name: str) -> bool:
    """True for what is a name: known as one, quoted in the question, or written in katakana or Latin letters."""
    known = any(name_key(name) in {name_key(form) for form in (*asked.canonical, asked.surface)} for asked in task.query.asked)
    return known or f"「{name}」" in task.query.text or re.search(r"[ァ-ヴA-Za-z]", name) is not None


def _publishers(query: Query) -> frozenset[str]:
    return frozenset(name_key(name) for asked in query.names(NameKind.ORGANISATION) for name in asked.canonical)


# --- where a word is defined ------------------------------------------------------------------------------------------


def definitions(name: str, finder: Finder, publishers: frozenset[str] = frozenset()) -> list[tuple[str, Source]]:
    """The places that define a word most plainly, as reading text with their source, each text once.

    `publishers`: the companies whose documents alone are looked through, where they have any that name it.
    """
    found: list[tuple[int, str, Source]] = []
    for disclosure in _documents(name, finder, publishers):
        for rank, text, span in (*_of_document(name, disclosure), *_of_rows(name, finder, disclosure)):
            found.append((rank, text, Source(disclosure.id, span)))
    found.sort(key=lambda item: item[0])
    best = {text: source for rank, text, source in reversed(found) if rank == found[0][0]}
    return list(best.items())[::-1]


def _documents(name: str, finder: Finder, publishers: frozenset[str]) -> Iterator[Disclosure]:
    hits = finder.store.search(name, limit=_DOCUMENTS, filter=finder.filter)
    documents = [document for document in dict.fromkeys(hit.passage.document_id for hit in hits) if document in finder.documents]
    own = [document for document in documents if name_key(finder.documents[document].publisher or "") in publishers]
    for document in own or documents:
        disclosure = finder.disclosure(document)
        # In a long text (a law) only the plain spelling is looked for: comparing every spelling there takes seconds.
        if len(disclosure.text) < _LONG_TEXT or name in disclosure.text:
            yield disclosure


def _mentions(name: str, disclosure: Disclosure) -> Iterator[tuple[str, Span]]:
    """The sentences in running text that hold a name, in reading order."""
    for block in disclosure.blocks:
        if block.kind not in _NO_PROSE and _holds(name, block.text):
            yield from ((text, span) for text, span in sentences(disclosure, block.span) if _holds(name, text))


def _holds(name: str, text: str) -> bool:
    # Spellings vary in a few characters: a text that lacks most of a name's cannot hold it, and comparing texts is slow.
    letters = set(name.casefold())
    if len(letters - set(text.casefold())) > len(letters) // 2:
        return False
    return comparable(name)[0] in comparable(text)[0]


def _of_document(name: str, disclosure: Disclosure) -> Iterator[tuple[int, str, Span]]:
    key = re.escape(comparable(name)[0])
    noted = re.compile(rf"{key}(?:システム)?[」』\"]?[※*](\d?)")
    for block in disclosure.blocks:
        if not _holds(name, block.text):
            continue
        for text, span in sentences(disclosure, block.span):
            if _ASKS.search(text):
                continue  # a question that a document asks itself defines nothing
            found = _in_sentence(name, text, span, block, disclosure)
            if found is not None:
                yield found
        if noted.search(comparable(block.text)[0]) or re.search(rf"{re.escape(name)}[」』\"]?[※*]", block.text):
            yield from _notes(name, block.text, disclosure, block.notes)


def _in_sentence(name: str, text: str, span: Span, block: Block, disclosure: Disclosure) -> tuple[int, str, Span] | None:
    """A sentence or its part that defines a name, with how plainly it does."""
    word = re.escape(name)
    if re.search(rf"\([^()]*以下、?,? ?[「『\"]?{word}(?:[」』\"※)]|と?いう|とする)", text):
        return _ABBREVIATED, *_part(rf"\([^()]*以下、?,? ?[「『\"]?{word}[^)]*\)", disclosure, span)
    if re.search(rf"(?:システム|サービス|サイト|アプリ|装置|制度|もの)\({word}\)", text):
        return _DESCRIBED, text, span
    described = re.search(rf"{word}[」』]?\((?!以下)([^()]+)\)", text)
    if described and fits(patterns()["defining"]["describes"], described[1]):
        return _DESCRIBED, *_part(rf"[「『]?{word}[」』]?\([^()]+\)", disclosure, span)
    if re.search(rf"[一-龥々ァ-ヴーA-Za-z]{{2}}[「『]{word}[」』]", text) and not re.search(rf"[」』][「『]{word}[」』]", text):
        return _IN_TITLE if block.kind in _NO_PROSE else _DESCRIBED, *_part(rf"[「『]{word}[」』]", disclosure, span)
    if re.match(
        rf"[^「」。]{{0,14}}(?:で|では|において|における|上)?、?[「『]{word}[」』]とは、?.*(?:いう|いいます|指す|指します)[。)]?$", text
    ):
        return _DESCRIBED, text, span
    if re.match(rf"[「『\"]?{word}[」』\"]?(?:\([^)]*\))?(?:とは|は、?.*(?:です|である|もの|システム|をいう|をいいます)[。)]?$)", text):
        return _SAID, text, span
    if block.kind not in _NO_PROSE and re.search(_QUALIFIED.format(word), text):
        return _SAID, text, span
    heading = disclosure.blocks[block.headings[-1]].text if block.headings else ""
    if re.match(rf"[「『]?{word}[」』]? ?: ?\S", text) and (
        block.kind is BlockKind.FOOTNOTE or fits(patterns()["defining"]["glossary"], heading)
    ):
        return _DESCRIBED, text, span
    return None


def _part(pattern: str, disclosure: Disclosure, span: Span) -> tuple[str, Span]:
    """The definition itself: from the comma or bracket before what is defined to the end of what the pattern finds."""
    folded = fold(disclosure.quote(span), span.start)
    match = re.search(pattern, folded.text)
    if match is None:
        return folded.text, span
    before = folded.text[: match.start()]
    start = max((cut.end() for cut in _CUT.finditer(before) if _is_outside(before, cut.end())), default=0)
    leading = re.match(patterns()["defining"]["leading"][0], before[start:])
    start += leading.end() if leading else 0
    return folded.text[start : match.end()], Span(*folded.place(start, match.end()))


def _is_outside(text: str, place: int) -> bool:
    """True for a place that no bracket encloses."""
    return text.count("(", 0, place) <= text.count(")", 0, place) and text.count("「", 0, place) <= text.count("」", 0, place)


def _of_rows(name: str, finder: Finder, disclosure: Disclosure) -> Iterator[tuple[int, str, Span]]:
    """The cells that say of a row's thing what it is (用途, 説明), and those that qualify a quoted name (復元できる「仮削除」機能)."""
    wanted, qualified = comparable(name)[0], re.compile(_QUALIFIED.format(re.escape(name)))
    for fact in finder.corpus.of_document(disclosure.id):
        told = (
            fact.source is FactSource.CELL and fact.value.kind is ValueKind.TEXT and fits(patterns()["defining"]["column"], fact.attribute)
        )
        if told and wanted in (comparable(fact.subject or "")[0], comparable(fact.system or "")[0]):
            yield _DESCRIBED, fact.value.text, fact.span
        elif fact.source in (FactSource.CELL, FactSource.LINE) and fact.value.kind in _WORDS and qualified.search(fact.value.text):
            yield _SAID, fact.value.text, fact.span


def _notes(name: str, text: str, disclosure: Disclosure, notes: tuple[int, ...]) -> Iterator[tuple[int, str, Span]]:
    """The footnotes that stand at the name: those with its mark, or the only one."""
    mark = re.search(rf"{re.escape(name)}[」』\"]?[※*](\d*)", text)
    for ordinal in notes:
        note = disclosure.blocks[ordinal]
        if note.kind is BlockKind.FOOTNOTE and (mark is None or not mark[1] or mark[1] in note.marker):
            yield _DESCRIBED, note.text, note.span
