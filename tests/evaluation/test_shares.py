"""Shares: who gets what, and that nothing is lost or made up."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.evaluation.decision import PaymentResult, Status
from policy_engine.evaluation.step import Hole
from policy_engine.model.rulebook import Model
from policy_engine.values.value import UNDETERMINED, Open, Value
from tests.evaluation.books import ask, book, names

FAMILY = """list kind
  title en "kind"  ms "jenis"
  spouse en "spouse"  ms "pasangan"
  child en "child"  ms "anak"
  parent en "parent"  ms "ibu bapa"
  sibling en "sibling"  ms "adik-beradik"
entity dependant
  title en "dependant"  ms "tanggungan"
  fact relation : one of kind
    title en "relation"  ms "hubungan"
  fact born : birth date
    title en "born"  ms "lahir"
  fact married_on : date or never
    title en "married"  ms "kahwin"
  fact deserted : yes or no
    title en "deserted"  ms "meninggalkan"
fact dependants : list of dependant, 0 to 40
  title en "dependants"  ms "orang tanggungan"
fact whole : money per month from RM0 to RM9,000
  title en "whole"  ms "seluruh"
fact died_on : date
  title en "death"  ms "kematian"
gap share_of_spouse : fraction  cites act A-1
  title en "share of the spouse"  ms "bahagian pasangan"
  ask en "Which?"  ms "Yang mana?"
benefit survivors  cites act A-1
  title en "survivors"  ms "penakat"
  as at died_on
  payable when died_on on or after 2000-01-01
  shares pension : money per month
    title en "pension"  ms "pencen"
    of whole
    among dependants by relation
    tiers fixed on died_on  assumes so
    first when some d in dependants has (relation of d in (spouse, child))
      spouse {spouse} equally
        barred when deserted of dependant
        ends on married_on of dependant : {spouse_fate}
      child 2/5 equally
        while age of born of dependant below 21 years
        ends on married_on of dependant : {child_fate}
    next
      parent 4/10 equally
      sibling 3/10 equally when no d in dependants has (relation of d is parent)
    divided {divided}  assumes so
    unfilled {unfilled}  assumes so
    split to RM0.01 per month, odd units to earliest born of dependant  assumes so
    rest unpaid
    from died_on plus 1 days
"""


def family_text(**changed: str) -> str:
    chosen = {
        "spouse": "3/5", "spouse_fate": "passes to child", "child_fate": "lapses",
        "divided": "again when a share ends", "unfilled": "lapses", **changed,
    }  # fmt: skip
    text = FAMILY
    for name, value in chosen.items():
        text = text.replace("{" + name + "}", value)
    return text


def family(**changed: str) -> Model:
    return book(family_text(**changed))


def person(name: str, relation: str, born: str = "2010-01-01", **changed: object) -> dict[str, object]:
    return {"id": name, "relation": relation, "born": born, "married_on": "never", "deserted": False, **changed}


WIDOW = person("aminah", "spouse", "1980-01-01")
ALI, ABU, SITI = (
    person("ali", "child", "2010-05-05"),
    person("abu", "child", "2012-01-01"),
    person("siti", "child", "2014-01-01"),
)


def pension(
    model: Model, *dependants: Mapping[str, object], on: date | None = None, whole: str = "2500.00"
) -> PaymentResult:
    given = {"dependants": [dict(each) for each in dependants], "whole": whole, "died_on": "2024-03-01"}
    return ask(model, given, "survivors", on=on).payments[0]


def amounts(payment: PaymentResult) -> dict[str, Value]:
    return {share.member: share.amount for share in payment.shares}


def states(payment: PaymentResult) -> dict[str, tuple[str, str]]:
    return {share.member: (share.class_name, share.state) for share in payment.shares}


def test_a_widow_and_three_children() -> None:
    """3/5 of RM2,500 is RM1,500; 2/5 is RM1,000, a third of it RM333.333...; the odd sen goes to the eldest child."""
    payment = pension(family(), WIDOW, SITI, ALI, ABU)

    assert amounts(payment) == {"aminah": 150_000, "siti": 33_333, "ali": 33_334, "abu": 33_333}
    assert (payment.value, payment.rest, payment.tier, payment.status) == (250_000, 0, 0, Status.KNOWN)
    assert {share.member: share.exact for share in payment.shares}["ali"] == Fraction(100_000, 3)


def test_whoever_is_not_cut_down_gets_no_odd_unit() -> None:
    """The widow is older than everybody, but her share is whole."""
    assert amounts(pension(family(), WIDOW, ALI, ABU, SITI))["aminah"] == 150_000


def test_odd_units_go_by_id_where_the_key_is_equal() -> None:
    """RM0.05: the children's 2/5 is 2 sen; among three of one age each is cut to nought and two sen are odd."""
    twins = [person(name, "child", "2010-01-01") for name in ("c", "a", "b")]

    assert amounts(pension(family(), *twins, whole="0.05")) == {"c": 0, "a": 1, "b": 1}


