"""A diagnostic as a page for a person, or as plain data for a program, in English or Malay.

Invariant: every word comes from texts/; a character that does not print is never sent to a screen.
"""

from collections.abc import Callable
from unicodedata import east_asian_width

from policy_engine.source.arguments import must_be, must_be_language
from policy_engine.source.diagnostic import Diagnostic, Label, Severity
from policy_engine.source.text import Span
from policy_engine.texts.catalogue import LANGUAGES, diagnostic_words, fill, holes, label_words, texts

_WIDEST = 160
"""How many characters of a source line a page shows; of a longer line it shows the part with the mistake."""


def report(diagnostic: Diagnostic, language: str, color: bool = False) -> str:
    """The page of a diagnostic: where, what, the line with the place marked, what is so, and what to do."""
    must_be(Diagnostic, diagnostic, "report", "diagnostic", "one of the `diagnostics` that each function gives")
    must_be_language(language, "report", LANGUAGES)
    title, message, hint = _said(diagnostic, language)
    paint = _painted if color else _unpainted
    head = "  ".join(part for part in (_place(diagnostic), paint(diagnostic.code, "31;1"), title) if part)
    if diagnostic.severity is Severity.WARNING:
        head += f"  ({texts(language, 'report')['warning']})"
    margin = _margin(diagnostic)
    lines = [head, *_excerpt(diagnostic.span, margin, paint)]
    lines += [f"{margin} │ {line}" for line in message.splitlines()]
    for label in diagnostic.related:
        lines.append(f"{margin} │ {_label(label, diagnostic, language)}: {_where(label.span)}")
        lines += _excerpt(label.span, margin, paint)
    if hint:
        lines.append(f"{margin} │ {paint(str(texts(language, 'report')['hint']), '36')}: {hint}")
    return "\n".join(lines) + "\n"


def as_json(diagnostic: Diagnostic, language: str) -> dict[str, object]:
    """The same as plain data, places counted from 1; a part that does not apply is left out."""
    title, message, hint = _said(diagnostic, language)
    data: dict[str, object] = {"code": diagnostic.code, "severity": diagnostic.severity.value}
    data |= {"title": title, "message": message}
    if hint:
        data["hint"] = hint
    if diagnostic.path:
        data["path"] = diagnostic.path
    if _stands(diagnostic.span):
        data["place"] = _place_data(diagnostic.span)
    if diagnostic.related:
        data["related"] = [
            {"text": _label(label, diagnostic, language), "place": _place_data(label.span)}
            for label in diagnostic.related
        ]
    if diagnostic.fix:
        data["fix"] = {"place": _place_data(diagnostic.fix.span), "text": diagnostic.fix.text}
    return data


def _label(label: Label, diagnostic: Diagnostic, language: str) -> str:
    facts = {name: _visible(fact) for name, fact in diagnostic.facts.items()}
    return fill(label_words(label.key, language), facts, language)


def _said(diagnostic: Diagnostic, language: str) -> tuple[str, str, str]:
    """Title, message and hint; a hint with an empty hole is left out."""
    words = diagnostic_words(diagnostic.code, language)
    facts = {name: _visible(fact) for name, fact in diagnostic.facts.items()}
    empty = any(not facts.get(hole) for hole in holes(words.hint))
    hint = "" if empty else fill(words.hint, facts, language)
    return fill(words.title, facts, language), fill(words.message, facts, language), hint


def _stands(span: Span) -> bool:
    return span.source.name != "" or span.source.text != ""


def _place(diagnostic: Diagnostic) -> str:
    where = _where(diagnostic.span) if _stands(diagnostic.span) else ""
    return "  ".join(part for part in (where, diagnostic.path) if part)


def _where(span: Span) -> str:
    line, column = span.source.line_and_column(span.start)
    return f"{_visible(span.source.name)}:{line}:{column}"


def _margin(diagnostic: Diagnostic) -> str:
    spans = [diagnostic.span, *(label.span for label in diagnostic.related)]
    return " " * max(2, *(len(str(span.line)) for span in spans))


def _excerpt(span: Span, margin: str, paint: Callable[[str, str], str]) -> list[str]:
    """The line of a place and the marks under it; nothing for a place in no file."""
    if not _stands(span):
        return []
    line, column = span.source.line_and_column(span.start)
    text = span.source.line_text(line)
    start = min(column - 1, len(text))
    end = min(max(start + span.end - span.start, start + 1), max(len(text), start + 1))
    first = max(0, start - _WIDEST // 2) if len(text) > _WIDEST else 0
    shown = text[first : first + _WIDEST]
    end = min(end, first + _WIDEST)
    number = str(line).rjust(len(margin))
    marks = " " * _width(text[first:start]) + "^" * max(1, _width(text[start:end]))
    return [f"{margin} │", f"{number} │ {_visible(shown)}", f"{margin} │ {paint(marks, '31;1')}"]


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() or character == "\n" else "·" for character in text)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _place_data(span: Span) -> dict[str, object]:
    line, column = span.source.line_and_column(span.start)
    end_line, end_column = span.source.line_and_column(span.end)
    return {"file": span.source.name, "line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _unpainted(text: str, style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"
