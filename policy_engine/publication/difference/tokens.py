"""What a part says as a token: two parts say the same exactly when their tokens are equal.

Names of the old book are replaced by what the new one calls the same thing.
Invariant: everything that a part says is in its token, but for words, places, and the types of expressions, which
follow from their parts and from declarations.
"""

from collections.abc import Hashable, Mapping

from attrs import field, frozen

from policy_engine.model import core, types
from policy_engine.model.core import Authority, Expression
from policy_engine.model.types import Type
from policy_engine.model.walk import children
from policy_engine.publication.difference import parts
from policy_engine.publication.difference.parts import Content, Entry, Key, Version

Token = Hashable


@frozen
class Names:
    """What the things of a book are called in the new one; what is not named there keeps its name."""

    renamed: Mapping[Key, str] = field(factory=dict)

    def of(self, kind: str, name: str) -> str:
        return self.renamed.get((kind, name), name)


@frozen
class Tokens:
    """Tokens of one book.  `numbers` is shared by both, so that equal expressions have the same number."""

    names: Names
    numbers: dict[Token, int] = field(repr=False)
    known: dict[tuple[int, bool], int] = field(factory=dict, repr=False)

    def of(self, content: Content) -> Token:
        """The token of what a part says."""
        match content:
            case parts.Formula():
                return self.number(content.expression)
            case parts.Fixed():
                return type(content.value).__name__, content.value, self.type(content.type)
            case parts.Band():
                ends = (content.low, content.low_in, content.high, content.high_in)
                return (*ends, self.type(content.type))
            case parts.Reference():
                return content.kind, self._reference(content)
            case parts.Term():
                return content.word
            case parts.Plain():
                return content.text
            case parts.Kind():
                return self.type(content.type)
            case parts.Window():
                return content.interval
            case parts.Wording():
                return content.words
            case parts.Order():
                return content.names
            case parts.Several():
                return tuple(self.of(each) for each in content.parts)
            case parts.Dated():
                return tuple(self._version(each) for each in content.versions)

    def _reference(self, content: parts.Reference) -> str:
        if content.kind == "payee":
            return self.names.of("body", content.name)
        if content.kind == "option":
            reading, _, option = content.name.rpartition(".")
            return f"{self.names.of('reading', reading)}.{option}"
        return self.names.of(content.kind, content.name)

    def _version(self, version: Version) -> Token:
        return version.interval, version.attested, tuple(self._entry(each) for each in version.entries)

    def _entry(self, entry: Entry) -> Token:
        return self.key(entry), self.of(entry.content)

    def key(self, entry: Entry) -> Token:
        """For which keys a value stands."""
        return tuple(self.of(each) for each in entry.key)

    def rights(self, authority: Authority) -> tuple[tuple[str, str], ...]:
        """Items (source, item) and assumptions ("", name)."""
        cited = [(self.names.of("source", each.source), item) for each in authority.citations for item in each.items]
        return (*cited, *(("", self.names.of("assumption", each)) for each in authority.assumptions))

    def number(self, expression: Expression, *, cited: bool = False) -> int:
        """The number of an expression; `cited`: with the authority of each of its parts."""
        stack = [(expression, False)]
        while stack:
            current, is_ready = stack.pop()
            if (id(current), cited) in self.known:
                continue
            below = children(current)
            if not is_ready:
                stack += ((current, True), *((each, False) for each in below))
                continue
            inside = tuple(self.known[id(each), cited] for each in below)
            token = (self.head(current), inside, *(self._cited(current) if cited else ()))
            self.known[id(current), cited] = self.numbers.setdefault(token, len(self.numbers))
        return self.known[id(expression), cited]

    def _cited(self, node: Expression) -> tuple[Token, ...]:
        inside: tuple[core.Limb, ...] | tuple[core.Row, ...] = ()
        if isinstance(node, core.Limbs):
            inside = node.limbs
        if isinstance(node, core.Choose):
            inside = node.rows
        return self.rights(node.authority), tuple(self.rights(each.authority) for each in inside)

    def head(self, node: Expression) -> Token:
        """What an expression says besides the expressions inside it."""
        name = self.names.of
        match node:
            case core.Literal():
                return "literal", type(node.value).__name__, node.value, self.type(node.type)
            case core.FactValue():
                return "fact", name("fact", node.fact)
            case core.FieldValue():
                return "field", name("field", f"{node.entity}.{node.field}")
            case core.Variable():
                return "variable", node.name
            case core.TheDay():
                return ("the day",)
            case core.Use():
                return "rule", name("rule", node.rule)
            case core.Lookup():
                return "parameter", name("parameter", node.parameter)
            case core.ScaleValue():
                return "scale", name("scale", node.scale)
            case core.Operation():
                return "operation", node.operator
            case core.Limbs():
                return "limbs", node.word, tuple(limb.label for limb in node.limbs)
            case core.Round():
                return "rounded", node.mode
            case core.Each():
                return "each", node.word, node.variable, node.body is None, node.where is None
            case core.Choose():
                return "choose", node.form, tuple(self._row(node, row) for row in node.rows)
            case core.OpenPoint():
                return node.kind, name(node.kind, node.name)
            case core.ByReading():
                return "reading", name("reading", node.reading), tuple(option for option, _ in node.branches)
            case core.AsAt():
                return ("as at",)
            case core.Payable():
                return "payable", name("benefit", node.benefit)
            case core.PaidOn():
                return "paid", name("benefit", node.benefit)

    def _row(self, choice: core.Choose, row: core.Row) -> Token:
        columns = tuple(None if each is None else self.number(each) for each in row.columns)
        return row.label, row.test is None, row.otherwise, self.beaten(choice, row), columns

    def beaten(self, choice: core.Choose, row: core.Row) -> tuple[str, ...]:
        """The rows that it overrides, by their labels."""
        return tuple(choice.rows[position].label for position in row.overrides)

    def type(self, kind: Type) -> Token:
        """The token of a type, with the unit that people read."""
        match kind:
            case types.Quantity():
                return "quantity", kind.dimension, kind.unit, kind.per, kind.per_unit
            case types.DateType():
                return "date", kind.never, kind.birth
            case types.MomentType():
                return "moment", kind.never
            case types.OneOf():
                return "one of", self.names.of("list", kind.list_name)
            case types.EntityType():
                return "entity", self.names.of("entity", kind.entity)
            case types.ListType():
                return "list", kind.ordered, self.type(kind.item)
            case (
                types.YesNo() | types.MonthType() | types.YearType() | types.PeriodsType() | types.MonthsType()
                | types.TextType()
            ):  # fmt: skip
                return type(kind).__name__
