"""The builder's methods for benefits: their entries, payments, shares and draws.

Invariant: as in build.py; a method here makes exactly one node of declarations.py or tree.py.
"""

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.building.build import Parts, Several
from policy_engine.syntax.building.rules import BuildRules

_WORDS = {"that": "when"}


class BuildBenefits(BuildRules):
    """Benefits and everything that stands in them."""

    def benefit(self, parts: Parts) -> declarations.Benefit:
        kind, name, for_each, variable, _in, members, authority, _indent, *entries, _dedent = parts
        each = (self.a_name(variable), self.a_name(members)) if for_each else None
        name = self.a_name(name)
        return declarations.Benefit(kind.text, name, each, tuple(entries), authority, **self.line(parts))

    def condition_entry(self, parts: Parts) -> declarations.ConditionEntry:
        """`applies when`, `unless`, `when`, `while`, and the `that` of an invariant."""
        word = parts[0].text
        return declarations.ConditionEntry(_WORDS.get(word, word), parts[1], **self.condition_line(parts))

    def payable_entry(self, parts: Parts) -> declarations.ConditionEntry:
        verb = parts[0].text.removesuffix(" when")
        return declarations.ConditionEntry("payable when", parts[1], verb, **self.condition_line(parts))

    def date_entry(self, parts: Parts) -> declarations.DateEntry:
        word, expression, authority, _end = parts
        return declarations.DateEntry(word.text, expression, authority, **self.line(parts))

    def things(self, parts: Parts) -> declarations.Things:
        word, authority, _indent, *things, _dedent = parts
        return declarations.Things(word.text, tuple(things), authority, **self.line(parts))

    def thing(self, parts: Parts) -> tree.Thing:
        name, words, _when, condition, authority, _end = parts
        return tree.Thing(self.a_name(name), words, condition, authority, **self.line(parts))

    def note(self, parts: Parts) -> declarations.Note:
        return declarations.Note(parts[1], parts[2], **self.line(parts))

    def pays(self, parts: Parts) -> declarations.Pays:
        _pays, name, _colon, type, _to, payee, authority, _indent, *entries, _dedent = parts
        to = self.a_name(payee) if payee else None
        return declarations.Pays(self.a_name(name), type, to, tuple(entries), authority, **self.line(parts))

    # -------------------------------------------------------------------------------------------- shares and draws

    def shares(self, parts: Parts) -> declarations.Shares:
        _shares, name, _colon, type, authority, _indent, *entries, _dedent = parts
        return declarations.Shares(self.a_name(name), type, tuple(entries), authority, **self.line(parts))

    def draws(self, parts: Parts) -> declarations.Draws:
        _draws, name, _colon, type, authority, _indent, *entries, _dedent = parts
        return declarations.Draws(self.a_name(name), type, tuple(entries), authority, **self.line(parts))

    def of_line(self, parts: Parts) -> declarations.OfLine:
        return declarations.OfLine(parts[0].text, parts[1], **self.line(parts))

    def among(self, parts: Parts) -> declarations.Among:
        _among, name, _by, by_field, authority, _end = parts
        field = self.a_name(by_field) if by_field else None
        return declarations.Among(self.a_name(name), field, authority=authority, **self.line(parts))

    def among_in_proportion(self, parts: Parts) -> declarations.Among:
        _among, name, _word, weight, authority, _end = parts
        return declarations.Among(self.a_name(name), proportion=weight, authority=authority, **self.line(parts))

    def among_in_order(self, parts: Parts) -> declarations.Among:
        _among, name, _word, key, authority, _end = parts
        return declarations.Among(self.a_name(name), order=key, authority=authority, **self.line(parts))

    def tier(self, parts: Parts) -> declarations.Tier:
        word, _when, condition, authority, _indent, *entries, _dedent = parts
        classes = tuple(each for each in entries if isinstance(each, declarations.ShareClass))
        unfilled = tuple(each for each in entries if isinstance(each, declarations.Unfilled))
        return declarations.Tier(word.text, condition, classes, authority, unfilled, **self.line(parts))

    def share_class(self, parts: Parts) -> declarations.ShareClass:
        name, part, _equally, where, _when, condition, authority, _begin, *entries = parts
        return declarations.ShareClass(
            self.a_name(name),
            part,
            where and where.items[0],
            condition,
            tuple(entries[:-1]),
            authority,
            **self.line(parts),
        )

    def barred(self, parts: Parts) -> declarations.Barred:
        return declarations.Barred(parts[1], parts[2], **self.line(parts))

    def ends(self, parts: Parts) -> declarations.Ends:
        _ends_on, expression, _colon, fate, _comma, also_before, authority, _end = parts
        return declarations.Ends(expression, fate, authority, also_before is not None, **self.line(parts))

    def fate_lapses(self, parts: Parts) -> declarations.Fate:
        return declarations.Fate("lapses", span=self.span(parts))

    def fate_passes(self, parts: Parts) -> declarations.Fate:
        return declarations.Fate("passes to", self.a_name(parts[1]), span=self.span(parts))

    def fate_by_reading(self, parts: Parts) -> declarations.Fate:
        _by_reading, reading, _open, *branches = parts
        pairs = tuple(branch.items for branch in branches[::2])
        return declarations.Fate("by reading", None, self.a_name(reading), pairs, span=self.span(parts))

    def fate_branch(self, parts: Parts) -> Several:
        return Several((self.a_name(parts[0]), parts[2]), self.span(parts))

    def parties(self, parts: Parts) -> declarations.Parties:
        _parties, authority, _indent, *parties, _dedent = parts
        return declarations.Parties(tuple(parties), authority, **self.line(parts))

    def party(self, parts: Parts) -> declarations.Party:
        name, amount, authority, _end = parts
        return declarations.Party(self.a_name(name), amount, authority, **self.line(parts))

    def party_rest(self, parts: Parts) -> declarations.Party:
        name, _the_rest, authority, _end = parts
        return declarations.Party(self.a_name(name), None, authority, **self.line(parts))

    def division(self, parts: Parts) -> declarations.Division:
        word, authority, _end = parts
        return declarations.Division(word.type == "DIVIDED_AGAIN", authority, **self.line(parts))

    def unfilled(self, parts: Parts) -> declarations.Unfilled:
        return declarations.Unfilled(parts[1], parts[2], **self.line(parts))

    def split(self, parts: Parts) -> declarations.SplitTo:
        _split_to, unit, _comma, odd, authority, _end = parts
        how = odd.text.removeprefix("odd units ")
        return declarations.SplitTo(unit, how, authority=authority, **self.line(parts))

    def split_in_order(self, parts: Parts) -> declarations.SplitTo:
        _split_to, unit, _comma, _odd_units_to, pick, key, authority, _end = parts
        return declarations.SplitTo(unit, "to", pick.text, key, authority, **self.line(parts))

    def rest_unpaid(self, parts: Parts) -> declarations.Rest:
        return declarations.Rest(None, parts[1], **self.line(parts))

    def rest_to(self, parts: Parts) -> declarations.Rest:
        return declarations.Rest(self.a_name(parts[1]), parts[2], **self.line(parts))
