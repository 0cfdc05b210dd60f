"""Benefits, charges, duties, services and questions, tree to model.

The condition of a benefit is what stands behind `payable when`.  With `applies when` or `unless` beside it the
condition is `all of` limbs labelled `applies`, `payable` and `unless` (`unless2`, `unless3` for further ones), each of
the last kind a `none of`.
Invariant: a benefit has exactly one day (`as at`) and exactly one `payable when`, in the word of its kind.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import needed, only, title_of, titled, words_of
from policy_engine.checking.declarations.payments import draws, pays
from policy_engine.checking.declarations.rules import as_at_of
from policy_engine.checking.declarations.shares import shares
from policy_engine.checking.declarations.things import things
from policy_engine.checking.expressions.authorities import authority
from policy_engine.checking.expressions.comparisons import negation
from policy_engine.checking.expressions.conditions import all_together
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.meanings import stated
from policy_engine.checking.expressions.references import of_symbol
from policy_engine.checking.names import FACTS
from policy_engine.checking.scope import Scope, entry_of, is_free_variable
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import in_words
from policy_engine.model.types import EntityType, ListType
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree

_VERBS = {
    "benefit": "payable", "charge": "due", "duty": "met", "service": "available", "question": "answered yes",
}  # fmt: skip


def members_of_benefit(node: syntax.Benefit, scope: Scope) -> tuple[str, core.Expression, EntityType] | None:
    """The variable, the list and the kind of member of a benefit that is decided for each; None if it is not."""
    if node.for_each is None:
        return None
    variable, list_name = node.for_each
    if entry_of(scope, list_name, FACTS) is None:
        return None
    symbol = scope.symbol(list_name.text)
    subject = None if symbol is None else of_symbol(symbol, (), scope, list_name.span)
    if subject is None:
        return None
    if not isinstance(subject.type, ListType) or not isinstance(subject.type.item, EntityType):
        scope.report(errors.not_a_list("for each", in_words(subject.type), list_name.span))
        return None
    return variable.text, subject, subject.type.item


def benefit(node: syntax.Benefit, scope: Scope) -> rulebook.Benefit | None:
    """A benefit with its payments and documents; `scope` already knows its rules and its member."""
    title = titled(node.kind, node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    members = members_of_benefit(node, scope)
    if node.for_each is not None and members is not None:
        outside = Scope(scope.book, scope.module, scope.found, node.name.text)
        if not is_free_variable(outside, node.for_each[0], members[2].entity):
            members = None
    line = only((each for each in node.entries if isinstance(each, tree.AsAtLine)), "as at", scope)
    line = needed(line, "as at", node.name, scope)
    as_at = None if line is None else as_at_of(line, scope)
    applies, whole = _conditions(node, scope)
    payments = _payments(node, scope)
    needs, provides, excludes = (_things(node, word, scope) for word in ("needs", "provides", "excludes"))
    notes = tuple(
        rulebook.Note(words_of(each.words), authority(each.authority, scope))
        for each in node.entries if isinstance(each, syntax.Note)
    )  # fmt: skip
    if as_at is None or whole is None or payments is None or (node.for_each is not None and members is None):
        return None
    return rulebook.Benefit(
        node.name.text, kind=node.kind, for_each=None if members is None else members[:2], as_at=as_at,
        applies=applies, condition=whole, payments=payments, needs=needs, provides=provides, excludes=excludes,
        notes=notes,
        title=title, module=scope.module, authority=by_right, span=node.name.span,
    )  # fmt: skip


def _conditions(node: syntax.Benefit, scope: Scope) -> tuple[Checked, Checked]:
    """When it applies, and the whole condition."""
    lines = [each for each in node.entries if isinstance(each, syntax.ConditionEntry)]
    payable = only((each for each in lines if each.word == "payable when"), "payable when", scope)
    applies = only((each for each in lines if each.word == "applies when"), "applies when", scope)
    verb = _VERBS[node.kind]
    if payable is None:
        scope.report(errors.line_missing(f"{verb} when", node.name.text, node.name.span))
    elif payable.verb != verb:
        scope.report(errors.wrong_verb(node.kind, f"{payable.verb} when", f"{verb} when", payable.span))
    unless = [each for each in lines if each.word == "unless"]
    ordered = [("applies", applies), ("payable", payable), *_labelled("unless", unless)]
    parts: list[tuple[str, core.Expression]] = []
    first: Checked = None
    wrong = payable is None
    for label, line in ordered:
        if line is None:
            continue
        checked = stated(line.condition, scope)
        if checked is None:
            wrong = True
            continue
        if line.word == "applies when":
            first = checked
        parts.append((label, negation(checked, line.span) if line.word == "unless" else checked))
    return first, None if wrong else all_together(node, parts)


def _labelled(label: str, lines: Sequence[syntax.ConditionEntry]) -> list[tuple[str, syntax.ConditionEntry]]:
    return [(label if number == 1 else f"{label}{number}", line) for number, line in enumerate(lines, 1)]


def _payments(
    node: syntax.Benefit, scope: Scope
) -> tuple[rulebook.Payment | rulebook.Shares | rulebook.Draws, ...] | None:
    found: list[rulebook.Payment | rulebook.Shares | rulebook.Draws | None] = []
    for each in node.entries:
        if isinstance(each, syntax.Pays):
            found.append(pays(each, scope))
        elif isinstance(each, syntax.Shares):
            found.append(shares(each, scope))
        elif isinstance(each, syntax.Draws):
            found.append(draws(each, scope))
    known = tuple(each for each in found if each is not None)
    return None if len(known) < len(found) else known


def _things(node: syntax.Benefit, word: str, scope: Scope) -> tuple[rulebook.Thing, ...]:
    """Documents, benefits in kind or exclusions."""
    return things([each for each in node.entries if isinstance(each, syntax.Things) and each.word == word], scope)
