"""Records become JSON and records again. Fields left at their default are not written; unknown fields are passed over.

So a record gains a field with a default without a store having to be rebuilt.
"""

import json
import zlib
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Decode = Callable[[Any], Any]


def to_json(record: object) -> str:
    """A record as one line of JSON."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Record], text: str | bytes) -> Record:
    """The record of type `kind` that `to_json` wrote."""
    decode = _decoder(cast(Hashable, kind))
    record: Record = decode(json.loads(text))
    return record


def pack(record: object) -> bytes:
    """A large record as compressed JSON."""
    return zlib.compress(to_json(record).encode())


def unpack(kind: type[Record], data: bytes) -> Record:
    """The record of type `kind` that `pack` wrote."""
    return from_json(kind, zlib.decompress(data))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            field.name: _plain(item)
            for field in _kept(cast(Hashable, type(value)))
            if (item := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


@cache
def _kept(kind: Any) -> "tuple[Field[Any], ...]":
    """The fields that a record is made from: what it finds out by itself later is not written."""
    return tuple(field for field in fields(kind) if field.init)


def _default(field: "Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _decoder(kind: Any) -> Decode:
    """What turns parsed JSON into a value of the annotated type."""
    if get_origin(kind) in (Union, UnionType):
        [inner] = [part for part in get_args(kind) if part is not type(None)]
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    if get_origin(kind) is tuple:
        items = _decoder(get_args(kind)[0])
        return lambda value: tuple(items(item) for item in value)
    if is_dataclass(kind):
        return _record_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, date):
        return kind.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _same


def _record_decoder(kind: Any) -> Decode:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in _kept(kind)}

    def decode(value: dict[str, Any]) -> Any:
        return kind(**{name: decoders[name](item) for name, item in value.items() if name in decoders})

    return decode


def _same(value: Any) -> Any:
    return value
