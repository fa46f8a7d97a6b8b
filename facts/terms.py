"""The vocabulary: data that a domain expert reads and extends (facts/vocabulary), loaded once and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.records import NameKind
from facts.inflection import noun_forms, verb_forms

FOLDER = Path(__file__).parent / "vocabulary"
# The loader in C where this machine has it: the vocabulary is large.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Unit:
    """A counter: as written, singular and plural in English, further English nouns that ask for it."""

    ja: str
    en: tuple[str, str]
    also: tuple[str, ...] = ()
    same: str | None = None


@dataclass(frozen=True, slots=True)
class ValueShapes:
    """Units, eras, relative years (and which of them are relative to the date before, not to publication) and marks.

    `bounds` are the words after a count that bound it, with their English; `measures` the units in letters; `month_parts` the
    first and last day of 上旬 and the like (0: of the month), with their English.
    """

    units: tuple[Unit, ...]
    unit_of: Mapping[str, str]
    eras: Mapping[str, int]
    relative_years: Mapping[str, int]
    after_date_before: frozenset[str]
    marks: Mapping[str, bool]
    not_after_ideographs: frozenset[str]
    bounds: Mapping[str, str]
    measures: tuple[str, ...]
    month_parts: Mapping[str, tuple[int, int, str]]


@lru_cache(maxsize=1)
def load_values() -> ValueShapes:
    """The shapes of typed values (values.yaml)."""
    data = _read("values.yaml")
    units = tuple(Unit(str(u["ja"]), (u["en"][0], u["en"][1]), tuple(u.get("also", ())), u.get("same")) for u in data["units"])
    return ValueShapes(
        units=units,
        unit_of={u.ja: u.same or u.ja for u in units},
        eras=data["eras"],
        relative_years=data["relative_years"],
        after_date_before=frozenset(data["after_date_before"]),
        marks=data["marks"],
        not_after_ideographs=frozenset(data["not_after_ideographs"]),
        bounds=data["bounds"],
        measures=tuple(map(str, data["measures"])),
        month_parts={part: (days[0], days[1], days[2]) for part, days in data["month_parts"].items()},
    )


def _read(name: str) -> Any:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_LOADER)


@dataclass(frozen=True, slots=True)
class Regulator:
    """An authority: full name, short forms, English names (the first is shown)."""

    ja: str
    also: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameShapes:
    """What names look like and how they are said in English (names.yaml)."""

    corporate: tuple[str, ...]
    organisation_endings: tuple[str, ...]
    not_organisations: frozenset[str]
    not_before: tuple[str, ...]
    system_endings: tuple[str, ...]
    system_pronouns: tuple[str, ...]
    not_systems: frozenset[str]
    spellings: Mapping[str, tuple[tuple[str, str], ...]]
    first_person: tuple[str, ...]
    regulators: tuple[Regulator, ...]
    english_parts: Mapping[str, str]
    places: Mapping[str, str]
    english_names: Mapping[str, tuple[str, ...]]
    column_kinds: Mapping[str, NameKind]
    business_kinds: tuple[str, ...]
    common_words: frozenset[str]
    municipal: tuple[str, ...]
    english_also: Mapping[str, tuple[str, ...]]
    english_kinds: tuple[str, ...]
    english_forms_of_company: tuple[str, ...]
    english_tails: tuple[str, ...]
    generic_english: frozenset[str]
    attribute_endings: tuple[str, ...]
    service_endings: tuple[str, ...]
    name_tails: tuple[str, ...]
    facility_endings: tuple[str, ...]
    institutions: tuple[str, ...]
    abbreviated: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_names() -> NameShapes:
    """The shapes of names (names.yaml)."""
    data = _read("names.yaml")
    spellings: dict[str, list[tuple[str, str]]] = {}
    for old, new in data["spellings"]:
        spellings.setdefault(old[0].casefold(), []).append((old.casefold(), new))
    columns = {str(label): NameKind(kind) for kind, labels in data["columns"].items() for label in labels}
    return NameShapes(
        corporate=tuple(sorted(map(str, data["corporate"]), key=len, reverse=True)),
        organisation_endings=tuple(data["organisation_endings"]),
        not_organisations=frozenset(data["not_organisations"]),
        not_before=tuple(data["not_before"]),
        system_endings=tuple(data["system_endings"]),
        system_pronouns=tuple(data["system_pronouns"]),
        not_systems=frozenset(data["not_systems"]),
        spellings={first: tuple(pairs) for first, pairs in spellings.items()},
        first_person=tuple(data["first_person"]),
        regulators=tuple(Regulator(r["ja"], tuple(r["also"]), tuple(r["en"])) for r in data["regulators"]),
        english_parts=data["english_parts"],
        places=data["places"],
        english_names={ja: tuple(en) for ja, en in data["english_names"].items()},
        column_kinds=columns,
        business_kinds=tuple(data["business_kinds"]),
        common_words=frozenset(data["common_words"]),
        municipal=tuple(data["municipal"]),
        english_also={ja: tuple(en) for ja, en in data["english_also"].items()},
        english_kinds=tuple(data["english_kinds"]),
        english_forms_of_company=tuple(data["english_forms_of_company"]),
        english_tails=tuple(data["english_tails"]),
        generic_english=frozenset(data["generic_english"]),
        attribute_endings=tuple(data["attribute_endings"]),
        service_endings=tuple(data["service_endings"]),
        name_tails=tuple(data["name_tails"]),
        facility_endings=tuple(data["facility_endings"]),
        institutions=tuple(data["institutions"]),
        abbreviated={kind: tuple(short) for kind, short in data["abbreviated"].items()},
    )


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by the part they play (labels.yaml)."""

    generic_headings: frozenset[str]
    date_headings: frozenset[str]
    event_headings: frozenset[str]
    deadline_endings: tuple[str, ...]
    line_labels: tuple[str, ...]
    title_label: str
    publisher_label: str
    published_label: str


