"""Whether an answer says what a case expects, in any usual wording of it."""

import re
from collections.abc import Sequence

from core.records import Answer
from eval.dates import DateMention, read_dates
from eval.plain_text import contains, flatten, squeeze, without_markers

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class Said:
    """What an answer says, text and table, ready to be asked."""

    def __init__(self, parts: Sequence[str]) -> None:
        bare = [without_markers(part) for part in parts]
        self._parts = [squeeze(part) for part in bare]
        self._marked = [squeeze(part) for part in parts]
        self._dates = [date for part in bare for date in read_dates(flatten(part))]

    @classmethod
    def by(cls, answer: Answer) -> "Said":
        """The lines of the text, and each row and cell of the table."""
        rows = [] if answer.table is None else [answer.table.columns, *answer.table.rows]
        return cls([*answer.text.splitlines(), answer.text, *(cell for row in rows for cell in row), *(" | ".join(row) for row in rows)])

    def says(self, alternative: str) -> bool:
        """True when the alternative stands there; an ISO date (YYYY-MM-DD, YYYY-MM) in any usual format."""
        iso = _ISO.fullmatch(alternative.strip())
        if iso and any(_is_date(date, iso) for date in self._dates):
            return True
        wanted = squeeze(alternative)
        # An alternative may name the marker after a short number ("33["), to tell it from other figures.
        return any(contains(part, wanted) for part in (self._marked if wanted.endswith("[") else self._parts))

    def meets(self, group: Sequence[str]) -> bool:
        """True when one alternative of the group stands there."""
        return any(self.says(alternative) for alternative in group)


def _is_date(date: DateMention, iso: re.Match[str]) -> bool:
    year, month, day = (int(part) if part else None for part in iso.groups())
    return year in date.years and month == date.month and (day is None or day == date.day)
