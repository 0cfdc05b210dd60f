"""A small rule book made by hand, node by node, so that what is tested here needs no parser and no check."""

from datetime import date
from fractions import Fraction

from policy_engine.evaluation.decision import Facts
from policy_engine.model.core import (
    Authority,
    Choose,
    Cited,
    Expression,
    FactValue,
    Limb,
    Limbs,
    Literal,
    Lookup,
    OpenPoint,
    Operation,
    Round,
    Row,
    Use,
)
from policy_engine.model.rulebook import (
    ALWAYS,
    Benefit,
    Declared,
    Discretion,
    Fact,
    Gap,
    Interval,
    ListValues,
    Model,
    Option,
    Parameter,
    ParameterVersion,
    Payment,
    Reading,
    Rule,
    RuleVersion,
    Settings,
    Thing,
    Words,
)
from policy_engine.model.types import DATE, DATE_OR_NEVER, DAYS, MONEY, PERCENT, YES_NO, OneOf, Quantity, Type
from policy_engine.values.truth import YES
from policy_engine.values.value import NEVER, Value

MONEY_A_DAY = Quantity("money", "money", "day", "day")
RELATION = OneOf("relation_kind")


def cites(*items: str, assumes: tuple[str, ...] = ()) -> Authority:
    return Authority((Cited("leaflet", items),) if items else (), assumes)


def op(operator: str, *operands: Expression, type: Type = YES_NO, by: Authority = cites()) -> Operation:
    return Operation(operator, operands, type, authority=by)


def lit(value: Value, type: Type) -> Literal:
    return Literal(value, type)


def fact(name: str) -> FactValue:
    return FactValue(name, FACTS[name].type)


def negated(expression: Expression) -> Limbs:
    return Limbs("none of", (Limb("", expression),))


def _fact(name: str, type: Type, en: str, ms: str, **more: object) -> Fact:
    return Fact(name, type=type, title=Words(en, ms), **more)  # type: ignore[arg-type]


FACTS = {
    each.name: each
    for each in (
        _fact("injured_on", DATE, "date of the injury", "tarikh kecederaan"),
        _fact("died_on", DATE_OR_NEVER, "date of death", "tarikh kematian"),
        _fact("leave", DAYS, "certified leave", "cuti yang disahkan", low=0, high=1000),
        _fact("daily_wage", MONEY_A_DAY, "daily wage", "gaji harian", low=0, high=100_000_00),
        _fact("fishing", YES_NO, "works in fishing", "bekerja dalam perikanan"),
        _fact("relation", RELATION, "relation", "hubungan"),
        _fact(
            "loss", PERCENT, "assessed loss", "taksiran kehilangan", kind="finding", by=("medical_board",),
            ask=Words("Which loss has been assessed?", "Berapakah taksiran kehilangan?"),
        ),
    )
}  # fmt: skip


def model(condition: Expression, amount: Expression | None = None, **more: object) -> Model:
    """The book with one benefit, `river_benefit`, asked as at the day of the injury."""
    payments = (
        (Payment("total", title=Words("total", "jumlah"), type=MONEY, payee="insured", amount=amount, authority=cites("L-1")),)
        if amount is not None
        else ()
    )
    benefit = Benefit(
        "river_benefit",
        title=Words("River benefit", "Faedah sungai"),
        authority=cites("L-1"),
        as_at=fact("injured_on"),
        condition=Limbs("all of", (Limb("payable", condition),)),
        payments=payments,
        **more,  # type: ignore[arg-type]
    )
    return Model(
        settings=Settings("river_towns", Words("River towns", "Bandar sungai"), "MYR", "RM", "sen", 2),
        modules={}, sources={},
        bodies={"medical_board": Declared("medical_board", title=Words("Medical Board", "Jemaah Doktor"))},
        units={},
        lists={"relation_kind": ListValues("relation_kind", values={
            "child": Words("child", "anak"), "spouse": Words("spouse", "suami atau isteri"),
        })},
        entities={}, facts=FACTS, parameters=PARAMETERS, scales={}, rules=RULES, benefits={"river_benefit": benefit},
        always=(), assumptions={"sen_half_up": Declared("sen_half_up", title=Words("how a sen is rounded", "cara sen"))},
        gaps={"lump": Gap("lump", type=MONEY, title=Words("lump sum", "bayaran pukal"),
                          ask=Words("Which sum?", "Berapakah jumlahnya?"))},
        discretions={"late": Discretion("late", office="medical_board",
                                        title=Words("a late claim is admitted", "tuntutan lewat diterima"))},
        readings={"four_days": Reading("four_days", title=Words("Are the four days calendar days?", "Hari kalendarkah?"),
                  options=(Option("calendar", Words("calendar days", "hari kalendar"), "no other words"),
                           Option("working", Words("working days", "hari bekerja"))), chosen="calendar")},
    )  # fmt: skip


PARAMETERS = {
    "maximum_rate": Parameter(
        "maximum_rate", title=Words("maximum daily rate", "kadar harian maksimum"), type=MONEY_A_DAY,
        versions=(
            ParameterVersion(Interval(date(2022, 9, 1), date(2024, 9, 30)), False, lit(132_00, MONEY_A_DAY),
                             authority=cites("L-2")),
        ),
    ),
}  # fmt: skip
MAXIMUM = Lookup("maximum_rate", (), MONEY_A_DAY)
DAILY_RATE = op(
    "not above", op("times", lit(Fraction(4, 5), PERCENT), fact("daily_wage"), type=MONEY_A_DAY), MAXIMUM,
    type=MONEY_A_DAY, by=cites("L-2"),
)  # fmt: skip
RULES = {
    "daily_rate": Rule("daily_rate", key="daily_rate", type=MONEY_A_DAY, title=Words("daily rate", "kadar harian"),
                       versions=(RuleVersion(ALWAYS, DAILY_RATE),)),
    "disabled": Rule("disabled", key="disabled", type=YES_NO, title=Words("disabled", "hilang upaya"), versions=(
        RuleVersion(ALWAYS, Limbs("all of", (
            Limb("i", op("at least", fact("leave"), lit(4, DAYS)), authority=cites("L-1")),
            Limb("ii", Limbs("any of", (
                Limb("a", op("over", fact("loss"), lit(0, PERCENT))), Limb("b", fact("fishing")))),
            ),
        ))),)),
}  # fmt: skip
TOTAL = op("times", Use("daily_rate", (), MONEY_A_DAY), fact("leave"), type=MONEY)
WELL = {"injured_on": date(2024, 3, 4), "leave": 14, "daily_wage": 200_00, "fishing": YES, "died_on": NEVER, "loss": Fraction(1, 20)}


def facts(**changes: Value | None) -> Facts:
    given = {**WELL, **changes}
    return Facts({name: value for name, value in given.items() if value is not None})
