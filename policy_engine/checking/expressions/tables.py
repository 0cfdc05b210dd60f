"""A table: a condition a column, the result in the last one; each row becomes a row of one core.Choose.

Invariant: a row's test is all of its columns' conditions, kept apart so that an explanation can name the cell that
failed.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.expressions.authorities import authority, standing
from policy_engine.checking.expressions.choices import choose, one_otherwise
from policy_engine.checking.expressions.comparisons import compare, in_group, in_values
from policy_engine.checking.expressions.conditions import all_together
from policy_engine.checking.expressions.expressions import expression, fitting
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.scope import BROKEN, Scope
from policy_engine.model import core
from policy_engine.model.types import YES_NO, OneOf, Quantity, Type
from policy_engine.source.text import Span
from policy_engine.syntax import tree


def table(node: tree.Table, scope: Scope, wanted: Type | None) -> Checked:
    """A table whose first row is the head."""
    head = _head(node.rows[0], scope) if node.rows else None
    found: list[core.Row | None] = []
    for number, row in enumerate(node.rows[1:], 1):
        if head is not None and len(row.cells) != len(head) + 1:
            scope.report(errors.wrong_number_of_cells(len(head) + 1, len(row.cells), row.span))
            found.append(None)
        elif head is not None:
            found.append(_row(number, row, head, scope, wanted))
    one_otherwise([row for row in node.rows[1:] if _says_otherwise(row)], scope)
    by_right = authority(node.authority, scope)
    if head is None:
        return None
    if not found:
        scope.report(errors.table_without_rows(node.span))
        return None
    return choose("table", found, scope, wanted, node, by_right)


def _head(row: tree.TableRow, scope: Scope) -> list[Checked] | None:
    """The expression of each column; None where the head itself is wrong."""
    *columns, last = row.cells
    if not isinstance(last, tree.IsCell):
        scope.report(errors.head_without_is(last.span))
        return None
    heads: list[Checked] = []
    for cell in columns:
        match cell:
            case tree.TestsCell(tests=(tree.CompareCell() | tree.RangeCell(),) | (_, _, *_)):
                scope.report(errors.head_not_plain(cell.span))
                heads.append(None)
            case tree.TestsCell(tests=(only,)) if not isinstance(only, tree.CompareCell | tree.RangeCell):
                heads.append(expression(only, scope))
            case _:
                scope.report(errors.head_not_plain(cell.span))
                heads.append(None)
    return heads


def _says_otherwise(row: tree.TableRow) -> bool:
    return any(isinstance(cell, tree.OtherwiseCell) for cell in row.cells)


def _row(
    number: int, row: tree.TableRow, head: Sequence[Checked], scope: Scope, wanted: Type | None
) -> core.Row | None:
    *cells, last = row.cells
    value = _result(last, scope, wanted)
    by_right = authority(row.authority, scope)
    value = standing(value, row.authority, scope)
    if _says_otherwise(row):
        others = [cell for cell in cells if not isinstance(cell, tree.OtherwiseCell | tree.AnyCell)]
        for cell in others:
            scope.report(errors.otherwise_with_tests(cell.span))
        if value is None or others:
            return None
        return core.Row("otherwise", None, value, otherwise=True, span=row.span, authority=by_right)
    columns = [_cell(cell, column, scope) for cell, column in zip(cells, head, strict=True)]
    wrong = any(
        condition is None and not isinstance(cell, tree.AnyCell) for cell, condition in zip(cells, columns, strict=True)
    )
    if value is None or wrong:
        return None
    present = [("", condition) for condition in columns if condition is not None]
    test = all_together(row, present) if present else None
    return core.Row(str(number), test, value, columns=tuple(columns), span=row.span, authority=by_right)


def _result(cell: tree.Cell, scope: Scope, wanted: Type | None) -> Checked:
    """What the last cell of a row gives: one expression."""
    match cell:
        case tree.TestsCell(tests=(only,)) if not isinstance(only, tree.CompareCell | tree.RangeCell):
            return fitting(only, scope, wanted)
        case _:
            scope.report(errors.result_not_plain(cell.span))
            return None


def _cell(cell: tree.Cell, column: Checked, scope: Scope) -> Checked:
    """The condition of one cell; None for `any`, and where something is wrong."""
    match cell:
        case tree.AnyCell():
            return None
        case tree.IsCell() | tree.OtherwiseCell():
            scope.report(errors.is_in_row(cell.span))
            return None
        case tree.TestsCell():
            return _tests(cell, column, scope)


def _tests(cell: tree.TestsCell, column: Checked, scope: Scope) -> Checked:
    plain: list[Checked] = []
    conditions: list[Checked] = []
    for test in cell.tests:
        match test:
            case tree.CompareCell():
                operand = expression(test.operand, scope, BROKEN if column is None else column.type)
                conditions.append(_compared(test.word, column, operand, scope, test.span))
            case tree.RangeCell():
                conditions.append(_range(test, column, scope))
            case _:
                group = _group(test, column, scope)
                if group is not None:
                    conditions.append(group)
                else:
                    plain.append(expression(test, scope, BROKEN if column is None else column.type))
    if column is None:
        return None
    if len(plain) == 1 or column.type == YES_NO:
        conditions[:0] = [_compared("is", column, value, scope, cell.span) for value in plain]
    elif plain:
        conditions.insert(0, in_values(column, plain, scope, cell.span))
    known = [condition for condition in conditions if condition is not None]
    if len(known) < len(conditions):
        return None
    if len(known) == 1:
        return known[0]
    return core.Limbs("any of", tuple(core.Limb("", condition) for condition in known), span=cell.span)


def _compared(word: str, column: Checked, operand: Checked, scope: Scope, span: Span) -> Checked:
    if column is None or operand is None:
        return None
    return compare(word, column, operand, scope, span)


def _range(test: tree.RangeCell, column: Checked, scope: Scope) -> Checked:
    """`from a to b`, both ends in; `up to b`."""
    wanted = BROKEN if column is None else column.type
    start = None if test.start is None else expression(test.start, scope, wanted)
    end = expression(test.end, scope, wanted)
    if column is None or end is None or (test.start is not None and start is None):
        return None
    amounts = isinstance(column.type, Quantity)
    upper = compare("at most" if amounts else "on or before", column, end, scope, test.span)
    if start is None or upper is None:
        return upper
    lower = compare("at least" if amounts else "on or after", column, start, scope, test.span)
    return None if lower is None else all_together(test, [("", lower), ("", upper)])


def _group(test: tree.Expression, column: Checked, scope: Scope) -> Checked:
    """A cell that names a group of the column's list."""
    if column is None or not isinstance(column.type, OneOf) or not isinstance(test, tree.Reference):
        return None
    values = scope.book.lists.get(column.type.list_name)
    if values is None or test.name not in values.groups or scope.symbol(test.name) is not None:
        return None
    return in_group(column, values, test.name, scope, test.span)
