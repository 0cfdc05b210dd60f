"""Two expressions held against each other: the smallest parts that differ, and in which limb, row or option they stand.

Invariant: there is no alteration exactly where both mean the same by the same right.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.types import YesNo
from policy_engine.model.walk import children
from policy_engine.publication.difference.align import Item, align
from policy_engine.publication.difference.alteration import Alteration, Cited, Rights, changed
from policy_engine.publication.difference.parts import Formula, Order, Path, Step, Term
from policy_engine.publication.difference.tokens import Tokens
from policy_engine.source.text import NOWHERE, Span

HEADINGS = ("applies", "payable", "unless")
"""Labels that a benefit gives to the parts of its condition where it has several."""

RightsAt = dict[Path, dict[tuple[str, str], None]]


@frozen
class Books:
    """The tokens of the old book and of the new one."""

    old: Tokens
    new: Tokens


def expressions(books: Books, path: Path, old: Expression, new: Expression) -> tuple[Alteration, ...]:
    """What differs between two expressions that stand at the same place."""
    if books.old.number(old, cited=True) == books.new.number(new, cited=True):
        return ()
    comparison = _Comparison(books)
    old, new = _headed(old, new), _headed(new, old)
    comparison.pairs.append(_Pair(path, path, old, new, old, new))
    while comparison.pairs:
        pair = comparison.pairs.pop()
        comparison.rights_of(pair)
        if books.old.number(pair.old) != books.new.number(pair.new) or pair.old_path != pair.path:
            comparison.compare(pair)
        else:
            comparison.below(pair)
    told = (evolve(each, rights=each.rights or comparison.rights_at(each.path)) for each in comparison.found)
    found = (*told, *comparison.rights())
    return found or (Alteration("authority", "attached", path, spans=(old.span, new.span)),)


def _headed(expression: Expression, other: Expression) -> Expression:
    """A whole condition under the heading `payable` where the other one has headings."""
    if _has_headings(other) and not _has_headings(expression):
        limb = core.Limb("payable", expression, span=expression.span)
        return core.Limbs("all of", (limb,), span=expression.span)
    return expression


def _has_headings(expression: Expression) -> bool:
    return isinstance(expression, core.Limbs) and expression.limbs[0].label in HEADINGS


@frozen
class _Pair:
    """Two expressions at one place: its path in either book, and the lines in which they stand."""

    old_path: Path
    path: Path
    old: Expression
    new: Expression
    old_line: Expression
    new_line: Expression


@frozen
class _Comparison:
    books: Books
    pairs: list[_Pair] = field(factory=list)
    found: list[Alteration] = field(factory=list)
    old_rights: RightsAt = field(factory=dict)
    new_rights: RightsAt = field(factory=dict)

    # -------------------------------------------------------------------------------------------- meaning

    def compare(self, pair: _Pair) -> None:
        """Goes deeper where both are of one kind, and notes the pair where they are not."""
        match pair.old, pair.new:
            case core.Limbs() as old, core.Limbs() as new:
                self._limbs(pair, old, new)
            case core.Choose() as old, core.Choose() as new:
                self._rows(pair, old, new)
            case core.ByReading() as old, core.ByReading() as new if self._is_same(old, new):
                self._branches(pair, old, new)
            case old, new if self._is_alike(old, new):
                self.below(pair)
            case old, new:
                lines = pair.old_line, pair.new_line
                self.found.append(
                    evolve(changed("meaning", pair.path, Formula(old), Formula(new), _spans(pair)), lines=lines)
                )
                self._whole_rights(pair)

    def _is_same(self, old: core.ByReading, new: core.ByReading) -> bool:
        return self.books.old.names.of("reading", old.reading) == new.reading

    def _is_alike(self, old: Expression, new: Expression) -> bool:
        """Whether only what stands inside can differ."""
        return self.books.old.head(old) == self.books.new.head(new) and len(children(old)) == len(children(new))

    def below(self, pair: _Pair) -> None:
        """The expressions inside two that are alike."""
        match pair.old, pair.new:
            case core.Limbs() as old, core.Limbs() as new:
                self._limbs(pair, old, new)
            case core.Choose() as old, core.Choose() as new:
                self._rows(pair, old, new)
            case core.ByReading() as old, core.ByReading() as new:
                self._branches(pair, old, new)
            case one, other:
                inside = list(zip(children(one), children(other), strict=True))
                self.pairs.extend(_inside(pair, *each) for each in reversed(inside))

    def _limbs(self, pair: _Pair, old: core.Limbs, new: core.Limbs) -> None:
        if old.word != new.word:
            self.found.append(changed("meaning", pair.path, Term(old.word), Term(new.word), _spans(pair)))
        olds = [Item(self.books.old.number(limb.expression), limb.label) for limb in old.limbs]
        news = [Item(self.books.new.number(limb.expression), limb.label) for limb in new.limbs]
        matched = align(olds, news)
        pairs = []
        for old_at, new_at in matched:
            one = None if old_at is None else old.limbs[old_at]
            other = None if new_at is None else new.limbs[new_at]
            inside = self._part(pair, "limb", one, other)
            if one is not None and other is not None:
                self._add_rights(inside, one.authority, other.authority)
                pairs.append(_of_their_own(inside, one.expression, other.expression))
        self._order(pair, "limb", matched, olds)
        self.pairs.extend(reversed(pairs))

    def _part(
        self, pair: _Pair, part: str, old: core.Limb | core.Row | None, new: core.Limb | core.Row | None
    ) -> _Pair:
        """The pair of places of a limb or a row; notes one that is added, is gone, or is called otherwise."""
        old_path = pair.old_path if old is None else _deeper(pair.old_path, part, old.label)
        path = pair.path if new is None else _deeper(pair.path, part, new.label)
        if old is None or new is None:
            sides = tuple(None if each is None else Formula(_said(each)) for each in (old, new))
            spans = tuple(NOWHERE if each is None else _said(each).span for each in (old, new))
            rights = _rights(self.books.old, old) or _rights(self.books.new, new)
            self.found.append(
                changed("meaning", old_path if new is None else path, sides[0], sides[1], (spans[0], spans[1]), rights)
            )
        elif old.label != new.label:
            labels = Order((old.label.strip("."),)), Order((new.label.strip("."),))
            self.found.append(Alteration("naming", "relabelled", path, labels, (old.span, new.span)))
        return evolve(pair, old_path=old_path, path=path)

    def _order(
        self, pair: _Pair, part: str, matched: Sequence[tuple[int | None, int | None]], olds: Sequence[Item]
    ) -> None:
        """Things without names of their own that stand in another order."""
        positions = [old for old, new in matched if old is not None and new is not None]
        if positions != sorted(positions) and not all(item.label for item in olds):
            self.found.append(Alteration("naming", "reordered", (*pair.path, Step("order", part)), spans=_spans(pair)))

    def _rows(self, pair: _Pair, old: core.Choose, new: core.Choose) -> None:
        if old.form != new.form:
            words = Term(f"form {old.form}"), Term(f"form {new.form}")
            self.found.append(changed("naming", pair.path, *words, _spans(pair)))
        olds = [_row_item(self.books.old, old, row) for row in old.rows]
        news = [_row_item(self.books.new, new, row) for row in new.rows]
        matched = align(olds, news)
        pairs: list[_Pair] = []
        for old_at, new_at in matched:
            one = None if old_at is None else old.rows[old_at]
            other = None if new_at is None else new.rows[new_at]
            inside = self._part(pair, _ROW_WORDS[new.form], one, other)
            if one is not None and other is not None:
                self._add_rights(inside, one.authority, other.authority)
                self._beaten(inside, self.books.old.beaten(old, one), self.books.new.beaten(new, other))
                pairs += self._row(inside, one, other)
        self._order(pair, "row", matched, olds)
        self.pairs.extend(reversed(pairs))

    def _beaten(self, pair: _Pair, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        if old != new:
            path = (*pair.path, Step("overrides"))
            self.found.append(changed("meaning", path, Order(old) if old else None, Order(new) if new else None))

    def _row(self, pair: _Pair, old: core.Row, new: core.Row) -> Iterator[_Pair]:
        spans = (old.span, new.span)
        if old.otherwise != new.otherwise:
            words = [Term("otherwise" if each.otherwise else "with a condition") for each in (old, new)]
            self.found.append(changed("meaning", pair.path, words[0], words[1], spans))
        if old.test is not None and new.test is not None:
            yield _of_their_own(pair, old.test, new.test)
        elif old.test is not None or new.test is not None:
            tests = [None if each.test is None else Formula(each.test) for each in (old, new)]
            self.found.append(changed("meaning", (*pair.path, Step("when")), tests[0], tests[1], spans))
        yield _of_their_own(pair, old.value, new.value)

    def _branches(self, pair: _Pair, old: core.ByReading, new: core.ByReading) -> None:
        olds, news = dict(old.branches), dict(new.branches)
        pairs = []
        for name in (*news, *(name for name in olds if name not in news)):
            path, old_path = (*pair.path, Step("option", name)), (*pair.old_path, Step("option", name))
            one, other = olds.get(name), news.get(name)
            if one is not None and other is not None:
                pairs.append(_of_their_own(evolve(pair, path=path, old_path=old_path), one, other))
            else:
                sides = [None if each is None else Formula(each) for each in (one, other)]
                self.found.append(changed("meaning", path, sides[0], sides[1], _spans(pair)))
        if tuple(olds) != tuple(news) and olds.keys() == news.keys():
            path = (*pair.path, Step("order", "option"))
            self.found.append(Alteration("naming", "reordered", path, spans=_spans(pair)))
        self.pairs.extend(reversed(pairs))

    # -------------------------------------------------------------------------------------------- authority

    def rights_of(self, pair: _Pair) -> None:
        """What the two expressions themselves cite."""
        self._add_rights(pair, pair.old.authority, pair.new.authority)

    def _whole_rights(self, pair: _Pair) -> None:
        """What everything inside two expressions cites that are not alike."""
        for side, rights, tokens in ((pair.old, self.old_rights, self.books.old),
                                     (pair.new, self.new_rights, self.books.new)):  # fmt: skip
            found = rights.setdefault(pair.path, {})
            stack: list[Expression] = list(children(side))
            while stack:
                current = stack.pop()
                found |= dict.fromkeys(tokens.rights(current.authority))
                parts: tuple[core.Limb, ...] | tuple[core.Row, ...] = ()
                if isinstance(current, core.Limbs):
                    parts = current.limbs
                if isinstance(current, core.Choose):
                    parts = current.rows
                for each in parts:
                    found |= dict.fromkeys(tokens.rights(each.authority))
                stack.extend(children(current))

    def _add_rights(self, pair: _Pair, old: core.Authority, new: core.Authority) -> None:
        self.old_rights.setdefault(pair.path, {}).update(dict.fromkeys(self.books.old.rights(old)))
        self.new_rights.setdefault(pair.path, {}).update(dict.fromkeys(self.books.new.rights(new)))

    def rights_at(self, path: Path) -> Rights:
        """What the new book rests on at a place, else at the place in which it stands."""
        places = (path[:length] for length in range(len(path), -1, -1))
        return next((tuple(self.new_rights[each]) for each in places if self.new_rights.get(each)), ())

    def rights(self) -> Iterator[Alteration]:
        """Where a place rests on other items or assumptions than it did."""
        for path, new in self.new_rights.items():
            yield from cited(path, tuple(self.old_rights[path]), tuple(new))


_ROW_WORDS = {"rows": "row", "table": "row", "bands": "band", "clauses": "clause"}


def cited(
    path: Path,
    old: Sequence[tuple[str, str]],
    new: Sequence[tuple[str, str]],
    spans: tuple[Span, Span] = (NOWHERE, NOWHERE),
) -> Iterator[Alteration]:
    """The items and assumptions that only one of two sides rests on."""
    gone, come = (tuple(each for each in one if each not in other) for one, other in ((old, new), (new, old)))
    if gone or come:
        sides = Cited(gone) if gone else None, Cited(come) if come else None
        yield Alteration("authority", "cited", path, sides, spans)


def _inside(pair: _Pair, old: Expression, new: Expression) -> _Pair:
    """Two parts of a pair; a condition is a line of its own."""
    if _is_line(old) and _is_line(new):
        return _of_their_own(pair, old, new)
    return evolve(pair, old=old, new=new)


def _of_their_own(pair: _Pair, old: Expression, new: Expression) -> _Pair:
    """Two expressions that are lines of their own."""
    return evolve(pair, old=old, new=new, old_line=old, new_line=new)


def _spans(pair: _Pair) -> tuple[Span, Span]:
    return pair.old.span, pair.new.span


def _deeper(path: Path, part: str, label: str) -> Path:
    """A limb without a label is the place in which it stands."""
    name = label.strip(".")
    return (*path, Step(part, name)) if name else path


def _rights(tokens: Tokens, part: core.Limb | core.Row | None) -> Rights:
    """What a limb or a row rests on."""
    if part is None:
        return ()
    return tuple(dict.fromkeys((*tokens.rights(part.authority), *tokens.rights(_said(part).authority))))


def _said(part: core.Limb | core.Row) -> Expression:
    """A limb or a row as an expression."""
    if isinstance(part, core.Limb):
        return part.expression
    return core.Choose("rows", (part,), part.value.type, span=part.value.span)


def _row_item(tokens: Tokens, choice: core.Choose, row: core.Row) -> Item:
    test = None if row.test is None else tokens.number(row.test)
    says = (test, tokens.number(row.value), row.otherwise, tokens.beaten(choice, row))
    return Item(says, row.label)


def _is_line(expression: Expression) -> bool:
    """Whether an expression is a sentence of its own: a condition that is no group of conditions."""
    groups = core.Limbs | core.Choose | core.ByReading | core.Each | core.FactValue | core.Use
    return isinstance(getattr(expression, "type", None), YesNo) and not isinstance(expression, groups)
