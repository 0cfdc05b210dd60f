"""Which operand types an operator takes, and the type of what it gives.

A signature is a function from the types of the operands to the type of the result, None where they do not fit.
Invariant: a signature looks at types only; whether a known value has a result is for values/ to say.
"""

from collections.abc import Callable, Sequence

from policy_engine.model import units
from policy_engine.model.types import (
    YES_NO,
    DateType,
    EntityType,
    ListType,
    MomentType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Quantity,
    TextType,
    Type,
    YearType,
    YesNo,
)

Signature = Callable[[Sequence[Type]], Type | None]
Kind = Callable[[Type], bool]

# ------------------------------------------------------------------------------------------------ kinds of operand


def any_date(type: Type) -> bool:
    """A date, also one that may be never, also a birth date."""
    return isinstance(type, DateType)


def plain_date(type: Type) -> bool:
    """A date from which days and months may be counted: not a birth date, which only ages are counted from."""
    return isinstance(type, DateType) and not type.birth


def moment(type: Type) -> bool:
    """A date with a time of day."""
    return isinstance(type, MomentType)


def month(type: Type) -> bool:
    """A calendar month."""
    return isinstance(type, MonthType)


def year(type: Type) -> bool:
    """A calendar year."""
    return isinstance(type, YearType)


def date_or_month(type: Type) -> bool:
    """What lies in a calendar year."""
    return any_date(type) or month(type)


def periods(type: Type) -> bool:
    """A set of days."""
    return isinstance(type, PeriodsType)


def months(type: Type) -> bool:
    """A set of calendar months."""
    return isinstance(type, MonthsType)


def length_in(dimension: str) -> Kind:
    """A length of time in days, months or hours."""
    return lambda type: type == Quantity(dimension)


# ------------------------------------------------------------------------------------------------ signatures


def takes(*kinds: Kind, gives: Type) -> Signature:
    """Operands of these kinds in this order, and a result of one type."""
    return lambda types: gives if _fit(kinds, types) else None


def keeps(position: int, *kinds: Kind) -> Signature:
    """Operands of these kinds in this order, and a result of the type of one of them (never stays possible)."""
    return lambda types: types[position] if _fit(kinds, types) else None


def date_of_moment(types: Sequence[Type]) -> Type | None:
    """A moment has a date; one that may be never has one that may be never."""
    match types:
        case [MomentType(never=never)]:
            return DateType(never=never)
        case _:
            return None


def alike(types: Sequence[Type]) -> Type | None:
    """One or more quantities of one dimension, and their type."""
    quantities = _quantities(types)
    return units.alike(quantities) if quantities else None


def two_alike(types: Sequence[Type]) -> Type | None:
    """Two quantities of one dimension, and their type."""
    return alike(types) if len(types) == 2 else None


def product(types: Sequence[Type]) -> Type | None:
    """Two quantities, and what they are when multiplied."""
    match types:
        case [Quantity() as left, Quantity() as right]:
            return units.product(left, right)
        case _:
            return None


def quotient(types: Sequence[Type]) -> Type | None:
    """Two quantities, and what the one is when divided by the other."""
    match types:
        case [Quantity() as left, Quantity() as right]:
            return units.quotient(left, right)
        case _:
            return None


def earliest(types: Sequence[Type]) -> Type | None:
    """Values of one type with an order, and their type; the earliest is never only if each may be."""
    return _chosen(types, all)


def latest(types: Sequence[Type]) -> Type | None:
    """Values of one type with an order, and their type; the latest may be never if any may be."""
    return _chosen(types, any)


def quantities_compare(types: Sequence[Type]) -> Type | None:
    """Two quantities of one dimension."""
    return None if two_alike(types) is None else YES_NO


def times_compare(types: Sequence[Type]) -> Type | None:
    """Two dates, two moments, two calendar months or two calendar years."""
    match types:
        case (
            [DateType(), DateType()]
            | [MomentType(), MomentType()]
            | [MonthType(), MonthType()]
            | [YearType(), YearType()]
        ):
            return YES_NO
        case _:
            return None


def equal(types: Sequence[Type]) -> Type | None:
    """Two values of one type; lists have no equality, because a list may be known in part."""
    match types:
        case [left, right]:
            return YES_NO if _comparable(left, right) else None
        case _:
            return None


def one_of_several(types: Sequence[Type]) -> Type | None:
    """A value, and one or more values that it may be equal to."""
    match types:
        case [subject, first, *others]:
            return YES_NO if all(_comparable(subject, other) for other in (first, *others)) else None
        case _:
            return None


def _fit(kinds: Sequence[Kind], types: Sequence[Type]) -> bool:
    return len(kinds) == len(types) and all(kind(type) for kind, type in zip(kinds, types, strict=True))


def _quantities(types: Sequence[Type]) -> list[Quantity]:
    """The types if every one is a quantity, else nothing."""
    quantities = [type for type in types if isinstance(type, Quantity)]
    return quantities if len(quantities) == len(types) else []


def _chosen(types: Sequence[Type], may_be_never: Callable[[Sequence[bool]], bool]) -> Type | None:
    match types:
        case [Quantity(), *_]:
            return alike(types)
        case [DateType(), *_]:
            dates = [type for type in types if isinstance(type, DateType)]
            never = may_be_never([type.never for type in dates])
            return DateType(never, any(type.birth for type in dates)) if len(dates) == len(types) else None
        case [MomentType(), *_]:
            moments = [type for type in types if isinstance(type, MomentType)]
            never = may_be_never([type.never for type in moments])
            return MomentType(never) if len(moments) == len(types) else None
        case [MonthType() | YearType() as first, *others]:
            return first if all(other == first for other in others) else None
        case _:
            return None


def _comparable(left: Type, right: Type) -> bool:
    match left:
        case Quantity():
            return two_alike([left, right]) is not None
        case ListType():
            return False
        case (
            YesNo() | DateType() | MomentType() | MonthType() | YearType() | PeriodsType() | MonthsType() | TextType()
            | OneOf() | EntityType()
        ):  # fmt: skip
            return left == right