def test_the_rest_is_what_no_class_takes() -> None:
    """Without a spouse the 3/5 lapses: RM2,500 less RM1,000."""
    payment = pension(family(), ALI)

    assert (amounts(payment), payment.rest) == ({"ali": 100_000}, 150_000)


def test_a_class_without_members_may_pass_on() -> None:
    assert amounts(pension(family(unfilled="passes to child"), ALI, ABU)) == {"ali": 125_000, "abu": 125_000}
    assert amounts(pension(family(unfilled="passes to the_others"), WIDOW)) == {"aminah": 250_000}


def test_the_next_tier_is_reached_only_where_the_first_is_not() -> None:
    """4/10 of RM2,500 for the parents; siblings only where there is no parent."""
    mother, brother = person("rokiah", "parent", "1950-01-01"), person("azlan", "sibling")
    without = pension(family(), mother, brother)
    with_child = pension(family(), mother, ALI)

    assert amounts(without) == {"rokiah": 100_000, "azlan": 0}
    assert states(without) == {"rokiah": ("parent", "paid"), "azlan": ("sibling", "class not admitted")}
    assert states(with_child) == {"rokiah": ("parent", "tier not reached"), "ali": ("child", "paid")}
    assert (without.tier, with_child.tier) == (1, 0)


def test_nobody_at_all() -> None:
    payment = pension(family())

    assert (payment.shares, payment.rest, payment.tier, payment.status) == ((), 250_000, None, Status.KNOWN)


def test_divided_again_when_a_child_grows_up() -> None:
    """Ali is 21 on 5 May 2031: from then on the RM1,000 is Abu's alone."""
    before = pension(family(), ALI, ABU, on=date(2031, 5, 4))
    after = pension(family(), ALI, ABU, on=date(2031, 5, 5))

    assert amounts(before) == {"ali": 50_000, "abu": 50_000}
    assert amounts(after) == {"ali": 0, "abu": 100_000}
    assert states(after)["ali"] == ("child", "ended")


def test_divided_once_each_keeps_the_part_it_had() -> None:
    after = pension(family(divided="once"), ALI, ABU, on=date(2031, 5, 5))

    assert (amounts(after), after.rest) == ({"ali": 0, "abu": 50_000}, 200_000)


def test_a_share_that_ends_follows_its_fate() -> None:
    """The widow marries on 1 June 2025; her 3/5 passes to the children, who then have everything."""
    widow = {**WIDOW, "married_on": "2025-06-01"}

    assert amounts(pension(family(), widow, ALI, on=date(2025, 5, 31))) == {"aminah": 150_000, "ali": 100_000}
    assert amounts(pension(family(), widow, ALI, on=date(2025, 6, 1))) == {"aminah": 0, "ali": 250_000}
    lapsed = pension(family(spouse_fate="lapses"), widow, ALI, on=date(2025, 6, 1))
    assert (amounts(lapsed), lapsed.rest) == ({"aminah": 0, "ali": 100_000}, 150_000)


def test_divided_again_the_fate_waits_until_nobody_is_left() -> None:
    second = {**WIDOW, "id": "zainab"}
    first = {**WIDOW, "married_on": "2025-06-01"}

    assert amounts(pension(family(), first, second, ALI, on=date(2025, 6, 1))) == {
        "aminah": 0, "zainab": 150_000, "ali": 100_000,
    }  # fmt: skip


