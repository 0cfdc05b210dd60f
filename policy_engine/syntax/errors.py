"""Every diagnostic about how a rule file is written: the S codes.

Invariant: facts only; the words of a code stand in texts/<language>/diagnostics/syntax.toml.
"""

from collections.abc import Iterable

from policy_engine.source.diagnostic import Diagnostic, Edit, Label
from policy_engine.source.text import Span

# ------------------------------------------------------------------------------------------------ limits


def file_too_long(limit: int, span: Span) -> Diagnostic:
    return Diagnostic("S001", span, {"limit": f"{limit:,}"})


def too_many_words(limit: int, span: Span) -> Diagnostic:
    return Diagnostic("S002", span, {"limit": f"{limit:,}"})


def too_deep(limit: int, span: Span) -> Diagnostic:
    return Diagnostic("S003", span, {"limit": str(limit)})


def name_too_long(limit: int, span: Span) -> Diagnostic:
    return Diagnostic("S004", span, {"limit": str(limit), "start": span.text[:20]})


def number_too_long(limit: int, span: Span) -> Diagnostic:
    return Diagnostic("S005", span, {"limit": str(limit), "start": span.text[:20]})


def too_many_mistakes(shown: int, span: Span) -> Diagnostic:
    return Diagnostic("S006", span, {"shown": f"{shown:,}"})


# ------------------------------------------------------------------------------------------------ characters


def tab(lines: int, span: Span) -> Diagnostic:
    return Diagnostic("S010", span, {"lines": f"{lines:,}"}, fix=Edit(span, "  "))


def odd_character(name: str, span: Span) -> Diagnostic:
    return Diagnostic("S011", span, {"name": name})


def byte_order_mark(span: Span) -> Diagnostic:
    return Diagnostic("S012", span, fix=Edit(span, ""))


def lone_return(lines: int, span: Span) -> Diagnostic:
    return Diagnostic("S013", span, {"lines": f"{lines:,}"})


def other_marks(said: str, span: Span) -> Diagnostic:
    return Diagnostic("S014", span, {"text": said}, fix=Edit(span, f'"{said}"'))


def symbol(sign: str, word: str, span: Span) -> Diagnostic:
    return Diagnostic("S015", span, {"sign": sign, "word": word}, fix=Edit(span, f" {word} "))


def unknown_character(sign: str, name: str, span: Span) -> Diagnostic:
    return Diagnostic("S016", span, {"sign": sign, "name": name})


def foreign_letter(text: str, letter: str, name: str, span: Span) -> Diagnostic:
    return Diagnostic("S017", span, {"text": text[:64], "letter": letter, "name": name})


