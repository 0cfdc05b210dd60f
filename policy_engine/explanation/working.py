"""How an amount was worked out: one line an amount, and one for each named figure on the way.

Invariant: a rounding shows the exact figure before it, a limit the figure that it changed; a limit that changed
nothing is told only where everything is.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from policy_engine.evaluation.step import FILLED, Step
from policy_engine.explanation.authorities import cited
from policy_engine.explanation.document import Line
from policy_engine.explanation.names import (
    clause,
    has_inner,
    inner,
    is_known,
    is_negation,
    operand,
    operation_key,
    parameter_title,
    phrase,
    row_name,
    rule_title,
    shown_as_value,
    written,
)
from policy_engine.explanation.sentences import (
    chosen_option,
    deciding,
    is_leaf,
    member_name,
    members_of,
    named_truth,
    read_as,
    rows_of,
    sentence,
)
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import fraction_as_written, join, plain, write
from policy_engine.model import core
from policy_engine.model.core import Authority
from policy_engine.model.rulebook import ScaleVersion
from policy_engine.model.types import RATIO, Quantity, YesNo
from policy_engine.values.truth import NO
from policy_engine.values.value import Open, exact

ARITHMETIC = ("plus", "minus", "times", "divided by", "lowest", "highest", "sum", "excess")
LIMITS = ("not below", "not above")
MOST_VALUES = 12
Key = tuple[bool, int]


def working(telling: Telling, step: Step) -> str:
    """How the value of the step came to be; "" where the value itself says all."""
    node = step.node
    match node:
        case core.Round() | core.Operation():
            return _chain(telling, step)[0]
        case core.Choose():
            return _choice(telling, step, node)
        case core.ByReading():
            return read_as(telling, node.reading, chosen_option(step, node), _told(telling, inner(step)))
        case core.AsAt():
            text, asked = _told(telling, inner(step)), step.inputs[0]
            if asked.value == step.day:
                return text
            return telling.say("working.as_at", text=text, day=written(telling, asked))
        case core.Each() | core.ScaleValue():
            return _expression(telling, step)
        case core.FactValue() | core.FieldValue() | core.Use() | core.Lookup() | core.Variable():
            return _presumed(telling, phrase(telling, step), step)
        case core.OpenPoint():
            return _open_point(telling, step)
        case core.Literal() | core.TheDay() | core.Limbs() | core.Payable() | core.PaidOn():
            return ""


def _open_point(telling: Telling, step: Step) -> str:
    """What closes it: a ruling, or another book; and then how the value came to be there."""
    name = phrase(telling, step)
    if step.notes == FILLED:
        filling = step.inputs[0]
        text = payment_working(telling, filling) or phrase(telling, filling)
        return telling.say("working.filled", text=text, name=name)
    return telling.say("working.ruled", text=name) if is_known(step) else name


def payment_working(telling: Telling, step: Step) -> str:
    """The working of an amount that may be no more than a named rule: then that rule's."""
    while isinstance(step.node, core.Use) and has_inner(step):
        step = inner(step)
    return working(telling, step)


def lines(telling: Telling, step: Step, seen: set[Key], *, worked_out: bool = False) -> tuple[Line, ...]:
    """The named figures that the value was made of, each once, users before what they use.

    worked_out: without those for which facts are missing, which can only say what they would be made of.
    """
    found: list[Line] = []
    stack = [*reversed(parts(step))]
    while stack:
        current = stack.pop()
        key = _identity(current)
        if key in seen or (worked_out and isinstance(current.value, Open) and not current.value.referred):
            continue
        seen.add(key)
        if isinstance(current.node, core.Use) and not isinstance(current.node.type, YesNo):
            found.append(line(telling, current))
        stack.extend(reversed(parts(current)))
    return tuple(found)


def figures(step: Step) -> tuple[Key, ...]:
    """The named figures that stand in the step itself."""
    named = (each for each in parts(step) if isinstance(each.node, core.Use) and not isinstance(each.node.type, YesNo))
    return tuple(_identity(each) for each in named)