def test_divided_once_each_ending_has_its_own_fate() -> None:
    """Two widows have RM750 each; the share of the one who marries passes to the child."""
    second = {**WIDOW, "id": "zainab"}
    first = {**WIDOW, "married_on": "2025-06-01"}

    assert amounts(pension(family(divided="once"), first, second, ALI, on=date(2025, 6, 1))) == {
        "aminah": 0, "zainab": 75_000, "ali": 175_000,
    }  # fmt: skip


def test_barred_is_not_absent() -> None:
    """The part of a barred widow lapses; that of a widow who never was passes on."""
    model = family(unfilled="passes to child")
    barred = pension(model, {**WIDOW, "deserted": True}, ALI)

    assert (amounts(barred), barred.rest) == ({"aminah": 0, "ali": 100_000}, 150_000)
    assert states(barred)["aminah"] == ("spouse", "barred")
    assert amounts(pension(model, ALI)) == {"ali": 250_000}


def test_what_ended_before_the_death_never_was() -> None:
    widow = {**WIDOW, "married_on": "2024-02-01"}
    payment = pension(family(spouse_fate="passes to child", unfilled="lapses"), widow, ALI)

    assert (amounts(payment), payment.rest) == ({"aminah": 0, "ali": 100_000}, 150_000)


# ------------------------------------------------------------------------------------------------ what is not known


def test_a_class_that_is_not_affected_stays_known() -> None:
    """Siti's birth is not known: nobody can say how many share the RM1,000, but the widow has her RM1,500."""
    unknown = {name: value for name, value in SITI.items() if name != "born"}
    payment = pension(family(), WIDOW, ALI, unknown)

    assert amounts(payment) == {
        "aminah": 150_000, "ali": Open(False, 50_000, 100_000), "siti": Open(False, 0, 50_000),
    }  # fmt: skip
    assert states(payment)["siti"] == ("child", "open")
    assert (payment.status, payment.rest) == (Status.UNDETERMINED, Open(False, 0, 50_000))
    assert names(payment.missing) == ["born of siti"]


def test_a_class_that_may_be_passed_something_is_affected() -> None:
    """Whether the widow has married again decides whether the children have 2/5 or everything."""
    unknown = {name: value for name, value in WIDOW.items() if name != "married_on"}
    payment = pension(family(), unknown, ALI)

    assert isinstance(amounts(payment)["ali"], Open)
    assert names(payment.missing) == ["married_on of aminah"]
    unaffected = pension(family(spouse_fate="lapses"), unknown, ALI)
    assert amounts(unaffected)["ali"] == 100_000


def test_a_member_of_unknown_class() -> None:
    unknown = {name: value for name, value in ALI.items() if name != "relation"}
    payment = pension(family(), WIDOW, unknown)

    assert isinstance(amounts(payment)["aminah"], Open)
    assert names(payment.missing) == ["relation of ali"]


def test_a_tier_that_is_not_known() -> None:
    unknown = {name: value for name, value in ALI.items() if name != "relation"}
    payment = pension(family(), unknown, person("rokiah", "parent"))

    assert (payment.tier, payment.status) == (None, Status.UNDETERMINED)
    assert {type(share.amount) for share in payment.shares} == {Open}
    assert names(payment.missing) == ["relation of ali"]


def test_a_list_that_may_have_further_members() -> None:
    given = {"dependants": {"partial": True, "items": [WIDOW]}, "whole": "2500.00", "died_on": "2024-03-01"}
    payment = ask(family(), given, "survivors").payments[0]

    assert payment.status is Status.UNDETERMINED
    assert amounts(payment) == {"aminah": Open(False, 0, 150_000)}
    assert names(payment.missing) == ["dependants"]


def test_an_amount_that_is_not_known() -> None:
    given = {"dependants": [WIDOW, ALI], "died_on": "2024-03-01"}
    payment = ask(family(), given, "survivors").payments[0]

    assert amounts(payment) == {"aminah": Open(False, 0, 540_000), "ali": Open(False, 0, 360_000)}  # of RM9,000
    assert states(payment) == {"aminah": ("spouse", "paid"), "ali": ("child", "paid")}
    assert names(payment.missing) == ["whole"]