@lru_cache(maxsize=1)
def load_labels() -> Labels:
    """Labels by the part they play (labels.yaml)."""
    data = _read("labels.yaml")
    return Labels(
        frozenset(data["generic_headings"]),
        frozenset(data["date_headings"]),
        frozenset(data["event_headings"]),
        tuple(data["deadline_endings"]),
        tuple(data["line_labels"]),
        data["metadata"]["title"],
        data["metadata"]["publisher"],
        data["metadata"]["published"],
    )


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that labels and questions speak of, with its synonyms (concepts.yaml)."""

    key: str
    ja: tuple[str, ...]
    en: tuple[str, ...]
    weight: float = 1.0
    near: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Concepts:
    """All concepts by key, the words that carry no content or little, the keys of doings, families of doings that ask for one list of
    names, the words beside them that do not narrow it, everyday sayings by the key of their concept, the keys of single fields; what
    doings are always done to (`implied`), doings that do not say which companies are meant, and those of which one stands for
    another where an authority is told."""

    by_key: Mapping[str, Concept]
    weak: frozenset[str]
    light: frozenset[str]
    actions: frozenset[str]
    families: tuple[tuple[str, ...], ...]
    beside_families: frozenset[str]
    sayings: Mapping[str, tuple[str, ...]]
    of_fields: frozenset[str]
    implied: Mapping[str, frozenset[str]]
    light_doings: frozenset[str]
    telling_authorities: frozenset[str]


@lru_cache(maxsize=1)
def load_concepts() -> Concepts:
    """The concepts of questions and labels (concepts.yaml, fields/ for those of one field) and everyday sayings (sayings.yaml)."""
    data = _read("concepts.yaml")
    general = {c["key"]: _concept(c, tuple(map(str, c["en"]))) for c in data["concepts"]}
    by_field = [_read(f"fields/{path.name}") for path in sorted((FOLDER / "fields").glob("*.yaml"))]
    entries = dict(general)
    for entry in (entry for field in by_field for entry in field["concepts"]):
        known = entries.get(entry["key"])
        entries[entry["key"]] = _with_words_of(known, entry) if known else _concept(entry, _inflected(entry))
    sayings: dict[str, list[str]] = {}
    for listed in (_read("sayings.yaml"), *(field.get("sayings") or {} for field in by_field)):
        for key, said in listed.items():
            sayings.setdefault(key, []).extend(map(str, said))
    weak = frozenset(map(str, (*data["weak"]["ja"], *data["weak"]["en"])))
    actions, beside = frozenset(data["actions"]), frozenset(data["beside_families"])
    return Concepts(
        by_key=entries,
        weak=weak,
        light=frozenset(map(str, data["light"])),
        actions=actions,
        families=tuple(map(tuple, data["families"])),
        beside_families=beside,
        sayings={key: tuple(dict.fromkeys(said)) for key, said in sayings.items()},
        of_fields=frozenset(entries.keys() - general.keys()),
        implied={doing: frozenset(things) for doing, things in data["implied"].items()},
        light_doings=frozenset(data["light_doings"]),
        telling_authorities=frozenset(data["telling_authorities"]),
    )


def _concept(entry: Mapping[str, Any], english: tuple[str, ...]) -> Concept:
    weight, near = entry.get("weight", 1.0), tuple(entry.get("near", ()))
    return Concept(entry["key"], tuple(map(str, entry["ja"])), english, weight, near, entry.get("name"))


def _with_words_of(known: Concept, entry: Mapping[str, Any]) -> Concept:
    """A concept with the words that a field's file adds to it."""
    ja, near = tuple(map(str, entry.get("ja", ()))), tuple(entry.get("near", ()))
    return replace(
        known,
        ja=tuple(dict.fromkeys((*known.ja, *ja))),
        en=tuple(dict.fromkeys((*known.en, *_inflected(entry)))),
        near=tuple(dict.fromkeys((*known.near, *near))),
    )


def _inflected(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The English phrases of an entry that lists nouns (`en`) in the singular and verbs (`do`) in their base form."""
    nouns = [form for phrase in entry.get("en", ()) for form in noun_forms(str(phrase))]
    verbs = [form for phrase in entry.get("do", ()) for form in verb_forms(str(phrase))]
    return tuple(dict.fromkeys((*nouns, *verbs)))


@dataclass(frozen=True, slots=True)
class Versions:
    """How documents say that one figure takes the place of another (versions.yaml)."""

    pairs: tuple[tuple[str, str], ...]
    numbered: str
    words: tuple[str, ...]
    asked: tuple[str, ...]


@lru_cache(maxsize=1)
def load_versions() -> Versions:
    """How documents say that one figure takes the place of another (versions.yaml)."""
    data = _read("versions.yaml")
    return Versions(tuple((str(old), str(new)) for old, new in data["pairs"]), data["numbered"], tuple(data["words"]), tuple(data["asked"]))


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words that lines of contacts, offices and parts of figures are known by (labels.yaml); `contacts` by what they announce."""

    contacts: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    offices: tuple[str, ...]
    label_endings: tuple[str, ...]
    parts: frozenset[str]


@lru_cache(maxsize=1)
def load_line_words() -> LineWords:
    """The words of lines of contacts, offices and parts of figures (labels.yaml)."""
    data = _read("labels.yaml")
    return LineWords(
        {kind: tuple(map(str, found)) for kind, found in data["contact_words"].items()},
        tuple(data["unit_labels"]),
        tuple(sorted(data["offices"], key=len, reverse=True)),
        tuple(data["label_endings"]),
        frozenset(data["part_words"]),
    )
