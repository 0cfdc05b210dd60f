"""Moments as text: one form is read, and any other is told as it is to be written."""

from datetime import datetime, timedelta, timezone

import pytest

from policy_engine.evaluation.moments import meant_moment, moment_of

MALAYSIA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-04T10:00+08:00", datetime(2024, 3, 4, 10, tzinfo=MALAYSIA)),
        ("2024-03-04T10:00:30+07:00", datetime(2024, 3, 4, 11, 0, 30, tzinfo=MALAYSIA)),
        ("2024-03-04T20:00-04:00", datetime(2024, 3, 5, 8, tzinfo=MALAYSIA)),
    ],
)
def test_any_offset_in_figures_is_read(text: str, moment: datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-03-04T10:00Z", "2024-03-04T10:00:00+00:00"),
        ("2024-03-04T10:00:30.250z", "2024-03-04T10:00:30+00:00"),
        ("2024-03-04 10:00", "2024-03-04T10:00:00+08:00"),
        ("2024-03-04T10:00-0330", "2024-03-04T10:00:00-03:30"),
        ("2024-03-04", "2024-03-04T10:00:00+08:00"),
        ("2024-03-04T25:00Z", ""),
        ("1800-03-04T10:00Z", ""),
        ("4/3/2024 10:00", ""),
    ],
)
def test_another_form_is_told_as_it_is_to_be_written(text: str, meant: str) -> None:
    assert moment_of(text) is None
    assert meant_moment(text, 480) == meant