def test_a_part_that_no_source_gives_is_referred() -> None:
    payment = pension(family(spouse="share_of_spouse"), WIDOW, ALI)

    assert amounts(payment) == {"aminah": Open(True), "ali": 100_000}
    assert (payment.status, names(payment.open_points)) == (Status.REFERRED, ["share_of_spouse"])


def test_a_list_that_is_not_given() -> None:
    payment = ask(family(), {"whole": "1", "died_on": "2024-03-01"}, "survivors").payments[0]

    assert (payment.shares, payment.rest, names(payment.missing)) == ((), UNDETERMINED, ["dependants"])


def test_a_fate_by_reading() -> None:
    """Whether the part of a class that never was lapses is itself disputed."""
    text = """reading lone_class  cites act A-1
  title en "Is the part paid?"  ms "Adakah bahagian dibayar?"
  unpaid en "unpaid"  ms "tidak dibayar"  chosen because en "no other words"  ms "tiada perkataan lain"
  to_others en "to the others"  ms "kepada yang lain"
"""
    fate = "by reading lone_class (unpaid : lapses, to_others : passes to the_others)"
    model = book(text + family_text(unfilled=fate))
    given = {"dependants": [ALI], "whole": "2500.00", "died_on": "2024-03-01"}
    chosen = ask(model, given, "survivors")
    other = ask(model, given, "survivors", readings={"lone_class": "to_others"})

    assert (amounts(chosen.payments[0]), chosen.readings) == ({"ali": 100_000}, {"lone_class": "unpaid"})
    assert (amounts(other.payments[0]), other.readings) == ({"ali": 250_000}, {"lone_class": "to_others"})


def test_divided_once_among_members_of_whom_something_is_not_known() -> None:
    """Whether Siti was below 21 at the death is not known: nobody knows what Ali's part was; the widow's is known."""
    model = family(divided="once", child_fate="passes to spouse")
    unknown = {name: value for name, value in SITI.items() if name != "born"}
    payment = pension(model, WIDOW, ALI, unknown)

    assert {name: type(amount) for name, amount in amounts(payment).items()} == {
        "aminah": Open,
        "ali": Open,
        "siti": Open,
    }
    assert names(payment.missing) == ["born of siti"]
    assert amounts(pension(family(divided="once"), WIDOW, ALI, unknown))["aminah"] == 150_000


def test_divided_once_a_part_that_no_source_gives() -> None:
    payment = pension(family(divided="once", spouse="share_of_spouse", spouse_fate="passes to child"), WIDOW, ALI)

    assert amounts(payment) == {"aminah": Open(True), "ali": Open(True, 0)}


def test_divided_once_a_class_without_members() -> None:
    model = family(divided="once", unfilled="passes to the_others")

    assert amounts(pension(model, ALI)) == {"ali": 250_000}


def test_divided_once_a_share_whose_end_is_not_known() -> None:
    """Ali is 30 and his part has ended; whether he had married before that, and passed it on, is not known."""
    model = family(divided="once", child_fate="passes to spouse")
    unknown = {name: value for name, value in ALI.items() if name != "married_on"}
    payment = pension(model, WIDOW, unknown, on=date(2040, 5, 5))

    assert isinstance(amounts(payment)["aminah"], Open)
    assert names(payment.missing) == ["married_on of ali"]


def test_parts_that_are_more_than_the_whole_are_referred() -> None:
    payment = pension(family(spouse="lowest of (4/5, 1/1)"), WIDOW, ALI)  # computed: the check does not know it

    assert payment.status is Status.REFERRED
    assert payment.open_points == (Hole("no value", "pension", detail=("parts exceed the whole",)),)
    assert {share.amount for share in payment.shares} == {Open(True)}


def test_odd_units_whose_order_is_not_known() -> None:
    """RM0.05 among three spouses: 3 sen, one each, whoever is the eldest; RM0.07: 4.2 sen, one sen is odd."""
    wives = [
        {name: each[name] for name in each if name != "born"}
        for each in (WIDOW, {**WIDOW, "id": "b"}, {**WIDOW, "id": "c"})
    ]

    assert set(amounts(pension(family(), *wives, whole="0.05")).values()) == {1}
    payment = pension(family(), *wives, whole="0.07")
    assert set(amounts(payment).values()) == {Open(False, 1, 2)}
    assert names(payment.missing) == ["born of aminah", "born of b", "born of c"]


