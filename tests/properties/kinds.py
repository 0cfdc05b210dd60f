"""The kinds of value that a generated book knows: how a kind is declared, and how a value of it is written.

A kind is the type as it is written in a rule file.
"""

from random import Random

from attrs import frozen


@frozen
class Measure:
    """A kind of quantity: the range of a fact of it, some figures to compare with, and a unit to round to."""

    limits: str
    figures: tuple[str, ...]
    unit: str


MEASURES = {
    "count": Measure("from 0 to 60", ("0", "1", "2", "3", "12", "60"), "1"),
    "number": Measure("from 0 to 50 in steps of 0.5", ("0.5", "1", "2.5", "12", "50"), "0.5"),
    "percent": Measure("from 0% to 100% in steps of 0.5%", ("0%", "12.5%", "20%", "80%", "100%"), "0.5%"),
    "fraction": Measure("from 0/1 to 1/1 in steps of 1/20", ("1/20", "2/5", "1/2", "4/5"), "1/20"),
    "money": Measure("from RM0 to RM9,000", ("RM0.00", "RM0.01", "RM12.50", "RM1,000.00"), "RM0.01"),
    "money per day": Measure(
        "from RM0 to RM500", ("RM30.00 per day", "RM132.00 per day", "RM0.05 per day"), "RM0.01 per day"
    ),
    "money per month": Measure(
        "from RM0 to RM9,000", ("RM900.00 per month", "RM4,000.00 per month"), "RM0.01 per month"
    ),
    "days": Measure("from 0 to 400", ("0 days", "1 days", "4 days", "2 weeks", "365 days"), "1 days"),
    "months": Measure("from 0 to 600", ("0 months", "1 months", "24 months", "21 years"), "1 months"),
    "kilometre": Measure("from 0 to 500", ("0 kilometre", "30 kilometre", "500 kilometre"), "1 kilometre"),
}
"""Quantities that can be a fact, a parameter, a rule or a gap."""

MONEYS = ("money", "money per day", "money per month")
COLOURS = ("red", "green", "blue")
COLOUR, FLAG, DAY, DAY_OR_NEVER = "one of colour", "yes or no", "date", "date or never"
TIMES = (DAY, DAY_OR_NEVER, "calendar month", "calendar year")
FREE_KINDS = (*MEASURES, FLAG, FLAG, FLAG, DAY, DAY_OR_NEVER, COLOUR, "calendar month", "calendar year")
"""What a rule can be."""

DAYS = (
    "2019-12-31", "2020-01-01", "2020-02-29", "2021-06-15", "2022-01-01", "2022-12-31", "2023-03-31", "2024-01-01",
    "2024-02-29", "2024-12-31", "2025-07-01",
)  # fmt: skip


def figure(random: Random, kind: str) -> str:
    """A value of the kind as it is written; there is one for every kind but sets, lists and birth dates."""
    if kind in MEASURES:
        return random.choice(MEASURES[kind].figures)
    match kind:
        case "one of colour":
            return random.choice(COLOURS)
        case "one of size":
            return random.choice(("small", "large"))
        case "yes or no":
            return random.choice(("yes", "no"))
        case "date or never":
            return random.choice((*DAYS, "never"))
        case "calendar month":
            return random.choice(DAYS)[:7]
        case "calendar year":
            return f"(year of {random.choice(DAYS)})"
        case "moment":
            return f"{random.choice(DAYS)}T10:00+08:00"
        case _:
            return random.choice(DAYS)


def plain_figure(random: Random, kind: str) -> str:
    """A value that a parameter can have: nothing that is computed."""
    return random.choice(DAYS)[:4] if kind == "calendar year" else figure(random, kind)


def limits(kind: str) -> str:
    """What stands behind the type of a fact."""
    if kind in MEASURES:
        return f" {MEASURES[kind].limits}"
    return {"calendar months": ", 0 to 300", "periods": ""}.get(kind, "")


def nothing(kind: str) -> str:
    """Nothing, as an amount of money of some kind."""
    return f"RM0{kind.removeprefix('money')}"
