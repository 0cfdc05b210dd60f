"""Strategies for well-formed declarations and whole files, on top of trees.py."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from policy_engine.source.text import NOWHERE
from policy_engine.syntax import declarations, tree
from tests.syntax.trees import (
    UNIT_WORDS,
    Strategy,
    amounts,
    amounts_of_a_row,
    authorities,
    block_meanings,
    commented,
    conditions,
    edges,
    expressions,
    meanings,
    name_nodes,
    names,
    optional,
    plain,
    remarks,
    said,
    strategy,
    sums,
    tuples,
    words,
)  # fmt: skip

_DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def _titles() -> Strategy:
    return commented(tree.Title, words())


def _asks() -> Strategy:
    return commented(tree.Ask, words())


def _entries(*entry: Strategy) -> Strategy:
    return tuples(st.one_of(*entry), 1, 4)


@strategy
def types() -> Strategy:
    bare = ("yes or no", "calendar months", "calendar month", "calendar year", "birth date")
    measured = ("money", "percent", "fraction", "number", "count", "date", "moment", "periods", "text", *UNIT_WORDS)
    per = st.one_of(st.just(""), st.sampled_from(["day", "week", "month", "year", "hour"]), names())
    return st.one_of(
        st.builds(tree.TypeWords, st.sampled_from(bare), or_never=st.booleans()),
        st.builds(tree.TypeWords, st.just("one of"), list_name=name_nodes(), or_never=st.booleans()),
        st.builds(tree.TypeWords, st.one_of(st.sampled_from(measured), names()), per, or_never=st.booleans()),
    )


def _fact_types() -> Strategy:
    length = st.tuples(st.integers(0, 3000), st.integers(0, 3000))
    limited = st.one_of(
        st.builds(tree.Limits),
        st.builds(tree.Limits, step=plain()),
        st.builds(tree.Limits, plain(), optional(plain()), optional(plain())),
    )
    item = types().map(lambda type: tree.TypeWords(type.word, type.per, type.list_name))
    return st.one_of(
        st.builds(tree.FactType, types(), limited),
        st.builds(tree.FactType, types(), length=length),
        st.builds(tree.FactType, item, limited, st.just(True), st.booleans(), optional(length)),
    )


@strategy
def facts() -> Strategy:
    entry = st.one_of(
        _titles(),
        _asks(),
        commented(declarations.AskWhen, conditions(1)),
        commented(declarations.Presumed, expressions(1), authorities()),
        commented(declarations.Applies, _citing()),
    )
    kind = st.sampled_from(["fact", "finding", "election"])
    finders = tuples(name_nodes(), 0, 2)
    return commented(declarations.Fact, kind, name_nodes(), finders, _fact_types(), tuples(entry, 0, 3), authorities())


def _citing() -> Strategy:
    citation = st.builds(tree.Citation, name_nodes(), tuples(st.builds(tree.Name, st.sampled_from(["L-1", "X-2"]))))
    return st.builds(tree.Authority, st.tuples(citation))


@strategy
def book() -> Strategy:
    leap = commented(declarations.BookLeap, st.sampled_from(["1 March", "28 February"]), authorities())
    end = commented(declarations.BookMonthEnd, st.sampled_from(["back", "forward"]), authorities())
    money = commented(
        declarations.BookMoney, st.just("MYR"), st.sampled_from(["RM", "USD", "$"]), names(), st.integers(0, 3)
    )
    item = commented(
        declarations.Item, st.builds(tree.Name, st.sampled_from(["L-1", "s.3(b)"])),
        st.one_of(words(), st.just(tree.Words())),
    )  # fmt: skip
    status = st.sampled_from(["not a rule", "no effect", "not encoded"])
    item_because = commented(
        declarations.Item, st.builds(tree.Name, st.just("L-2")), words(), status, words(), st.just(())
    )
    item_summary = commented(
        declarations.Item, st.builds(tree.Name, st.just("L-3")), words(), st.just("summary of"), st.none(),
        tuples(st.builds(tree.Name, st.sampled_from(["L-1", "L-2"]))),
    )  # fmt: skip
    value = commented(declarations.ListValue, name_nodes(), st.one_of(words(), st.just(tree.Words())), authorities())
    group = commented(declarations.ListGroup, name_nodes(), tuples(name_nodes()), authorities())
    option = commented(declarations.Option, name_nodes(), words(), optional(words()), authorities())
    period = optional(st.tuples(_DATES, _DATES))
    return st.one_of(
        commented(declarations.RuleBook, name_nodes(), _entries(_titles(), leap, end, money)),
        commented(
            declarations.Module, name_nodes(),
            tuples(st.one_of(_titles(), commented(declarations.ModuleUses, tuples(name_nodes()))), 0, 2),
        ),
        commented(
            declarations.SourceDocument, name_nodes(), said(), st.sampled_from(["", "en", "ms"]), period,
            tuples(st.one_of(_titles(), item, item_because, item_summary), 0, 3),
        ),
        commented(declarations.Body, name_nodes(), tuples(_titles(), 0, 2)),
        commented(
            declarations.Unit, name_nodes(),
            tuples(st.one_of(_titles(), commented(declarations.Plural, words())), 0, 2),
        ),
        commented(declarations.ListOfValues, name_nodes(), _entries(_titles(), value, group)),
        commented(declarations.Entity, name_nodes(), _entries(_titles(), facts(), always())),
        commented(declarations.Assumption, name_nodes(), _entries(_titles()), authorities()),
        commented(declarations.Gap, name_nodes(), types(), _entries(_titles(), _asks()), authorities()),
        commented(declarations.Discretion, name_nodes(), name_nodes(), _entries(_titles(), _asks()), authorities()),
        commented(declarations.Reading, name_nodes(), _entries(_titles(), option), authorities()),
    )  # fmt: skip


def always() -> Strategy:
    that = commented(declarations.ConditionEntry, st.just("when"), conditions(1))
    return commented(declarations.Always, name_nodes(), _entries(_titles(), that), authorities())


def _periods() -> Strategy:
    return st.one_of(
        st.builds(tree.Period, _DATES, optional(_DATES)), st.builds(tree.Period, st.none(), st.none(), _DATES)
    )


def _reviewed() -> Strategy:
    return commented(tree.ReviewedThrough, _DATES, authorities())


@strategy
def figures() -> Strategy:
    keyed = st.one_of(
        commented(declarations.KeyedValue, tuples(name_nodes()), st.none(), amounts()),
        commented(declarations.KeyedValue, st.just(()), edges(), amounts()),
    )
    version = st.one_of(
        commented(declarations.Version, optional(_periods()), amounts()),
        commented(declarations.Version, _periods(), st.none(), tuples(keyed), authorities()),
        commented(declarations.Version, st.none(), st.none(), tuples(keyed)),
    )
    key = st.one_of(
        st.builds(declarations.KeyWords, name_nodes(), st.none()), st.builds(declarations.KeyWords, st.none(), types())
    )
    piece = commented(declarations.Slice, sums(1), sums(1), authorities())
    scale_version = commented(declarations.ScaleVersion, _periods(), tuples(piece), authorities())
    return st.one_of(
        commented(
            declarations.Parameter, name_nodes(), tuples(key, 0, 2), types(),
            _entries(_titles(), version, _reviewed()), authorities(),
        ),
        commented(
            declarations.Scale, name_nodes(), types(), types(),
            _entries(_titles(), scale_version, _reviewed()), authorities(),
        ),
    )  # fmt: skip


def _as_at() -> Strategy:
    return commented(tree.AsAtLine, expressions(1), authorities())


@strategy
def rules() -> Strategy:
    argument = st.builds(declarations.Argument, name_nodes(), types())
    entity = names().map(lambda text: (declarations.Argument(tree.Name(text), tree.TypeWords(text)),))
    dated = st.one_of(
        commented(declarations.DatedMeaning, _periods(), st.builds(tree.Is, amounts())),
        commented(declarations.DatedMeaning, _periods(), block_meanings(), authorities()),
    )
    return commented(
        declarations.Rule, name_nodes(), st.one_of(st.just(()), tuples(argument), entity), optional(types()),
        _entries(_titles(), _as_at(), dated, meanings()), authorities(),
    )  # fmt: skip


def _condition_entries(*word: str) -> Strategy:
    return commented(declarations.ConditionEntry, st.sampled_from(word), conditions(1))


def _date_entries(*word: str) -> Strategy:
    return commented(declarations.DateEntry, st.sampled_from(word), expressions(1), authorities())


def _things(*word: str) -> Strategy:
    thing = commented(tree.Thing, name_nodes(), words(), optional(expressions(1)), authorities())
    return commented(declarations.Things, st.sampled_from(word), tuples(thing), authorities())


def _rest() -> Strategy:
    return commented(declarations.Rest, optional(name_nodes()), authorities())


def _fates(depth: int = 1) -> Strategy:
    plain_fates = st.one_of(
        st.builds(declarations.Fate, st.just("lapses")),
        st.builds(declarations.Fate, st.just("passes to"), name_nodes()),
    )
    if not depth:
        return plain_fates
    branches = tuples(st.tuples(name_nodes(), _fates(depth - 1)))
    return st.one_of(
        plain_fates, st.builds(declarations.Fate, st.just("by reading"), st.none(), name_nodes(), branches)
    )


@strategy
def _shares() -> Strategy:
    unfilled = commented(declarations.Unfilled, _fates(), authorities())
    class_entry = st.one_of(
        _condition_entries("while"),
        commented(declarations.Barred, expressions(1), authorities()),
        commented(declarations.Ends, expressions(1), _fates(), authorities(), st.booleans()),
        unfilled,
    )
    share_class = commented(
        declarations.ShareClass, name_nodes(), sums(1), optional(expressions(1)), optional(expressions(1)),
        tuples(class_entry, 0, 2), authorities(),
    )  # fmt: skip
    party = commented(declarations.Party, name_nodes(), optional(amounts_of_a_row()), authorities())
    pick = st.sampled_from(["lowest", "highest", "earliest", "latest"])
    entry = st.one_of(
        _titles(),
        commented(declarations.OfLine, st.just("of"), amounts()),
        commented(declarations.Among, name_nodes(), optional(name_nodes()), authority=authorities()),
        commented(declarations.Among, name_nodes(), proportion=sums(1), authority=authorities()),
        _condition_entries("when"),
        _date_entries("from", "until", "to", "tiers fixed on"),
        commented(
            declarations.Tier, st.sampled_from(["first", "next"]), optional(expressions(1)), tuples(share_class),
            authorities(), tuples(unfilled, 0, 1),
        ),
        commented(declarations.Parties, tuples(party), authorities()),
        commented(declarations.Division, st.booleans(), authorities()),
        unfilled,
        commented(declarations.SplitTo, sums(1), st.just("to"), pick, sums(1), authorities()),
        commented(
            declarations.SplitTo, sums(1), st.sampled_from(["largest remainder", "unpaid"]), authority=authorities()
        ),
        _rest(),
    )  # fmt: skip
    return commented(declarations.Shares, name_nodes(), types(), tuples(entry, 1, 4), authorities())


@strategy
def benefits() -> Strategy:
    verb = st.sampled_from(["payable", "due", "met", "available", "answered yes"])
    pays_entry = st.one_of(
        _titles(), _condition_entries("when", "while"), _date_entries("from", "until", "to"), _things("paid to"),
        meanings(),
    )  # fmt: skip
    draws_entry = st.one_of(
        _titles(),
        commented(declarations.OfLine, st.sampled_from(["of", "each"]), amounts()),
        commented(declarations.Among, name_nodes(), order=sums(1), authority=authorities()),
        _condition_entries("when"),
        _rest(),
    )
    entry = st.one_of(
        _titles(),
        _as_at(),
        _condition_entries("applies when", "unless"),
        commented(declarations.ConditionEntry, st.just("payable when"), conditions(2), verb),
        rules(),
        commented(
            declarations.Pays, name_nodes(), types(), optional(name_nodes()), tuples(pays_entry, 1, 4), authorities()
        ),
        _shares(),
        commented(declarations.Draws, name_nodes(), types(), tuples(draws_entry, 1, 4), authorities()),
        _things("needs", "provides", "excludes"),
        commented(declarations.Note, words(), authorities()),
    )
    kind = st.sampled_from(["benefit", "charge", "duty", "service", "question"])
    each = optional(st.tuples(name_nodes(), name_nodes()))
    return commented(declarations.Benefit, kind, name_nodes(), each, tuples(entry, 1, 3), authorities())


@strategy
def cases() -> Strategy:
    stretch = st.builds(declarations.Span2, plain(), plain())
    given = commented(
        declarations.Given, name_nodes(), tuples(st.one_of(plain(), stretch)), st.just(False), optional(name_nodes()),
        optional(_DATES),
    )  # fmt: skip
    missing = commented(declarations.Given, name_nodes(), st.just(()), st.just(True))
    element = commented(declarations.GivenElement, name_nodes(), tuples(st.one_of(given, missing), 0, 2))
    members = commented(declarations.GivenList, name_nodes(), tuples(element, 0, 2), st.booleans())
    path = st.sampled_from(["i", "ii.a", "1.b"])
    value = {"value": plain()}
    status = {"status": st.sampled_from(["undetermined", "referred"])}
    expected = st.one_of(
        commented(declarations.Expected, st.just("limb"), path, **value),
        commented(declarations.Expected, st.just("amount"), names(), st.one_of(st.just(""), names()), **value),
        commented(declarations.Expected, st.just("amount"), names(), **status),
        commented(declarations.Expected, st.just("amount"), names(), status=st.just("not payable")),
        commented(declarations.Expected, st.just("value"), **status),
        commented(declarations.Expected, st.sampled_from(["missing", "open"]), names=tuples(name_nodes())),
        commented(declarations.Expected, st.just("code"), st.just("F203"), fact=said()),
    )
    outcome = st.sampled_from(["payable", "not payable", "undetermined", "referred", "value", "an error"])
    origin = st.one_of(st.tuples(said(), st.just(tree.NO_AUTHORITY)), st.tuples(st.just(""), _citing()))
    return st.builds(
        _case,
        name=name_nodes(),
        like=optional(name_nodes()),
        title=words(),
        asked=st.one_of(st.just((None, None)), st.tuples(name_nodes(), optional(name_nodes()))),
        on=optional(_DATES),
        origin=optional(origin),
        readings=tuples(st.tuples(name_nodes(), name_nodes()), 0, 2),
        given=tuples(st.one_of(given, missing, members), 0, 3),
        told=st.one_of(st.just(("", ())), st.tuples(outcome, tuples(expected, 0, 3))),
        comments=st.lists(said().map(str.strip), max_size=1).map(tuple),
        remark=remarks(),
    )


def _case(asked: tuple[Any, Any], told: tuple[str, Any], **parts: Any) -> declarations.Case:
    """A case asks perhaps for something, perhaps of one member; what it expects stands below an outcome."""
    return declarations.Case(question=asked[0], member=asked[1], outcome=told[0], expected=told[1], **parts)


def files(max_size: int = 3) -> Strategy:
    """A whole file, with comments behind its last declaration."""
    declared = st.one_of(book(), facts(), figures(), rules(), benefits(), always(), cases())
    comments = st.lists(said().map(str.strip), max_size=2).map(tuple)
    return st.builds(declarations.File, st.just(NOWHERE.source), tuples(declared, 0, max_size), comments)