def _identity(step: Step) -> Key:
    """A rule asked at two places for one day is one figure."""
    if isinstance(step.node, core.Use) and has_inner(step):
        return True, id(step.inputs[-1])
    return False, id(step)


def line(telling: Telling, step: Step) -> Line:
    """One named figure: title, value and working."""
    node, body = step.node, inner(step)
    name = node.rule if isinstance(node, core.Use) else ""
    rule = telling.model.rules.get(name)
    return Line(
        name=name,
        label=phrase(telling, step) if isinstance(node, core.Use) else rule_title(telling, name),
        value=written(telling, step),
        data=plain(telling, step.value, node.type),
        working=working(telling, body),
        citations=cited(*((rule.authority,) if rule else ()), *rights_of(body)),
    )


def rights_of(step: Step) -> Iterator[Authority]:
    """By what right each word of a working stands: the figure, then its limits and its rounding, as written."""
    node = step.node
    if isinstance(node, core.Round | core.Operation):
        for each in step.inputs:
            if isinstance(each.node, core.Round | core.Operation | core.Literal):
                yield from rights_of(each)
            else:
                yield each.node.authority
    elif isinstance(node, core.Choose):
        for row, _, value in rows_of(step, node):
            if row in deciding(step, node):
                yield row.authority
                yield from rights_of(value) if value is not None else ()
    yield node.authority


def parts(step: Step) -> tuple[Step, ...]:
    """The steps that a value was made of, without the conditions that chose among them."""
    if not step.inputs:
        return ()
    node = step.node
    match node:
        case core.Operation() | core.Lookup() | core.ScaleValue() | core.FieldValue():
            return step.inputs
        case core.Use() | core.ByReading() | core.AsAt() | core.Round():
            return (inner(step),) if has_inner(step) else ()
        case core.Choose():
            rows = deciding(step, node)
            return tuple(value for row, _, value in rows_of(step, node) if value is not None and row in rows)
        case core.Each():
            return tuple(each.body for each in members_of(step, node) if each.body is not None)
        case core.OpenPoint():
            return step.inputs if step.notes == FILLED else ()
        case (
            core.Literal() | core.FactValue() | core.Variable() | core.TheDay() | core.Limbs()
            | core.Payable() | core.PaidOn()
        ):  # fmt: skip
            return ()


def _told(telling: Telling, step: Step) -> str:
    return working(telling, step) or written(telling, step)


def _chain(telling: Telling, step: Step) -> tuple[str, bool]:
    """A calculation with its limits and rounding in order; and whether the text says already what it comes to."""
    node = step.node
    if isinstance(node, core.Round):
        before = inner(step)
        unchanged = before.value == step.value
        if unchanged and not telling.full:
            return _chain(telling, before)
        way = telling.say(f"rounding.{node.mode.replace(' ', '_')}")
        holes = {"text": _with_result(telling, before), "way": way}
        return telling.say("working.rounded", unit=write(telling, node.unit.value, node.unit.type), **holes), unchanged
    if isinstance(node, core.Operation) and node.operator in LIMITS:
        before, bound = step.inputs
        if before.value == step.value and is_known(step) and not telling.full:
            return _chain(telling, before)
        key = _limit_key(node, before, step)
        return telling.say(key, text=_with_result(telling, before), bound=_bound(telling, bound)), True
    if isinstance(node, core.Operation):
        return _expression(telling, step), False
    text = working(telling, step)
    return text or written(telling, step), not text


def _limit_key(node: core.Operation, before: Step, after: Step) -> str:
    """A limit that changed the figure says so; one that did not, or may, says what the figure keeps to."""
    bit = is_known(before) and is_known(after) and before.value != after.value
    if node.operator == "not below":
        return "working.raised" if bit else "working.below"
    return "working.reduced" if bit else "working.above"