def capitals(text: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S018", span, {"text": text, "near": near}, fix=Edit(span, near) if near else None)


def open_text(span: Span) -> Diagnostic:
    return Diagnostic("S019", span, {"start": span.text[:20]})


# ------------------------------------------------------------------------------------------------ numbers and dates


def bad_number(text: str, span: Span) -> Diagnostic:
    return Diagnostic("S020", span, {"text": text[:40]})


def bad_money(text: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S021", span, {"text": text[:40], "near": near}, fix=Edit(span, near) if near else None)


def glued_unit(text: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S022", span, {"text": text, "near": near}, fix=Edit(span, near))


def date_shape(text: str, near: str, span: Span) -> Diagnostic:
    """No safe replacement: 1/7 is the first of July here, and may be the seventh of January elsewhere."""
    return Diagnostic("S023", span, {"text": text, "near": near})


def impossible_date(text: str, span: Span) -> Diagnostic:
    return Diagnostic("S024", span, {"text": text})


def bad_commas(text: str, near: str, span: Span) -> Diagnostic:
    """No safe replacement: `1,2` may be a decimal or a list."""
    apart = text[:40].replace(",", ", ")
    return Diagnostic("S025", span, {"text": text[:40], "near": near[:40], "apart": apart})


def hyphened_name(text: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "S026", span, {"text": text[:64], "near": near[:64], "subtracted": text[:64].replace("-", " minus ")}
    )


def zero_denominator(text: str, span: Span) -> Diagnostic:
    return Diagnostic("S027", span, {"text": text})


def bad_smallest_unit(text: str, span: Span) -> Diagnostic:
    return Diagnostic("S028", span, {"text": text})


def number_in_words(text: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S029", span, {"text": text[:40], "near": near}, fix=Edit(span, near))


# ------------------------------------------------------------------------------------------------ labels


def label_form(text: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S030", span, {"text": text, "near": near}, fix=Edit(span, near))


def label_order(label: str, expected: str, span: Span) -> Diagnostic:
    return Diagnostic("S031", span, {"label": label, "expected": expected})


def label_kind(label: str, expected: str, span: Span) -> Diagnostic:
    return Diagnostic("S032", span, {"label": label, "expected": expected})


def label_repeated(label: str, expected: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("S033", span, {"label": label, "expected": expected}, (Label(first, "first label"),))


def limb_without_label(expected: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "S034", span, {"expected": expected}, fix=Edit(Span(span.source, span.start, span.start), f"{expected}. ")
    )


def between_limbs(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S035", span, {"found": found}, fix=Edit(span, ""))


def limbs_behind(before: str, group: str, first: str, span: Span) -> Diagnostic:
    """`before` is what stands before limbs, `first` the limb that it should be, below `group`."""
    return Diagnostic("S077", span, {"before": before[:60], "group": group, "first": first[:60]})


# ------------------------------------------------------------------------------------------------ what stands where


def unknown_declaration(found: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S040", span, {"found": found, "near": near}, fix=Edit(span, near) if near else None)


def unexpected(found: str, expected: Iterable[str], span: Span) -> Diagnostic:
    return Diagnostic("S041", span, {"found": found, "expected": "|".join(expected)})


def member_on_one_line(name: str, given: str, span: Span) -> Diagnostic:
    """`given` is what is said of the member, on the line of its name or instead of it."""
    return Diagnostic("S075", span, {"name": name, "given": given[:60]})


def word_missing(found: str, better: str, span: Span) -> Diagnostic:
    """`better` is the rest of the line from there, with the word that is missing."""
    return Diagnostic("S076", span, {"found": found, "better": better[:80]})


def misspelt(found: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S042", span, {"found": found, "near": near}, fix=Edit(span, near))


def line_ends(expected: Iterable[str], span: Span) -> Diagnostic:
    return Diagnostic("S043", span, {"expected": "|".join(expected)})


def nothing_below(expected: Iterable[str], span: Span) -> Diagnostic:
    return Diagnostic("S044", span, {"expected": "|".join(expected)})


def deeper_line(found: str, expected: Iterable[str], span: Span) -> Diagnostic:
    return Diagnostic("S045", span, {"found": found, "expected": "|".join(expected)})


def uneven_indentation(indent: int, outer: int, inner: int, span: Span) -> Diagnostic:
    return Diagnostic("S046", span, {"indent": str(indent), "outer": str(outer), "inner": str(inner)})


def mixed_connectives(found: str, other: str, span: Span) -> Diagnostic:
    return Diagnostic("S047", span, {"found": found, "other": other})


def reserved_word(word: str, span: Span) -> Diagnostic:
    return Diagnostic("S048", span, {"word": word})


def not_deeper(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S037", span, {"found": found[:40]})


def goes_on(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S036", span, {"found": found})


def indented_declaration(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S038", span, {"found": found})


def entry_in_column_1(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S039", span, {"found": found})


def indented_start(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S049", span, {"found": found})


# ------------------------------------------------------------------------------------------------ items and cases


def bad_item(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S050", span, {"found": found[:40]})


def bad_item_status(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S051", span, {"found": found[:40]})


def bad_citation(found: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("S052", span, {"found": found[:40], "better": better[:80]})


def language_twice(language: str, span: Span) -> Diagnostic:
    return Diagnostic("S053", span, {"language": language})


def unknown_language(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S057", span, {"found": found[:40]})


def bracket_not_closed(span: Span) -> Diagnostic:
    return Diagnostic("S079", span)


def bracket_not_opened(span: Span) -> Diagnostic:
    return Diagnostic("S080", span)


def brackets_wanted(found: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("S078", span, {"found": found, "better": better[:80]})


def impossible_offset(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S058", span, {"found": found})


def stray_mark(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S054", span, {"found": found[:40]})


# ------------------------------------------------------------------------------------------------ tables


def empty_cell(span: Span) -> Diagnostic:
    return Diagnostic("S055", span)


def ruled_line(span: Span) -> Diagnostic:
    return Diagnostic("S056", span)


def no_such_confidence(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S061", span, {"found": found})


def case_line_twice(word: str, span: Span) -> Diagnostic:
    return Diagnostic("S060", span, {"word": word})


# ------------------------------------------------------------------------------------------------ everyday words


def everyday_words(found: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S070", span, {"found": found[:80], "near": near[:160]}, fix=Edit(span, near))


def condition_behind(found: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S074", span, {"found": found, "near": near[:80]})


def malay_word(found: str, near: str, span: Span) -> Diagnostic:
    return Diagnostic("S071", span, {"found": found[:80], "near": near[:160]}, fix=Edit(span, near))


def comparison_or_limit(found: str, near: str, limit: str, span: Span) -> Diagnostic:
    return Diagnostic("S072", span, {"found": found[:80], "near": near, "limit": limit})


def not_needed(found: str, span: Span) -> Diagnostic:
    return Diagnostic("S073", span, {"found": found[:80]}, fix=Edit(span, ""))
