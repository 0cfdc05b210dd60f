"""parse gives a tree and diagnostics for any text whatever, and a diagnostic can always be told."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy_engine.source.report import as_json, report
from tests.syntax.books import REFERENCE, read

_LINES = REFERENCE.split("\n")
_MARKS = ["(", ")", ",", ":", "|", "--", '"', "\n", "\n  ", "\n    ", "@", "\t", "\r", "\ufeff"]
_PIECES = [*sorted(set(REFERENCE.split())), *_MARKS]


def _tell(text: str) -> None:
    for problem in read(text).diagnostics:
        for language in ("en", "ms"):
            assert problem.code in report(problem, language, color=True)
            assert as_json(problem, language)["code"] == problem.code


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    _tell(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join))
def test_any_words_of_the_language(text: str) -> None:
    _tell(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_good_book_with_lines_left_out_doubled_moved_and_changed(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(_LINES) - 1))
    lines = _LINES[start : start + 40]
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        slip = data.draw(st.sampled_from(["drop", "double", "move", "cut", "put"]))
        line = lines[place]
        column = data.draw(st.integers(0, len(line)))
        if slip == "drop" and len(lines) > 1:
            del lines[place]
        elif slip == "double":
            lines.insert(place, line)
        elif slip == "move":
            lines[place] = " " * data.draw(st.integers(0, 8)) + line.strip()
        elif slip == "cut":
            lines[place] = line[:column]
        else:
            lines[place] = line[:column] + data.draw(st.sampled_from(_PIECES)) + line[column:]
    _tell("\n".join(lines))
