"""The builder's methods for expressions, amounts and conditions.

Invariant: as in build.py; a method here makes exactly one node of tree.py.
"""

from datetime import datetime
from fractions import Fraction

from attrs import evolve

from policy_engine.source.text import Span
from policy_engine.syntax import errors, tree
from policy_engine.syntax.building.build import Build, Parts, Several


def exact(text: str) -> Fraction:
    """The number written with ASCII digits, commas between thousands and at most one point."""
    whole, _, decimals = text.replace(",", "").partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else Fraction(int(whole))


class BuildExpressions(Build):
    """Expressions, from the loosest to the tightest."""

    def logic(self, parts: Parts) -> tree.Logic:
        return tree.Logic(parts[1].text, tuple(parts[::2]), span=self.span(parts))

    def not_(self, parts: Parts) -> tree.Not:
        return tree.Not(parts[1], span=self.span(parts))

    def compare(self, parts: Parts) -> tree.Compare:
        left, word, right = parts
        return tree.Compare(word.text, left, right, span=self.span(parts))

    def in_values(self, parts: Parts) -> tree.InValues:
        return tree.InValues(parts[0], parts[2].items, span=self.span(parts))

    def payable(self, parts: Parts) -> tree.Payable:
        return tree.Payable(self.a_name(parts[0]), span=self.span(parts))

    def paid_on(self, parts: Parts) -> tree.PaidOn:
        return tree.PaidOn(self.a_name(parts[0]), parts[2], span=self.span(parts))

    def quantified(self, parts: Parts) -> tree.Quantified:
        word, variable, _in, subject, _has, _open, condition, _close = parts
        return tree.Quantified(word.text, variable.text, subject, condition, span=self.span(parts))

    def arithmetic(self, parts: Parts) -> tree.Arithmetic:
        left, word, right = parts
        return tree.Arithmetic(word.text, left, right, span=self.span(parts))

    def as_at(self, parts: Parts) -> tree.AsAt:
        return tree.AsAt(parts[0], parts[2], span=self.span(parts))

    def of(self, parts: Parts) -> tree.Of:
        return tree.Of(parts[0], (parts[2],), span=self.span(parts))

    def of_several(self, parts: Parts) -> tree.Of:
        return tree.Of(parts[0], parts[2].items, span=self.span(parts))

    def several(self, parts: Parts) -> Several:
        return Several(tuple(parts[1::2]), self.span(parts))

    # -------------------------------------------------------------------------------------------- dates and windows

    def calendar(self, parts: Parts) -> tree.Calendar:
        return tree.Calendar(parts[0].text, parts[1], span=self.span(parts))

    def age(self, parts: Parts) -> tree.Age:
        _age_of, born, on, day = parts
        return tree.Age(born, day, span=self.span(parts[:2] if on is None else parts))

    def date_when(self, parts: Parts) -> tree.DateWhen:
        return tree.DateWhen(parts[1], parts[3], span=self.span(parts))

    def between(self, parts: Parts) -> tree.Between:
        word, start, end_word, end = parts
        return tree.Between(word.text, start, end_word.text, end, span=self.span(parts))

    def counting(self, parts: Parts) -> tree.Counting:
        return tree.Counting(parts[0], parts[2], span=self.span(parts))

    def window(self, parts: Parts) -> tree.Window:
        subject, _within_the, length, _before, before = parts
        return tree.Window(subject, length, before, span=self.span(parts))

    def within(self, parts: Parts) -> tree.Within:
        return tree.Within(parts[0], parts[2], span=self.span(parts))

    def counted(self, parts: Parts) -> tree.Counted:
        subject, _counted_from, start, end_word, end = parts
        return tree.Counted(subject, start, end_word.text, end, span=self.span(parts))

    # -------------------------------------------------------------------------------------------- several values

    def excess(self, parts: Parts) -> tree.Excess:
        return tree.Excess(parts[1], parts[3], span=self.span(parts))

    def where(self, parts: Parts) -> Several:
        return Several((parts[2],), self.span(parts))

    def number_of(self, parts: Parts) -> tree.NumberOf:
        _number_of, subject, where = parts
        if where is None:
            return tree.NumberOf(subject, span=self.span(parts[:2]))
        return tree.NumberOf(subject, where.items[0], span=self.span(parts))

    def aggregate(self, parts: Parts) -> tree.Aggregate:
        word, body, for_each, variable, _in, subject, where = parts
        if for_each is None:
            return tree.Aggregate(word.text, body, span=self.span(parts[:2]))
        span = self.span(parts[:6] if where is None else parts)
        return tree.Aggregate(word.text, body, variable.text, subject, where and where.items[0], span=span)

    def extreme(self, parts: Parts) -> tree.Extreme:
        return tree.Extreme(parts[0].text, parts[1].items, span=self.span(parts))

    def picked(self, parts: Parts) -> tree.Picked:
        _the, variable, _in, subject, _with, pick, key = parts
        return tree.Picked(variable.text, subject, pick.text, key, span=self.span(parts))

    # -------------------------------------------------------------------------------------------- values

    def name(self, parts: Parts) -> tree.Reference:
        word = parts[0]
        return tree.Reference(word.text, span=Span(self.source, word.start, word.end))

    def the_day(self, parts: Parts) -> tree.TheDay:
        return tree.TheDay(span=self.span(parts))

    def the_day_paid(self, parts: Parts) -> tree.TheDay:
        return tree.TheDay(paid=True, span=self.span(parts))

    def brackets(self, parts: Parts) -> tree.Brackets:
        return tree.Brackets(parts[1], tuple(parts[2:-1]), span=self.span(parts))

    def money(self, parts: Parts) -> tree.MoneyValue:
        word, per = parts
        text = word.text
        symbol = text.rstrip("0123456789.,")
        span = Span(self.source, word.start, (per or word).end)
        decimals = len(text.partition(".")[2])
        return tree.MoneyValue(exact(text[len(symbol) :]), symbol, per.text if per else "", decimals, span=span)

    def number(self, parts: Parts) -> tree.NumberValue:
        word, per = parts
        span = Span(self.source, word.start, (per or word).end)
        return tree.NumberValue(exact(word.text), per.text if per else "", span=span)

    def percent(self, parts: Parts) -> tree.PercentValue:
        text = parts[0].text
        return tree.PercentValue(exact(text[:-1]) / 100, text, span=self.span(parts))

    def fraction(self, parts: Parts) -> tree.FractionValue:
        above, _, below = parts[0].text.partition("/")
        if not below.strip("0"):
            self.problems.append(errors.zero_denominator(parts[0].text, self.span(parts)))
            below = "1"
        return tree.FractionValue(int(above), int(below), span=self.span(parts))

    def duration(self, parts: Parts) -> tree.DurationValue:
        number, unit, per = parts
        span = Span(self.source, number.start, (per or unit).end)
        return tree.DurationValue(exact(number.text), unit.text, per.text if per else "", span=span)

    def date_value(self, parts: Parts) -> tree.DateValue:
        return tree.DateValue(self.a_date(parts[0]), span=self.span(parts))

    def month_value(self, parts: Parts) -> tree.MonthValue:
        text = parts[0].text
        year, month = int(text[:4]), int(text[5:])
        if not (1 <= month <= 12 and year):
            self.problems.append(errors.impossible_date(text, self.span(parts)))
            year, month = 2000, 1
        return tree.MonthValue(year, month, span=self.span(parts))

    def moment_value(self, parts: Parts) -> tree.MomentValue:
        text = parts[0].text
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.problems.append(errors.impossible_date(text, self.span(parts)))
            moment = datetime.fromisoformat("2000-01-01T00:00+00:00")
        return tree.MomentValue(moment, span=self.span(parts))

    def text_value(self, parts: Parts) -> tree.TextValue:
        return tree.TextValue(parts[0].text[1:-1], span=self.span(parts))

    def yes_no(self, parts: Parts) -> tree.YesNoValue:
        return tree.YesNoValue(parts[0].text == "yes", span=self.span(parts))

    def never(self, parts: Parts) -> tree.NeverValue:
        return tree.NeverValue(span=self.span(parts))

    # -------------------------------------------------------------------------------------------- amounts

    def amount(self, parts: Parts) -> tree.Amount:
        return tree.Amount(parts[0], span=parts[0].span)

    def amount_lines(self, parts: Parts) -> tree.Amount:
        modifiers = []
        for modifier, authority in zip(parts[2::2], parts[3::2], strict=True):
            modifiers.append(modifier if authority is tree.NO_AUTHORITY else evolve(modifier, authority=authority))
        last = parts[-1] if parts[-1] is not tree.NO_AUTHORITY else parts[-2]
        span = Span(self.source, parts[0].span.start, last.span.end)
        return tree.Amount(parts[0], tuple(modifiers), parts[1], span=span)

    def limit(self, parts: Parts) -> tree.Modifier:
        return tree.Modifier(parts[0].text, parts[1], span=self.span(parts))

    def rounded(self, parts: Parts) -> tree.Modifier:
        _rounded, how, _to, unit = parts
        return tree.Modifier("rounded", unit, how.text, span=self.span(parts))

    # -------------------------------------------------------------------------------------------- conditions

    def stated(self, parts: Parts) -> tree.Stated:
        expression, authority, _end = parts
        last = expression if authority is tree.NO_AUTHORITY else authority
        span = Span(self.source, expression.span.start, last.span.end)
        return tree.Stated(expression, authority, span=span)

    def group(self, parts: Parts) -> tree.Group:
        word, authority, _indent, *limbs, _dedent = parts
        return tree.Group(word.text, tuple(limbs), authority, **self.line(parts))

    def limb(self, parts: Parts) -> tree.Limb:
        label, condition = parts
        comments, remark = self.comments.of(label.start)
        span = Span(self.source, label.start, condition.span.end)
        return tree.Limb(label.text[:-1], condition, span=span, comments=comments, remark=remark)

    def by_reading(self, parts: Parts) -> tree.ByReading:
        _by_reading, reading, authority, _indent, *alternatives, _dedent = parts
        return tree.ByReading(self.a_name(reading), tuple(alternatives), authority, **self.line(parts))

    def alternative_amount(self, parts: Parts) -> tree.Alternative:
        option, _colon, amount, authority, _end = parts
        meaning = amount if authority is tree.NO_AUTHORITY else evolve(amount, authority=authority)
        return tree.Alternative(self.a_name(option), meaning, **self.line(parts))

    def alternative_below(self, parts: Parts) -> tree.Alternative:
        """Where every line of the meaning was wrong, it stands as rows without a row."""
        option, _colon, _indent, meaning, _dedent = parts
        return tree.Alternative(self.a_name(option), meaning or tree.Rows(()), **self.line(parts))

    def alternative_group(self, parts: Parts) -> tree.Alternative:
        option, _colon, group = parts
        comments, remark = self.comments.of(option.start)
        span = Span(self.source, option.start, group.span.end)
        return tree.Alternative(self.a_name(option), group, span=span, comments=comments, remark=remark)