# ------------------------------------------------------------------------------------------------ properties

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["spouse", "child", "parent", "sibling"]),
        st.dates(date(1990, 1, 1), date(2023, 12, 31)),
        st.none() | st.dates(date(2023, 1, 1), date(2040, 1, 1)),
        st.booleans(),
    ),
    max_size=7,
).map(
    lambda rows: [
        person(
            f"p{i}", kind, born.isoformat(), married_on=married.isoformat() if married else "never", deserted=deserted
        )
        for i, (kind, born, married, deserted) in enumerate(rows)
    ]
)
MODELS = st.sampled_from(
    [
        family(),
        family(unfilled="passes to the_others"),
        family(divided="once", unfilled="passes to the_others", spouse_fate="passes to the_others"),
        family(divided="once", child_fate="passes to spouse"),
    ]
)
WHOLES = st.integers(0, 900_000).map(lambda sen: f"{sen // 100}.{sen % 100:02}")
DAYS = st.dates(date(2024, 3, 2), date(2045, 1, 1))


@given(MODELS, PEOPLE, WHOLES, DAYS)
@settings(max_examples=250, deadline=None)
def test_shares_and_rest_are_the_whole(model: Model, people: list[dict[str, object]], whole: str, on: date) -> None:
    payment = pension(model, *people, on=on, whole=whole)
    paid = [share.amount for share in payment.shares]

    assert all(isinstance(amount, int) and amount >= 0 for amount in paid)
    assert isinstance(payment.rest, int)
    assert payment.rest >= 0
    assert sum(amount for amount in paid if isinstance(amount, int)) + payment.rest == payment.value
    assert sorted(share.member for share in payment.shares) == sorted(str(each["id"]) for each in people)


