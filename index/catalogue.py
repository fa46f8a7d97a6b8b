"""The catalogue: documents, passages with their embeddings, facts and names in one SQL database. Only this file knows SQLAlchemy.

It is the truth of a store. A document is written in one transaction, and what the indexes need is read from here. The
tables `meta` and `documents` keep the columns `key`, `value`, `id`, `file` and `record` in every version, so that a
newer version reads an older catalogue and rebuilds the rest from the records.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from core.errors import SettingsError, StoreBusy, StoreDamaged, StoreError, StoreMismatch
from core.records import Disclosure, DocumentInfo, Fact, Name, Passage, Reading, Visit
from index.rows import (
    StoredDocument,
    StoredPassages,
    document_row,
    fact_row,
    name_row,
    passage_of,
    passage_row,
    stored_document,
    stored_passages,
)
from index.serialisation import from_json, unpack

SCHEMA_VERSION = 1
CATALOGUE_FILE = "catalogue.sqlite"
_BUSY_SECONDS = 30
_BATCH = 500

_tables = MetaData()
_meta = Table("meta", _tables, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False))
_documents = Table(
    "documents",
    _tables,
    Column("id", String(64), primary_key=True),
    Column("file", Text, nullable=False, index=True),
    Column("record", LargeBinary, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Date),
    Column("url", Text),
    Column("media_type", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("tables", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("added", String(32), nullable=False),
)


def _document_column() -> "Column[Any]":
    return Column("document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True)


_passages = Table(
    "passages",
    _tables,
    Column("id", String(128), primary_key=True),
    _document_column(),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("block", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("page", Integer),
    Column("boxes", Text, nullable=False),
    Column("embedding", LargeBinary, nullable=False),
)
_facts = Table(
    "facts",
    _tables,
    Column("number", Integer, primary_key=True),
    _document_column(),
    Column("id", String(128), nullable=False),
    Column("attribute", Text, nullable=False),
    Column("attribute_key", String(128)),
    Column("record", Text, nullable=False),
)
_names = Table(
    "names",
    _tables,
    Column("number", Integer, primary_key=True),
    _document_column(),
    Column("kind", String(16), nullable=False),
    Column("canonical", Text, nullable=False),
    Column("record", Text, nullable=False),
)
# Made when it is first needed: stores of before addresses were read have none.
_visits = Table(
    "visits",
    MetaData(),
    Column("url", Text, primary_key=True),
    Column("document_id", String(64), nullable=False),
    Column("etag", Text),
    Column("modified", Text),
)


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """What a catalogue says of itself: which store it is, how often it was changed, and what wrote it."""

    store_id: str
    change: int
    schema: int
    model: str
    dimension: int

    @property
    def version(self) -> str:
        """The index version that answers carry: different after every committed change."""
        return f"{self.store_id}.{self.change}"


class Catalogue:
    """The SQL database of a store. Reading one that does not exist yet finds nothing and creates nothing."""

    def __init__(self, store: Path, database_url: str | None = None) -> None:
        """Name the database; SettingsError when `database_url` cannot be used."""
        self._file = None if database_url else store / CATALOGUE_FILE
        self.place = str(self._file) if self._file else "the database of TENKYO_DATABASE_URL"
        self._engine = _server_engine(database_url) if database_url else _sqlite_engine(store / CATALOGUE_FILE)
        self._known = False

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def exists(self) -> bool:
        """True when the tables have been created."""
        if not self._known and (self._file is None or self._file.is_file()):
            with self._connected() as connection:
                self._known = inspect(connection).has_table("meta")
        return self._known

    def create(self, model: str, dimension: int) -> None:
        """Create the tables where they are missing, for embeddings of `model`."""
        if self.exists():
            return
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._connected(write=True) as connection:
            _create(connection, secrets.token_hex(4), 0, model, dimension)

    def state(self) -> CatalogueState | None:
        """What the catalogue says of itself; None for one that does not exist. StoreMismatch for one of a newer version."""
        if not self.exists():
            return None
        with self._connected() as connection:
            return _state(connection)

    def documents(self) -> list[DocumentInfo]:
        """Every document, by file name."""
        columns = [
            _documents.c[name]
            for name in ("id", "file", "title", "publisher", "published", "url", "media_type", "pages", "passages", "facts", "tables")
        ]
        return [DocumentInfo(*row) for row in self._rows(select(*columns).order_by(_documents.c.file, _documents.c.id))]

    def stored(self) -> list[StoredDocument]:
        """Every document as the indexes need it, in the order of their ids."""
        columns = [_documents.c[name] for name in ("id", "file", "publisher", "published", "passages", "revision")]
        return [stored_document(row) for row in self._rows(select(*columns).order_by(_documents.c.id))]

    def disclosure(self, document_id: str) -> Disclosure | None:
        """The whole record of a document; None when it is not there."""
        rows = self._rows(select(_documents.c.record).where(_documents.c.id == document_id))
        return unpack(Disclosure, rows[0].record) if rows else None

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in this order; ids that are not there are left out."""
        found: dict[str, Passage] = {}
        for batch in _batches(ids):
            columns = [column for column in _passages.c if column.name != "embedding"]
            for row in self._rows(select(*columns).where(_passages.c.id.in_(batch))):
                found[row.id] = passage_of(row)
        return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]

    def passage_ids(self) -> list[str]:
        """The id of every passage."""
        return [row.id for row in self._rows(select(_passages.c.id))]

    def embedded(self, documents: Iterable[StoredDocument]) -> Iterator[StoredPassages]:
        """The passages of each document with their texts and embeddings."""
        columns = (_passages.c.id, _passages.c.text, _passages.c.embedding)
        for document in documents:
            rows = self._rows(select(*columns).where(_passages.c.document_id == document.id).order_by(_passages.c.ordinal))
            yield stored_passages(document, rows)

    def facts(self, document_ids: Sequence[str]) -> dict[str, list[Fact]]:
        """The facts of each document, in the order in which they were read."""
        return self._records(_facts, Fact, document_ids)

    def names(self, document_ids: Sequence[str]) -> dict[str, list[Name]]:
        """The names in each document, in the order in which they were read."""
        return self._records(_names, Name, document_ids)

    def visit(self, url: str) -> Visit | None:
        """What a server last said of an address whose document is here still; None where it was not read from there."""
        if not self.exists():
            return None
        with self._connected() as connection:
            if not inspect(connection).has_table(_visits.name):
                return None
            known = select(_visits).join(_documents, _documents.c.id == _visits.c.document_id).where(_visits.c.url == url)
            row = connection.execute(known).first()
            return Visit(row.url, row.etag, row.modified) if row else None

    def problems(self) -> list[str]:
        """What is wrong within the catalogue: a sentence for each finding, none for a sound one."""
        with self._connected() as connection:
            found = _integrity(connection)
            counted = select(
                _passages.c.document_id,
                func.count(),
                func.min(func.length(_passages.c.embedding)),
                func.max(func.length(_passages.c.embedding)),
            )
            passages = {row[0]: row[1:] for row in connection.execute(counted.group_by(_passages.c.document_id))}
            facts_counted = select(_facts.c.document_id, func.count()).group_by(_facts.c.document_id)
            facts = {row[0]: row[1] for row in connection.execute(facts_counted)}
            size = 2 * _state(connection).dimension
            for row in connection.execute(select(_documents.c.id, _documents.c.file, _documents.c.passages, _documents.c.facts)):
                count, shortest, longest = passages.pop(row.id, (0, size, size))
                if count != row.passages or facts.pop(row.id, 0) != row.facts:
                    found.append(f"{row.file}: the catalogue lacks some of its passages or facts; ingest it again.")
                if (shortest, longest) != (size, size):
                    found.append(f"{row.file}: an embedding has the wrong length; run: python -m index rebuild")
        return found + [f"{id_}: passages or facts without their document; run: python -m index rebuild" for id_ in {*passages, *facts}]

    @contextmanager
    def change(self) -> Iterator["Change"]:
        """One transaction: all of it is there after the block, or nothing when it raises. ValueError for records that do not fit."""
        with self._connected(write=True) as connection:
            yield Change(connection)

    def _records(self, table: Table, kind: type[Any], document_ids: Sequence[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {id_: [] for id_ in document_ids}
        for batch in _batches(document_ids):
            query = select(table.c.document_id, table.c.record).where(table.c.document_id.in_(batch)).order_by(table.c.number)
            for row in self._rows(query):
                found[row.document_id].append(from_json(kind, row.record))
        return found

    def _rows(self, query: Any) -> list[Any]:
        if not self.exists():
            return []
        with self._connected() as connection:
            return list(connection.execute(query))

    @contextmanager
    def _connected(self, *, write: bool = False) -> Iterator[Connection]:
        """A connection within a transaction, with the database's errors as ours."""
        try:
            with self._engine.connect() as plain:
                connection = plain.execution_options(tenkyo_write=write)
                with connection.begin():
                    yield connection
        except (IntegrityError, DataError) as error:
            raise ValueError(f"what was read does not fit into {self.place}: {error.orig}") from error
        except DBAPIError as error:
            raise _store_error(error, self.place) from error


class Change:
    """A transaction that is under way; `Catalogue.change` commits it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._connection.execute(update(_meta).where(_meta.c.key == "change").values(value=str(_state(connection).change + 1)))
        self._revision = _state(connection).change

    def add(self, disclosure: Disclosure, reading: Reading, embeddings: NDArray[np.float32]) -> None:
        """Store a document whole; `embeddings` has a row for each of its passages."""
        self._connection.execute(insert(_documents), [document_row(disclosure, reading, self._revision)])
        passages = [passage_row(passage, vector) for passage, vector in zip(disclosure.passages, embeddings, strict=True)]
        facts = [fact_row(fact) for fact in reading.facts]
        names = [name_row(name) for name in reading.names]
        for table, rows in ((_passages, passages), (_facts, facts), (_names, names)):
            if rows:
                self._connection.execute(insert(table), rows)

    def visited(self, visit: Visit, document_id: str) -> None:
        """Keep what a server said of the address that a document was read from."""
        _visits.create(self._connection, checkfirst=True)
        self._connection.execute(delete(_visits).where(_visits.c.url == visit.url))
        row = {"url": visit.url, "document_id": document_id, "etag": visit.etag, "modified": visit.modified}
        self._connection.execute(insert(_visits), [row])

    def remove(self, document_id: str) -> bool:
        """Take a document out; False when it was not there."""
        for table in (_passages, _facts, _names):
            self._connection.execute(delete(table).where(table.c.document_id == document_id))
        return bool(self._connection.execute(delete(_documents).where(_documents.c.id == document_id)).rowcount)

    def remove_file(self, file: str) -> None:
        """Take out the documents that were stored under this file name."""
        for row in self._connection.execute(select(_documents.c.id).where(_documents.c.file == file)).all():
            self.remove(row.id)

    def restart(self, model: str, dimension: int) -> Iterator[Disclosure]:
        """Empty the catalogue for another model or version, and give back every disclosure that it held, to be added again."""
        state = _state(self._connection)
        self._connection.exec_driver_sql("CREATE TEMPORARY TABLE held AS SELECT id, record FROM documents")
        _tables.drop_all(self._connection)
        _create(self._connection, state.store_id, state.change, model, dimension)
        held = [row[0] for row in self._connection.exec_driver_sql("SELECT id FROM held ORDER BY id")]
        records = Table("held", MetaData(), Column("id", String), Column("record", LargeBinary))
        for id_ in held:
            yield unpack(Disclosure, self._connection.execute(select(records.c.record).where(records.c.id == id_)).scalar_one())
        self._connection.exec_driver_sql("DROP TABLE held")


def _sqlite_engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # BEGIN is ours: the driver's own leaves schema changes out of the transaction
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("tenkyo_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _server_engine(url: str) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise SettingsError(
            "TENKYO_DATABASE_URL is not a database URL; write it as postgresql+psycopg://user:password@host/name."
        ) from error
    except ImportError as error:
        raise SettingsError(
            f"TENKYO_DATABASE_URL needs a driver that is not installed ({error}); run: python -m pip install 'psycopg[binary]'"
        ) from error


def _store_error(error: DBAPIError, place: str) -> StoreError:
    reason = str(error.orig)
    if "locked" in reason or "busy" in reason:
        return StoreBusy(f"Another process is writing to {place}; try again when it has finished.")
    if isinstance(error, OperationalError) and "malformed" not in reason:
        return StoreError(f"{place} cannot be used: {reason}. Check the disk, the rights on the folder, or the server.")
    return StoreDamaged(f"{place} does not read as a catalogue: {reason}. Restore it from a copy, or name another store and ingest again.")


def _create(connection: Connection, store_id: str, change: int, model: str, dimension: int) -> None:
    _tables.create_all(connection)
    values = {"store_id": store_id, "change": change, "schema": SCHEMA_VERSION, "model": model, "dimension": dimension}
    connection.execute(insert(_meta), [{"key": key, "value": str(value)} for key, value in values.items()])


def _state(connection: Connection) -> CatalogueState:
    values = {row.key: row.value for row in connection.execute(select(_meta))}
    schema = int(values["schema"])
    if schema > SCHEMA_VERSION:
        raise StoreMismatch(
            f"The store was written by a newer version (format {schema}, this one reads {SCHEMA_VERSION}); update the program."
        )
    return CatalogueState(values["store_id"], int(values["change"]), schema, values["model"], int(values["dimension"]))


def _integrity(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    lines = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    return [] if lines == ["ok"] else [f"SQLite finds the catalogue damaged: {line}" for line in lines]


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pieces that fit into one statement: databases limit its parameters."""
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
