"""Lists of dated records whose table was lost (filled in below)."""

from collections.abc import Sequence

from ingest.drafts import Draft, Line


def take_records(text: str, parts: Sequence[Line | Draft]) -> list[Line | Draft]:
    return list(parts)
