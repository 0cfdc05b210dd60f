"""A diagnostic as a page and as data."""

from policy_engine.source.diagnostic import Diagnostic, Edit, Label, Severity
from policy_engine.source.report import as_json, report
from policy_engine.source.text import Source, Span

_SOURCE = Source("rules/levy.policy", "rule r\n  is leave at leest 4 days\n  is b\n")
_LEEST = Span(_SOURCE, 18, 26)


def _misspelt(**others: object) -> Diagnostic:
    facts = {"found": "at leest", "near": "at least"}
    return Diagnostic("S042", _LEEST, facts, **others)  # type: ignore[arg-type]


def test_a_page_shows_the_place_the_line_the_message_and_the_hint() -> None:
    assert report(_misspelt(), "en") == (
        "rules/levy.policy:2:12  S042  a word that is nearly right\n"
        "   │\n"
        " 2 │   is leave at leest 4 days\n"
        "   │            ^^^^^^^^\n"
        "   │ `at leest` is not a word that can stand here.\n"
        "   │ Hint: did you mean `at least`?\n"
    )


def test_the_same_page_in_malay() -> None:
    assert report(_misspelt(), "ms").endswith(
        "   │ `at leest` bukan perkataan yang boleh berada di sini.\n   │ Petunjuk: adakah anda maksudkan `at least`?\n"
    )


def test_a_hint_with_an_empty_hole_is_left_out() -> None:
    assert "Hint" not in report(Diagnostic("S042", _LEEST, {"found": "at leest", "near": ""}), "en")


def test_a_second_place_has_its_own_box() -> None:
    facts = {"label": "a", "expected": "b"}
    page = report(Diagnostic("S033", Span(_SOURCE, 38, 40), facts, (Label(_LEEST, "first label"),)), "en")

    assert "the first one stands here: rules/levy.policy:2:12\n   │\n 2 │   is leave at leest 4 days\n" in page


def test_a_warning_says_that_it_is_advice() -> None:
    assert "(advice)" in report(_misspelt(severity=Severity.WARNING), "en").splitlines()[0]


def test_a_place_in_a_facts_file_is_its_path() -> None:
    page = report(Diagnostic("S042", facts={"found": "x", "near": ""}, path="dependants[ali].born_on"), "en")

    assert page.splitlines()[0] == "dependants[ali].born_on  S042  a word that is nearly right"


def test_colours_only_where_asked() -> None:
    assert "\x1b[" not in report(_misspelt(), "en")
    assert "\x1b[31;1mS042\x1b[0m" in report(_misspelt(), "en", color=True)


def test_what_does_not_print_is_not_printed_and_a_long_line_is_cut() -> None:
    source = Source("a\x1b[2J.policy", "x" * 5000 + "\u202e@\x07" + "y" * 5000)
    page = report(Diagnostic("S016", Span(source, 5001, 5002), {"sign": "\x1b", "name": "n"}), "en")

    assert all(character.isprintable() or character == "\n" for character in page)
    assert max(len(line) for line in page.splitlines()) < 200
    assert page.splitlines()[2].index("@") == page.splitlines()[3].index("^")


def test_marks_stand_under_wide_characters() -> None:
    source = Source("a", '"東京" @')
    marks = report(Diagnostic("S016", Span(source, 5, 6), {"sign": "@", "name": "n"}), "en").splitlines()[3]

    assert marks == "   │ " + " " * 7 + "^"


def test_facts_are_never_read_as_a_template() -> None:
    facts = {"found": "{near}{found:words}{0.__class__}", "near": "at least"}

    assert "`{near}{found:words}{0.__class__}` is not a word" in report(Diagnostic("S042", _LEEST, facts), "en")


def test_data_holds_the_same_with_places_and_a_fix() -> None:
    place = {"file": "rules/levy.policy", "line": 2, "column": 12, "end_line": 2, "end_column": 20}

    assert as_json(_misspelt(fix=Edit(_LEEST, "at least")), "en") == {
        "code": "S042",
        "severity": "error",
        "title": "a word that is nearly right",
        "message": "`at leest` is not a word that can stand here.",
        "hint": "did you mean `at least`?",
        "place": place,
        "fix": {"place": place, "text": "at least"},
    }
    assert as_json(Diagnostic("S042", facts={"found": "x", "near": ""}, path="a.b"), "en")["path"] == "a.b"
