"""The names for programs that embed the engine."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import policy_engine

if TYPE_CHECKING:
    from policy_engine import Model

BOOK = """
rulebook river_towns
  title en "River towns"  ms "Bandar sungai"
  money MYR written RM to 0.01 sen
source leaflet "Leaflet on the river levy" in en, attests 2024-01-01 to 2024-12-31
  item L-1 en "who pays"
fact leave : days from 0 to 1,000
  title en "certified leave"  ms "cuti yang disahkan"
fact wage : money per day from RM0 to RM1,000
  title en "daily wage"  ms "gaji harian"
fact injured_on : date
  title en "date of the injury"  ms "tarikh kecederaan"
parameter minimum_rate : money per day
  title en "minimum daily rate"  ms "kadar harian minimum"
  is RM30.00  cites leaflet L-1
benefit river_benefit  cites leaflet L-1
  title en "River benefit"  ms "Faedah sungai"
  as at injured_on
  payable when leave at least 4 days
  pays total : money
    title en "total"  ms "jumlah"
    is (80% of wage not below minimum_rate) for leave
       rounded half up to RM0.01
"""


def model() -> "Model":
    parsed = policy_engine.parse(policy_engine.Source("book.policy", BOOK))
    checked = policy_engine.check([parsed.file])
    pages = [policy_engine.report(each, "en") for each in (*parsed.diagnostics, *checked.diagnostics)]
    assert checked.model is not None, "\n".join(pages)
    return checked.model


def explained(book: "Model", leave: int) -> str:
    """The explanation of one claim, as text in both languages and as JSON."""
    read = policy_engine.read_facts(book, {"leave": leave, "wage": f"{leave * 10}.00", "injured_on": "2024-03-04"})
    assert read.facts is not None, [policy_engine.report(each, "en") for each in read.diagnostics]
    (decision,) = policy_engine.decide(book, read.facts, "river_benefit").decisions
    told = [policy_engine.explain(book, decision, language) for language in ("en", "ms")]
    return "\n".join((*map(policy_engine.as_text, told), str(policy_engine.as_json(told[0]))))


def test_the_interface_is_small_and_every_name_of_it_is_there() -> None:
    assert len(policy_engine.__all__) <= 20
    assert policy_engine.__all__ == sorted(policy_engine.__all__)
    for name in policy_engine.__all__:
        assert getattr(policy_engine, name).__doc__, name
    assert dir(policy_engine) == policy_engine.__all__


def test_a_name_outside_the_interface_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="decyde"):
        _ = policy_engine.decyde  # type: ignore[attr-defined]


def test_importing_the_engine_imports_no_other_library() -> None:
    program = "import sys, policy_engine; print(sorted({'lark', 'attrs', 'attr', 'click'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"


def test_the_core_needs_only_attrs_and_lark() -> None:
    program = (
        "import sys, policy_engine; [getattr(policy_engine, n) for n in policy_engine.__all__]\n"
        "std = set(sys.stdlib_module_names) | {'policy_engine', '__main__'}\n"
        "print(*sorted({n.partition('.')[0] for n in sys.modules} - std - {'site', 'sitecustomize', 'usercustomize'}))"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _with_path(program)], capture_output=True, text=True, check=True
    )

    for_tests = {"interegular"}  # the parser library looks for it and does without
    assert set(run.stdout.split()) - for_tests <= {"attr", "attrs", "lark"}


def _with_path(program: str) -> str:
    return f"import sys; sys.path[:] = {sys.path!r}\n{program}"


def test_eight_threads_decide_as_one_does() -> None:
    book = model()
    claims = [leave % 40 for leave in range(160)]
    alone = [explained(book, leave) for leave in claims]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda leave: explained(book, leave), claims))

    assert together == alone
    assert len(set(alone)) == 40


# ------------------------------------------------------------------------------------------------ wrong arguments


@pytest.fixture(scope="module", name="model")
def _model() -> "Model":
    return model()


WRONG: tuple[object, ...] = (None, 5, "text", [1], {"a": 1})


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_mistake_of_a_program_is_told_in_one_plain_sentence(model: "Model", wrong: object) -> None:
    facts = policy_engine.read_facts(model, {}).facts
    assert facts is not None
    (decision,) = policy_engine.decide(model, facts, "river_benefit").decisions
    (mistake, *_) = policy_engine.parse(policy_engine.Source("a.policy", "x")).diagnostics
    calls: list[tuple[str, tuple[object, ...], dict[str, object]]] = [
        ("parse", (wrong,), {}), ("format", (wrong,), {}), ("check", (wrong,), {}), ("check", ([wrong],), {}),
        ("load", ([wrong],), {}), ("read_facts", (wrong, {}), {}), ("decide", (wrong, facts, "river_benefit"), {}),
        ("decide", (model, wrong, "river_benefit"), {}), ("turning", (wrong, facts, "river_benefit"), {}),
        ("turning", (model, wrong, "river_benefit"), {}), ("turning", (model, facts, [wrong]), {}),
        ("explain", (wrong, decision, "en"), {}), ("explain", (model, wrong, "en"), {}),
        ("explain", (model, decision, wrong), {}), ("as_text", (wrong,), {}), ("as_json", (wrong,), {}),
        ("report", (wrong, "en"), {}), ("report", (mistake, wrong), {}), ("read_json", ([wrong],), {}),
        ("Source", ("a.policy", [wrong]), {}), ("Source", ([wrong], ""), {}),
        ("decide", (model, facts, "river_benefit"), {"readings": [wrong]}),
        ("explain", (model, decision, "en"), {"turning": [wrong]}),
    ]  # fmt: skip
    for name, arguments, named in calls:
        if name == "load" and isinstance(wrong, str):
            continue
        with pytest.raises((TypeError, ValueError), match=rf"^{name}: `[a-z]+` must be .*[; ](not|among) "):
            getattr(policy_engine, name)(*arguments, **named)


@pytest.mark.parametrize("paths", [None, 5, "rules", b"rules"])
def test_a_book_is_loaded_from_a_list_of_paths(paths: object) -> None:
    with pytest.raises(TypeError, match=r"as in load\(\['rules'\]\)"):
        policy_engine.load(paths)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_what_a_claim_says_wrong_is_a_diagnostic(model: "Model", wrong: object) -> None:
    facts = policy_engine.read_facts(model, {}).facts
    assert facts is not None
    data = wrong if wrong == {"a": 1} else {"leave": wrong, "injured_on": wrong}
    assert policy_engine.read_facts(model, wrong).facts is None  # type: ignore[arg-type]
    assert policy_engine.read_facts(model, data).facts is None  # type: ignore[arg-type]
    assert policy_engine.decide(model, facts, wrong).diagnostics  # type: ignore[arg-type]
    if wrong is not None:
        assert policy_engine.decide(model, facts, "river_benefit", on=wrong).diagnostics  # type: ignore[arg-type]
    assert policy_engine.decide(model, facts, "river_benefit", readings={"a": wrong, 1: 2}).diagnostics  # type: ignore[dict-item]


def test_a_language_that_is_not_spoken_is_named(model: "Model") -> None:
    facts = policy_engine.read_facts(model, {}).facts
    assert facts is not None
    (decision,) = policy_engine.decide(model, facts, "river_benefit").decisions
    with pytest.raises(ValueError, match='explain: `language` must be "en" or "ms", not \'fr\''):
        policy_engine.explain(model, decision, "fr")