def _with_result(telling: Telling, step: Step) -> str:
    """The working with the exact figure it comes to, said once."""
    text, is_said = _chain(telling, step)
    if is_said or not is_known(step):
        return text
    return telling.say("working.is", text=text, value=written(telling, step))


def _bound(telling: Telling, bound: Step) -> str:
    if shown_as_value(bound) or not is_known(bound):
        return operand(telling, bound)
    if isinstance(bound.node, core.Lookup | core.Use | core.FactValue | core.FieldValue):
        return telling.say("working.named", name=phrase(telling, bound), value=written(telling, bound))
    return telling.say("working.is", text=_expression(telling, bound), value=written(telling, bound))


def _choice(telling: Telling, step: Step, node: core.Choose) -> str:
    rows = deciding(step, node)
    if not rows:
        return ""
    chosen = [(row, test, value) for row, test, value in rows_of(step, node) if row in rows]
    row, test, value = chosen[0]
    text = working(telling, value) if value is not None else ""
    if len(chosen) > 1:
        names = join(telling, tuple(row_name(telling, each) for each, _, _ in chosen), "value.or")
        return telling.say("working.either", text=text or written(telling, step), rows=names)
    named = row_name(telling, row)
    if test is not None:
        named = telling.say("name.with_value", name=named, value=_test(telling, test))
    return telling.say("working.row", text=text, row=named) if text else telling.say("working.row_only", row=named)


def _test(telling: Telling, test: Step) -> str:
    """The condition of the row that decided: of what has a name, whether it is so, be that yes or no."""
    node = test.node
    asked = test.inputs[0] if is_negation(node) else test
    if isinstance(asked.node, core.Use | core.FactValue | core.FieldValue):
        return named_truth(telling, asked)
    if isinstance(node, core.Limbs) and node.word == "all of":
        return telling.say("value.semicolon").join(_test(telling, limb) for limb in test.inputs)
    return sentence(telling, test) if is_leaf(test) else clause(telling, test)


def _expression(telling: Telling, step: Step) -> str:
    """The value as it stands inside a calculation: figures and operators, without what they come to."""
    node = step.node
    match node:
        case core.Operation() if node.operator in ARITHMETIC:
            return _arithmetic(telling, step, node)
        case core.ScaleValue():
            return _slices(telling, step, node)
        case core.Each():
            return _looked_at(telling, step, node)
        case core.Literal():
            return _literal(telling, step, node)
        case _:
            return _figure(telling, step)


def _presumed(telling: Telling, said: str, step: Step) -> str:
    """A finding that nobody has made is disclosed wherever its value is used."""
    is_presumed = isinstance(step.node, core.FactValue) and bool(step.notes)
    return telling.say("condition.presumed", sentence=said) if is_presumed else said


def _figure(telling: Telling, step: Step) -> str:
    return _presumed(telling, _named_figure(telling, step), step)


def _named_figure(telling: Telling, step: Step) -> str:
    if shown_as_value(step):
        return written(telling, step)
    if not is_known(step):
        return phrase(telling, step)
    if isinstance(step.node, core.OpenPoint) and step.notes == FILLED:
        return telling.say("working.filled_value", name=phrase(telling, step), value=written(telling, step))
    if telling.full:
        return telling.say("working.value_named", value=written(telling, step), name=phrase(telling, step))
    return (
        written(telling, step)
        if isinstance(step.node, core.Use | core.Lookup | core.FactValue)
        else operand(telling, step)
    )


def _literal(telling: Telling, step: Step, node: core.Literal) -> str:
    if node.type == RATIO and isinstance(node.type, Quantity) and node.type.unit == "fraction":
        value = step.value
        return fraction_as_written(value, node.span.text) if isinstance(value, Fraction) else written(telling, step)
    return written(telling, step)


def _arithmetic(telling: Telling, step: Step, node: core.Operation) -> str:
    key = operation_key(node)
    if node.operator in ("lowest", "highest", "sum"):
        listed = tuple(_inside(telling, each, "plus") for each in step.inputs)
        return telling.say(f"name.{key}", list=join(telling, listed))
    left = _inside(telling, step.inputs[0], node.operator)
    right = _inside(telling, step.inputs[1], node.operator, is_right=True)
    return telling.say(f"name.{key}", a=left, b=right)


