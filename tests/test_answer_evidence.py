"""Which values may answer which question."""

import pytest

from answer.evidence import fits_kind
from core.records import Value, ValueKind

COUNT = frozenset(["count"])


@pytest.mark.parametrize(
    ("label", "unit", "fits"),
    [
        ("端末(台数)", "名", False),
        ("アクセスした人数", "台", False),
        ("端末(台数)", "台", True),
        ("アクセスした人数", "名", True),
        ("閲覧件数", "契約", True),
        ("閲覧された契約数", "件", True),
        ("延べ利用数", "名", True),
    ],
)
def test_a_bare_number_answers_only_what_its_label_counts(label: str, unit: str, fits: bool) -> None:
    assert fits_kind(Value(ValueKind.COUNT, "1,291", number=1291.0), COUNT, unit, label) is fits


def test_a_numbers_own_counter_decides_before_its_label() -> None:
    value = Value(ValueKind.COUNT, "4名", number=4.0, unit="名")

    assert fits_kind(value, COUNT, "人", "端末(台数)")
    assert not fits_kind(value, COUNT, "台", "端末(台数)")
