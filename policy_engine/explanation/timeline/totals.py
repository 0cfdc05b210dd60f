"""The totals of a timeline in words: who is paid how much between two days, and what of it is not known.

Invariant: what is known is never hidden by what is not; of the days that are not known it is said what they lack.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from policy_engine.evaluation.decision import Decision, PaymentResult
from policy_engine.evaluation.timeline.timeline import Timeline, is_over_time
from policy_engine.evaluation.timeline.totals import Sum, Total, Unknown, falls_due_on, totals
from policy_engine.explanation.document import Amount, Explanation
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.timeline.document import Days, SumTold, TotalTold
from policy_engine.explanation.write import plain, title, write
from policy_engine.model.rulebook import Payment, Shares, Words
from policy_engine.model.types import DATE, Quantity
from policy_engine.values.value import exact


@frozen(eq=False)
class Added:
    """Totals from a day to another, the last day in; together: of all, where there are several."""

    start: date | None = None
    last: date | None = None
    totals: tuple[TotalTold, ...] = ()
    together: TotalTold | None = None


def totals_told(
    telling: Telling, timeline: Timeline, explanations: Mapping[int, Explanation], last: date | None
) -> Added:
    """What falls due to the last day, from the first that was asked or else the first on which anything does.

    explanations: of the decisions of the timeline, by their identity.
    """
    start = timeline.start or _first_due(timeline)
    if last is None or start is None or last < start:
        return Added(start, last)
    rule = telling.model.settings.part_of_month
    found = totals(timeline, rule, start, last + timedelta(1))
    told = _Told(telling, timeline, explanations)
    together = told.together(found) if len(found) > 1 else None
    return Added(start, last, tuple(told.total(each) for each in found), together)


def days_told(telling: Telling, start: date | None, until: date | None, why: str = "") -> Days:
    """Days in words; of a single one its date."""
    if start is None:
        return Days("", "", telling.say("timeline.day_unknown"), why)
    first = write(telling, start, DATE)
    if until is None:
        return Days(start.isoformat(), "", telling.say("timeline.from", start=first), why)
    last = write(telling, until - timedelta(1), DATE)
    when = first if first == last else telling.say("value.period", start=first, to=last)
    return Days(start.isoformat(), until.isoformat(), when, why)


def _first_due(timeline: Timeline) -> date | None:
    """The first day of the timeline, or of a sum that is paid once before it."""
    once = (falls_due_on(timeline.first, each) for each in timeline.first.payments if not is_over_time(each.payment))
    days = [day for day in once if type(day) is date]
    return min((*days, *(stretch.start for stretch in timeline.stretches[:1])), default=None)


@frozen(eq=False)
class _Told:
    telling: Telling
    timeline: Timeline
    explanations: Mapping[int, Explanation]

    def total(self, total: Total) -> TotalTold:
        result, amount = self._of(self.timeline.first, total.payment)
        type = _sums(result)
        label = title(self.telling, result.payment.title, total.payment)
        due, paid, owing = (
            None if each is None else self._sum(each, total.payment, type)
            for each in (total.due, total.paid, total.owing)
        )
        assert due is not None
        return TotalTold(total.payment, label, total.member, self._whom(total, result, amount), due, paid, owing)

    def together(self, found: Sequence[Total]) -> TotalTold | None:
        """Everything added up, where it is all money; what is not known of it stands above."""
        types = [_sums(self._of(self.timeline.first, each.payment)[0]) for each in found]
        if any(each != types[0] for each in types):
            return None
        sums = ([each.due for each in found], [each.paid for each in found], [each.owing for each in found])
        due, paid, owing = (self._added([each for each in several if each], types[0]) for several in sums)
        assert due is not None
        return TotalTold("", self.telling.say("timeline.together"), "", "", due, paid, owing)

    def _added(self, sums: Sequence[Sum], type: Quantity) -> SumTold | None:
        if not sums:
            return None
        known = exact(sum(each.known for each in sums))
        shown, data = write(self.telling, known, type), plain(self.telling, known, type)
        if any(each.unknown for each in sums):
            return SumTold(self.telling.say("timeline.known_and_above", known=shown), None, data)
        return SumTold(shown, data, data)

    def _sum(self, found: Sum, payment: str, type: Quantity) -> SumTold:
        shown, data = write(self.telling, found.known, type), plain(self.telling, found.known, type)
        if not found.unknown:
            return SumTold(shown, data, data)
        days = tuple(self._days(found.unknown, payment))
        told = self.telling.say("value.semicolon").join(
            self.telling.say("timeline.open_days", when=each.when, why=each.why) for each in days
        )
        return SumTold(self.telling.say("timeline.known_and_open", known=shown, open=told), None, data, days)

    def _days(self, found: Sequence[Unknown], payment: str) -> Iterator[Days]:
        """The days that are not known; those that follow one another and lack the same as one."""
        begun: Unknown | None = None
        said = ""
        for each in found:
            why = self._why(each, payment)
            if begun is not None and why == said and begun.until is not None and begun.until == each.start:
                begun = Unknown(begun.start, each.until)
                continue
            if begun is not None:
                yield days_told(self.telling, begun.start, begun.until, said)
            begun, said = each, why
        if begun is not None:
            yield days_told(self.telling, begun.start, begun.until, said)

    def _why(self, unknown: Unknown, payment: str) -> str:
        """What the days lack: the facts and the open points of the payment, else of the benefit."""
        if unknown.decision is None:
            return self.telling.say("timeline.unsaid")
        decision, told = unknown.decision, self.explanations[id(unknown.decision)]
        result, _ = self._of(decision, payment)
        own = {*result.missing, *result.open_points}
        missing = zip(decision.missing, told.missing, strict=True)
        opens = zip(decision.open_points, told.open_points, strict=True)
        names = [
            self.telling.say("name.of_member", name=each.title, member=each.member) if each.member else each.title
            for hole, each in missing
            if not own or hole in own
        ]
        names += [each.title for hole, each in opens if not own or hole in own]
        return self.telling.say("value.separator").join(dict.fromkeys(names)) or told.verdict

    def _whom(self, total: Total, result: PaymentResult, amount: Amount) -> str:
        if total.is_rest:
            assert isinstance(result.payment, Shares)
            payee = title(self.telling, Words(), result.payment.rest_to)
            return self.telling.say("amount.rest_to", payee=payee)
        if total.member:
            name = next((share.name for share in amount.shares if share.id == total.member), "")
            return name or total.member
        if isinstance(result.payment, Payment):
            return amount.payee_name
        return self.telling.say("timeline.nobody_known")

    def _of(self, decision: Decision, payment: str) -> tuple[PaymentResult, Amount]:
        results = zip(decision.payments, self.explanations[id(decision)].amounts, strict=True)
        return next(pair for pair in results if pair[0].payment.name == payment)


def _sums(result: PaymentResult) -> Quantity:
    """The type of what a payment comes to."""
    type = result.payment.type
    assert isinstance(type, Quantity)
    return Quantity(type.dimension, type.unit)
