"""Alterations as changes: each side in the words of its own book, in both languages.

Invariant: what is gone is told in the words of the old book, all else in those of the new one.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from policy_engine.explanation.authorities import cited
from policy_engine.model.core import NO_AUTHORITY, Authority, Expression
from policy_engine.model.rulebook import Benefit, Declared, Fact, Model, Words
from policy_engine.publication.difference.alteration import Alteration, Cited, Side
from policy_engine.publication.difference.document import NO_WORDS, Change, Segment, Weight, What
from policy_engine.publication.difference.parts import Fixed, Formula, Key, Several, Step
from policy_engine.publication.difference.said import said, said_line
from policy_engine.publication.titles import where

_OF_AUTHORITY_ONLY = ("source", "assumption")
"""Declarations on which others rest, and from which nothing is computed."""


@frozen
class Sides:
    """The two books."""

    old: Model
    new: Model

    def altered(
        self, key: Key, title: Words, alterations: Sequence[Alteration], authority: Authority = NO_AUTHORITY
    ) -> Iterator[Change]:
        """The changes within one declaration, which rests on the authority as a whole."""
        for each in alterations:
            path = tuple(self._segment(step, each.what) for step in each.path)
            (old, new), (old_line, new_line) = each.sides, each.lines
            yield Change(
                each.weight, each.what, *key, title, path, each.time,
                _said(self.new if isinstance(old, Cited) else self.old, old), _said(self.new, new),
                _line(self.old, old, old_line), _line(self.new, new, new_line),
                _written(old), _written(new),
                where(each.spans[0]), where(each.spans[1]),
                tuple(f"{source} {item}" for source, item in each.rights if source) or cited(authority),
            )  # fmt: skip

    def _segment(self, step: Step, what: What) -> Segment:
        model = self.old if what == "removed" else self.new
        label = step.label
        if step.part == "key" and isinstance(step.title, Several):
            label = ", ".join(str(each.value) for each in step.title.parts if isinstance(each, Fixed))
        return Segment(step.part, label, _said(model, step.title))


def whole(what: What, key: Key, declared: Declared) -> Change:
    """A declaration that is new, or is gone."""
    weight: Weight = "authority" if key[0] in _OF_AUTHORITY_ONLY else "meaning"
    change = Change(weight, what, *named(key, declared), declared.title, citations=cited(declared.authority))
    place = where(declared.span)
    return evolve(change, where_new=place) if what == "added" else evolve(change, where_old=place)


def called_otherwise(old: Key, key: Key, before: Declared, declared: Declared) -> Change:
    """A declaration with another name."""
    names = Words(old[1], old[1]), Words(key[1], key[1])
    return Change(
        "naming", "renamed", *named(key, declared), declared.title, old=names[0], new=names[1],
        where_old=where(before.span), where_new=where(declared.span),
    )  # fmt: skip


def named(key: Key, declared: Declared) -> Key:
    """The word that declares it, and its name."""
    word = declared.kind if isinstance(declared, Benefit | Fact) and key[0] != "field" else key[0]
    return word, key[1]


def _said(model: Model, content: Side) -> Words:
    return NO_WORDS if content is None else said(model, content)


def _line(model: Model, content: Side, line: Expression | None) -> Words:
    """The line in which an expression stands; nothing where it is the line itself."""
    if line is None or (isinstance(content, Formula) and content.expression is line):
        return NO_WORDS
    return said_line(model, line)


def _written(content: Side) -> str:
    """As it stands in the rule file, in one line."""
    if isinstance(content, Formula):
        return " ".join(content.expression.span.text.split())
    return ""