def _inside(telling: Telling, step: Step, outer: str, is_right: bool = False) -> str:
    """An operand, in brackets where the reading would not be certain without."""
    node = step.node
    if isinstance(node, core.Round) and inner(step).value == step.value:
        return _inside(telling, inner(step), outer, is_right)
    if isinstance(node, core.Round | core.Choose) or (isinstance(node, core.Operation) and node.operator in LIMITS):
        return telling.say("working.bracket", text=_told(telling, step))
    if isinstance(node, core.ByReading | core.AsAt):
        return _inside(telling, inner(step), outer, is_right)
    text = _expression(telling, step)
    loose = outer in ("plus", "minus", "sum") and not (outer == "minus" and is_right)
    if isinstance(node, core.ScaleValue):
        return telling.say("working.bracket", text=text)
    if isinstance(node, core.Operation) and node.operator in ARITHMETIC:
        binds = node.operator in ("times", "divided by") and not is_right
        return text if loose or binds else telling.say("working.bracket", text=text)
    return text


def _slices(telling: Telling, step: Step, node: core.ScaleValue) -> str:
    """The part of the base in each slice, with its rate."""
    base, version = step.inputs[0], _scale_version(telling, step, node)
    if version is None or not isinstance(base.value, int | Fraction):
        return phrase(telling, step)
    ends = [*(each.start for each in version.slices[1:]), None]
    told = []
    for each, end in zip(version.slices, ends, strict=True):
        top = base.value if end is None else min(base.value, end)
        if top > each.start:
            amount = write(telling, exact(Fraction(top) - Fraction(each.start)), base.node.type)
            rate = write(telling, each.rate, _rate_type(each.rate))
            told.append(telling.say("working.slice", rate=rate, amount=amount))
    if not told:
        return telling.say("name.scale", scale=parameter_title(telling, node.scale), base=written(telling, base))
    text = told[0]
    for more in told[1:]:
        text = telling.say("name.plus", a=text, b=more)
    return text


def _rate_type(rate: int | Fraction) -> Quantity:
    """A rate of a scale is read as a percentage where it ends as one."""
    ends = 10**6 % Fraction(rate).denominator == 0  # 15.98%, and four places at most
    return Quantity("ratio", "percent" if ends else "fraction")


def _scale_version(telling: Telling, step: Step, node: core.ScaleValue) -> ScaleVersion | None:
    scale = telling.model.scales.get(node.scale)
    if scale is None or step.day is None:
        return None
    return next((version for version in scale.versions if version.interval.holds(step.day)), None)


def _looked_at(telling: Telling, step: Step, node: core.Each) -> str:
    """A sum, an average or an extreme: the values themselves where they are few."""
    members = [each for each in members_of(step, node) if each.where is None or each.where.value is not NO]
    if node.word not in ("sum", "average", "lowest", "highest") or not is_known(step) or len(members) > MOST_VALUES:
        return _figure(telling, step)
    shown = []
    for each in members:
        name = member_name(telling, each.item, node.subject.type)
        if each.body is not None and not isinstance(each.body.node, core.Variable):
            name = telling.say("name.with_value", name=written(telling, each.body), value=name)
        shown.append(name)
    if not shown:
        return _figure(telling, step)
    listed = join(telling, _runs(telling, shown))
    return telling.say("working.of_values", word=telling.say(f"working.{node.word}"), list=listed)


def _runs(telling: Telling, shown: list[str]) -> tuple[str, ...]:
    """The same figure several times in a row is said once, with how many times."""
    runs = ((each, sum(1 for _ in run)) for each, run in groupby(shown))
    return tuple(
        each if count == 1 else telling.say("working.repeated", count=str(count), text=each) for each, count in runs
    )