@given(MODELS, PEOPLE, WHOLES, DAYS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_members_means_nothing(
    model: Model, people: list[dict[str, object]], whole: str, on: date, random: object
) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert amounts(pension(model, *people, on=on, whole=whole)) == amounts(
        pension(model, *shuffled, on=on, whole=whole)
    )


SILENCE = st.lists(st.booleans(), min_size=28, max_size=28)
"""Which of four fields of at most seven people are not known."""


def silenced(people: list[dict[str, object]], silence: list[bool]) -> list[dict[str, object]]:
    fields = ("relation", "born", "married_on", "deserted")
    silent = {(i // 4, fields[i % 4]) for i, is_silent in enumerate(silence) if is_silent}
    return [{name: each[name] for name in each if (i, name) not in silent} for i, each in enumerate(people)]


@given(MODELS, PEOPLE, WHOLES, DAYS, SILENCE)
@settings(max_examples=200, deadline=None)
def test_what_is_said_of_open_shares_is_right(
    model: Model, people: list[dict[str, object]], whole: str, on: date, silence: list[bool]
) -> None:
    """Taking facts away never changes a share that stays known, and bounds hold for what it was."""
    known = pension(model, *people, on=on, whole=whole)
    partly = amounts(pension(model, *silenced(people, silence), on=on, whole=whole))
    for member, amount in amounts(known).items():
        assert isinstance(amount, int)
        found = partly[member]
        if isinstance(found, Open):
            assert found.low is None or found.low <= amount
            assert found.high is None or amount <= found.high
        else:
            assert found == amount


@given(MODELS, PEOPLE, WHOLES, DAYS, SILENCE)
@settings(max_examples=100, deadline=None)
def test_giving_what_is_asked_for_leads_to_the_answer(
    model: Model, people: list[dict[str, object]], whole: str, on: date, silence: list[bool]
) -> None:
    told = silenced(people, silence)
    payment = pension(model, *told, on=on, whole=whole)
    while payment.status is not Status.KNOWN:
        assert payment.status is Status.UNDETERMINED
        assert payment.missing
        for hole in payment.missing:
            position = int(hole.member.removeprefix("p"))
            assert hole.name not in told[position]
            told[position][hole.name] = people[position][hole.name]
        payment = pension(model, *told, on=on, whole=whole)

    assert amounts(payment) == amounts(pension(model, *people, on=on, whole=whole))


# ------------------------------------------------------------------------------------------------ weights, draws

OTHERS = book(
    """entity part
  title en "part"  ms "bahagian"
  fact weight : count from 0 to 200,000
    title en "weight"  ms "berat"
fact parts : ordered list of part, 0 to 9
  title en "parts"  ms "bahagian"
fact total : money from RM0 to RM9,000
  title en "total"  ms "jumlah"
fact seats : count from 0 to 1,000
  title en "seats"  ms "kerusi"
fact on_day : date
  title en "day"  ms "hari"
entity bill
  title en "bill"  ms "bil"
  fact dated : date
    title en "date"  ms "tarikh"
  fact cost : money from RM0 to RM500
    title en "cost"  ms "kos"
fact bills : list of bill, 0 to 9
  title en "bills"  ms "bil"
benefit hand_out  cites act A-1
  title en "hand out"  ms "agihan"
  as at on_day
  payable when on_day on or after 2000-01-01
  shares by_weight : count
    title en "seats"  ms "kerusi"
    of seats
    among parts in proportion to weight of part
    split to 1, largest remainder  assumes so
    rest unpaid
  shares two : money
    title en "contribution"  ms "caruman"
    of total
    parties
      government (90% of total rounded down to RM0.10)
      member the rest
  draws refund : money
    title en "refund"  ms "bayaran balik"
    of total
    among bills in order of dated of bill
    each cost of bill not above RM200
"""
)


def hand_out(**given: object) -> tuple[PaymentResult, ...]:
    return ask(OTHERS, {"on_day": "2024-01-01", **given}, "hand_out").payments


@pytest.mark.parametrize(
    ("seats", "weights", "expected"),
    [
        (100, [1, 2, 3, 4], [10, 20, 30, 40]),
        (15, [1, 2, 3, 4], [2, 3, 4, 6]),  # 1.5, 3, 4.5, 6: the odd one goes to the earlier of two halves
        (567, [46, 284, 44_956, 86_465, 129_465], None),
        (10, [1, 1, 1], [4, 3, 3]),
        (7, [0, 3], [0, 7]),
    ],
)
def test_largest_remainder(seats: int, weights: list[int], expected: list[int] | None) -> None:
    parts = [{"id": f"z{9 - i}", "weight": weight} for i, weight in enumerate(weights)]
    payment = hand_out(seats=seats, parts=parts)[0]
    found = [share.amount for share in payment.shares]

    assert sum(amount for amount in found if isinstance(amount, int)) == seats
    assert payment.rest == 0
    assert expected is None or found == expected


def test_weights_that_are_all_nought() -> None:
    payment = hand_out(seats=7, parts=[{"id": "a", "weight": 0}])[0]

    assert payment.status is Status.REFERRED
    assert payment.open_points == (Hole("no value", "by_weight", detail=("divided by zero",)),)


def test_an_unknown_weight_opens_every_share() -> None:
    payment = hand_out(seats=7, parts=[{"id": "a", "weight": 1}, {"id": "b"}])[0]

    assert {type(share.amount) for share in payment.shares} == {Open}
    assert names(payment.missing) == ["weight of b"]


def test_parties() -> None:
    """90% of RM232.80 is RM209.52, down to RM209.50; the member has RM23.30."""
    payment = hand_out(total="232.80")[1]

    assert [(share.member, share.amount) for share in payment.shares] == [("government", 20_950), ("member", 2_330)]
    assert payment.rest == 0


def test_parties_that_take_more_than_there_is() -> None:
    """RM0.10 of RM0.10 for the government would leave nothing; RM500 of RM100 leaves less than nothing."""
    model = book(
        """fact total : money from RM0 to RM100
  title en "total"  ms "jumlah"
fact on_day : date
  title en "day"  ms "hari"
benefit hand_out  cites act A-1
  title en "hand out"  ms "agihan"
  as at on_day
  payable when on_day on or after 2000-01-01
  shares two : money
    title en "contribution"  ms "caruman"
    of total
    parties
      government RM50
      member the rest
"""
    )
    given = {"on_day": "2024-01-01", "total": "49.99"}
    payment = ask(model, given, "hand_out").payments[0]

    assert payment.open_points == (Hole("no value", "two", detail=("parts exceed the whole",)),)
    assert [share.amount for share in ask(model, {**given, "total": "50"}, "hand_out").payments[0].shares] == [5_000, 0]


def test_parties_of_an_unknown_amount() -> None:
    payment = hand_out()[1]

    assert {type(share.amount) for share in payment.shares} == {Open}
    assert names(payment.missing) == ["total"]


def bill(name: str, dated: str | None, cost: str | None) -> dict[str, object]:
    return {"id": name} | ({} if dated is None else {"dated": dated}) | ({} if cost is None else {"cost": cost})


def test_draws_in_order() -> None:
    """RM300: the oldest bill takes RM200 of its RM250, the next RM80, the last the RM20 that are left."""
    bills = [bill("c", "2024-03-01", "90"), bill("a", "2024-01-01", "250"), bill("b", "2024-02-01", "80")]
    payment = hand_out(total="300", bills=bills)[2]

    assert [(share.member, share.amount) for share in payment.shares] == [("a", 20_000), ("b", 8_000), ("c", 2_000)]
    assert payment.rest == 0


def test_draws_before_an_unknown_bill_stay_known() -> None:
    bills = [bill("a", "2024-01-01", "50"), bill("b", "2024-02-01", None), bill("c", "2024-03-01", "90")]
    payment = hand_out(total="100", bills=bills)[2]
    found = amounts(payment)

    assert found == {"a": 5_000, "b": Open(False, 0, 5_000), "c": Open(False, 0, 5_000)}
    assert names(payment.missing) == ["cost of b"]


def test_draws_whose_order_is_not_known() -> None:
    payment = hand_out(total="100", bills=[bill("a", None, "50"), bill("b", "2024-02-01", "90")])[2]

    assert amounts(payment) == {"a": Open(False, 0, 5_000), "b": Open(False, 0, 9_000)}
    assert names(payment.missing) == ["dated of a"]


def test_draws_of_a_list_that_is_not_complete_or_not_given() -> None:
    partial = hand_out(total="100", bills={"partial": True, "items": [bill("a", "2024-01-01", "50")]})[2]
    missing = hand_out(total="100")[2]

    assert (amounts(partial), names(partial.missing)) == ({"a": Open(False, 0, 5_000)}, ["bills"])
    assert (missing.shares, names(missing.missing)) == ((), ["bills"])
    nothing = hand_out(total="0", bills=[bill("a", "2024-01-01", None)])[2]
    assert amounts(nothing) == {"a": 0}


def test_draws_that_leave_something() -> None:
    payment = hand_out(total="100", bills=[bill("a", "2024-01-01", "50")])[2]

    assert (payment.rest, payment.status) == (5_000, Status.KNOWN)


@pytest.mark.parametrize("divided", ["again when a share ends", "once"])
def test_a_class_may_say_itself_what_becomes_of_it_unfilled(divided: str) -> None:
    """RM2,500: the children have 2/5, RM1,000.  A widow who had married again before the death was never in the class,
    so that `unfilled` decides (passes to child: all RM2,500) and not the ending; the class itself may say otherwise."""
    married = person("aminah", "spouse", "1980-01-01", married_on="2023-01-01")
    text = family_text(unfilled="passes to child", spouse_fate="lapses", divided=divided)
    ending = "        ends on married_on of dependant : lapses\n      child"
    own = text.replace(ending, ending.replace("\n", "\n        unfilled lapses  assumes so\n"), 1)

    assert amounts(pension(book(text), married, ALI)) == {"aminah": 0, "ali": 250_000}
    assert own != text
    assert amounts(pension(book(own), married, ALI)) == {"aminah": 0, "ali": 100_000}
    assert amounts(pension(book(own), ALI)) == {"ali": 100_000}
    assert amounts(pension(book(own), WIDOW)) == {"aminah": 150_000}
