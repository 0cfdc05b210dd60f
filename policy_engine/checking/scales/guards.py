"""What is known of quantities where a condition holds: `when n over 0` says that n is at least 1 there.

Invariant: only what follows from the condition alone is said; a condition that says nothing useful says nothing.
"""

from collections.abc import Callable

from attrs import evolve, field, frozen

from policy_engine.checking.scales.ranges import Range, limited, next_above
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import COUNT
from policy_engine.values.value import Exact

Measure = Callable[[Expression], Range | None]


@frozen
class Known:
    """Within the reach of a guard, the expression lies between these bounds; None is no bound."""

    expression: Expression = field(repr=False)
    low: Exact | None = None
    high: Exact | None = None
    but: Exact | None = None
    """A value that it does not have."""


def known_where(model: rulebook.Model, condition: Expression, holds: bool, measure: Measure) -> tuple[Known, ...]:
    """What is known where a condition holds, or where it does not."""
    condition = meant(model, condition)
    if isinstance(condition, core.Limbs):
        each = _each_limb(condition, holds)
        limbs = condition.limbs if each is not None else ()
        return tuple(known for limb in limbs for known in known_where(model, limb.expression, each is True, measure))
    if isinstance(condition, core.Operation) and len(condition.operands) == 2:
        word = condition.operator if holds else _OPPOSITE.get(condition.operator, "")
        left, right = (meant(model, operand) for operand in condition.operands)
        return _compared(word, left, right, measure)
    if isinstance(condition, core.Each) and condition.word == ("some" if holds else "no"):
        chosen = number_in(condition.subject, condition.variable, condition.body)
        return (Known(number_in(condition.subject), low=1), Known(chosen, low=1))
    return ()


def narrowed(of: Range, expression: Expression, known: tuple[Known, ...]) -> Range:
    """The range of an expression, narrowed by what is known of it here."""
    for each in known:
        if each.expression == expression:
            of = limited(of, each.low, each.high)
            if each.but is not None and of.low == each.but:
                of = limited(of, next_above(of, each.but), None)
    return of


def number_in(subject: Expression, variable: str = "", where: Expression | None = None) -> core.Each:
    """How many members of a list there are, in one form, so that two ways of asking are seen to be the same."""
    called = None if where is None else _called_it(where, variable)
    return core.Each("number", subject, "" if called is None else _IT, None, called, COUNT)


def meant(model: rulebook.Model, expression: Expression) -> Expression:
    """What a rule stands for that is always the same one expression of the same day; numbers of members in one form."""
    for _ in range(_DEEPEST):
        if not isinstance(expression, core.Use) or expression.arguments:
            break
        rule = model.rules[expression.rule]
        if rule.as_at is not None or [version.interval for version in rule.versions] != [rulebook.ALWAYS]:
            break
        expression = rule.versions[0].expression
    return canonical(expression)


def canonical(expression: Expression) -> Expression:
    """A number of members in the form of number_in, anything else as it is."""
    if isinstance(expression, core.Each) and expression.word == "number":
        return number_in(expression.subject, expression.variable, expression.where)
    return expression


_OPPOSITE = {
    "at least": "below", "below": "at least", "at most": "over", "over": "at most", "is": "is not", "is not": "is",
}  # fmt: skip
_TURNED = {
    "at least": "at most", "at most": "at least", "below": "over", "over": "below", "is": "is", "is not": "is not",
}  # fmt: skip


_DEEPEST = 8
"""Rules that a rule is followed through: a guard is rarely further away, and a circle has no end."""

_IT = "it"


def _called_it(expression: Expression, member: str) -> Expression:
    """The condition with one name for the member, whatever it is called, as far as its form is a common one."""
    match expression:
        case core.Variable(name=name) if name == member:
            return evolve(expression, name=_IT)
        case core.FieldValue():
            return evolve(expression, of=_called_it(expression.of, member))
        case core.Use():
            return evolve(expression, arguments=tuple(_called_it(each, member) for each in expression.arguments))
        case core.Operation():
            return evolve(expression, operands=tuple(_called_it(each, member) for each in expression.operands))
        case core.Limbs():
            limbs = (evolve(limb, expression=_called_it(limb.expression, member)) for limb in expression.limbs)
            return evolve(expression, limbs=tuple(limbs))
        case _:
            return expression


def _each_limb(limbs: core.Limbs, holds: bool) -> bool | None:
    """What every limb is where the whole is so; None where that leaves several possibilities."""
    single = len(limbs.limbs) == 1
    match limbs.word:
        case "all of":
            return holds if holds or single else None
        case "any of":
            return holds if not holds or single else None
        case "none of":
            return not holds if holds or single else None


def _compared(word: str, left: Expression, right: Expression, measure: Measure) -> tuple[Known, ...]:
    if word not in _TURNED:
        return ()
    one, other = measure(left), measure(right)
    if one is None or other is None:
        return ()
    return (_bounded(left, one, word, other), _bounded(right, other, _TURNED[word], one), *_ordered(word, left, right))


def _ordered(word: str, left: Expression, right: Expression) -> tuple[Known, ...]:
    """The greater of the two minus the other is not less than nothing, whatever their values."""
    greater = {"at least": (left, right), "over": (left, right), "is": (left, right)}
    greater |= {"at most": (right, left), "below": (right, left)}
    if word not in greater:
        return ()
    return (Known(core.Operation("minus", greater[word], greater[word][0].type), low=0),)


def _bounded(expression: Expression, of: Range, word: str, other: Range) -> Known:
    match word:
        case "at least":
            return Known(expression, low=other.low)
        case "over":
            return Known(expression, low=next_above(of, other.low))
        case "at most":
            return Known(expression, high=other.high)
        case "below":
            return Known(expression, high=-next_above(of, -other.high))
        case "is":
            return Known(expression, low=other.low, high=other.high)
        case _:
            return Known(expression, but=other.low if other.is_constant else None)
