"""What can be wrong with a question and with the facts of a case, as data.

Invariant: no prose; the words stand in texts/<language>/diagnostics/{facts,questions}.toml.  What fills their holes is
written as in a rule file, which reads the same in both languages.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from policy_engine.model.rulebook import Always, Fact, Words
from policy_engine.model.type_words import in_words
from policy_engine.model.types import Type
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near

# ------------------------------------------------------------------------------------------------ how it is written


def shown(text: str, most: int = 60) -> str:
    """What somebody wrote, cut short, with every sign that cannot be seen or could mislead written as its number."""
    if len(text) <= most and text.isprintable() and "`" not in text:
        return text
    signs = (sign if sign.isprintable() and sign != "`" else f"\\u{ord(sign):04x}" for sign in text[:most])
    return "".join(signs) + ("…" if len(text) > most else "")


def title_of(words: Words) -> str:
    """A title in both languages of the book, for a diagnostic reads the same in both."""
    return " / ".join(dict.fromkeys(title for title in (words.en, words.ms) if title))


def _choice(names: Iterable[str]) -> str:
    """Names of which one may be meant; the words of the language join them."""
    return "|".join(names)


def _of_fact(code: str, path: str, fact: Fact, **facts: str) -> Diagnostic:
    return Diagnostic(code, facts={"name": fact.name, "title": title_of(fact.title), **facts}, path=path)


# ------------------------------------------------------------------------------------------------ the question


def unknown_question(name: str, known: Iterable[str]) -> Diagnostic:
    """No benefit and no rule has this name."""
    return Diagnostic("Q101", facts={"name": shown(name), "near": _choice(near(name, known))})


def takes_arguments(name: str, arguments: Sequence[str]) -> Diagnostic:
    """A rule that says something of a member or of values cannot be asked on its own."""
    return Diagnostic("Q102", facts={"name": name, "arguments": ", ".join(arguments)})


def day_needed(name: str) -> Diagnostic:
    """The answer depends on a day, and the question names none."""
    return Diagnostic("Q103", facts={"name": name})


def unknown_reading(name: str, known: Iterable[str]) -> Diagnostic:
    """A reading is chosen that the book does not have."""
    return Diagnostic("Q104", facts={"name": shown(name), "near": _choice(near(name, known))})


def unknown_option(reading: str, option: str, options: Sequence[str]) -> Diagnostic:
    """A reading has other options."""
    return Diagnostic("Q105", facts={"reading": reading, "option": shown(option), "options": _choice(options)})


def not_over_time(name: str) -> Diagnostic:
    """Only a benefit has a timeline; a rule has none."""
    return Diagnostic("Q107", facts={"name": shown(name)})


def timeline_reversed(start: date, end: date) -> Diagnostic:
    """The last day of a timeline lies before its first."""
    return Diagnostic("Q108", facts={"start": start.isoformat(), "end": end.isoformat()})


def timeline_too_long(name: str, most: int) -> Diagnostic:
    """The answer changes more often than anybody could read."""
    return Diagnostic("Q109", facts={"name": name, "most": f"{most:,}"})


def day_outside(day: str) -> Diagnostic:
    """The day of the question lies outside the calendar of the engine."""
    return Diagnostic("Q106", facts={"day": shown(day)})


# ------------------------------------------------------------------------------------------------ the text of a file


def not_json(line: int, column: int) -> Diagnostic:
    """The text is not JSON from this place on."""
    return Diagnostic("F001", facts={"line": str(line), "column": str(column)})


def facts_too_large(limit: int) -> Diagnostic:
    """More text than is read."""
    return Diagnostic("F002", facts={"limit": f"{limit // (1024 * 1024)} MiB"})


def nested_too_deeply(limit: int) -> Diagnostic:
    """Brackets in brackets, deeper than any facts are."""
    return Diagnostic("F003", facts={"limit": str(limit)})


def key_twice(path: str) -> Diagnostic:
    """An object says one name twice."""
    return Diagnostic("F004", facts={"path": path}, path=path)


def no_number(path: str, text: str) -> Diagnostic:
    """NaN and its like."""
    return Diagnostic("F005", facts={"text": shown(text)}, path=path)


def number_too_long(path: str, text: str) -> Diagnostic:
    """A number with more digits, or a greater exponent, than any amount has."""
    return Diagnostic("F006", facts={"text": shown(text, 24)}, path=path)


def odd_character(path: str, code: int) -> Diagnostic:
    """A character that cannot stand in a text."""
    return Diagnostic("F007", facts={"character": f"U+{code:04X}"}, path=path)


def not_an_object(path: str) -> Diagnostic:
    """The facts are not given by their names."""
    return Diagnostic("F008", path=path)


def not_utf8(position: int) -> Diagnostic:
    """Bytes that are no text."""
    return Diagnostic("F009", facts={"position": str(position + 1)})


# ------------------------------------------------------------------------------------------------ names


def unknown_fact(path: str, name: str, known: Iterable[str]) -> Diagnostic:
    """A name that no fact of the book has."""
    return Diagnostic("F101", facts={"name": shown(name), "near": _choice(near(name, known))}, path=path)


def unknown_field(path: str, name: str, entity: str, known: Iterable[str]) -> Diagnostic:
    """A name that no field of the entity has."""
    facts = {"name": shown(name), "entity": entity, "near": _choice(near(name, known))}
    return Diagnostic("F102", facts=facts, path=path)


def computed_given(path: str, name: str) -> Diagnostic:
    """A rule, a parameter or a benefit is given as if it were a fact."""
    return Diagnostic("F103", facts={"name": name}, path=path)


def name_not_text(path: str) -> Diagnostic:
    """A key that is no text."""
    return Diagnostic("F104", path=path)


# ------------------------------------------------------------------------------------------------ values


def wrong_kind(path: str, fact: Fact, type: Type, found: str, example: str) -> Diagnostic:
    """A value that cannot be read as one of the type."""
    return _of_fact("F201", path, fact, type=in_words(type), found=found, example=example)


def float_given(path: str, fact: Fact) -> Diagnostic:
    """A number in binary floating point, which is not exact."""
    return _of_fact("F202", path, fact)


def out_of_range(path: str, fact: Fact, value: str, low: str, high: str) -> Diagnostic:
    """A value below the least or above the greatest."""
    return _of_fact("F203", path, fact, value=value, low=low, high=high)


def off_step(path: str, fact: Fact, value: str, step: str, below: str, above: str) -> Diagnostic:
    """A value between two steps, `below` and `above` it."""
    return _of_fact("F204", path, fact, value=value, step=step, below=below, above=above)


def empty_value(path: str, fact: Fact, never: bool) -> Diagnostic:
    """null, which could mean that nothing is known or that something has not happened."""
    return _of_fact("F206" if never else "F205", path, fact)


def percent_without_sign(path: str, fact: Fact, found: str) -> Diagnostic:
    """25 could be 25% and could be 25 times the whole."""
    return _of_fact("F207", path, fact, found=found)


def not_in_list(path: str, fact: Fact, found: str, list_name: str, values: Mapping[str, Words]) -> Diagnostic:
    """A value that the list does not have; by its title it is known as well."""
    said = found.strip().casefold()
    titled = [name for name, title in values.items() if said in (title.en.casefold(), title.ms.casefold())]
    meant = titled[:1] or near(found, values) or list(values)[:8]
    return _of_fact("F208", path, fact, found=shown(found), list=list_name, near=_choice(meant))


def not_a_day(path: str, fact: Fact, found: str, type: Type, example: str) -> Diagnostic:
    """A date, month, year or moment that the calendar does not have, or that is written in another form."""
    return _of_fact("F209", path, fact, found=found, type=in_words(type), example=example)


def never_not_allowed(path: str, fact: Fact) -> Diagnostic:
    """`never` for something that always has a date."""
    return _of_fact("F210", path, fact)


def wrong_length(path: str, fact: Fact, found: int, low: int, high: int) -> Diagnostic:
    """A list with too few or too many members."""
    return _of_fact("F211", path, fact, found=str(found), low=str(low), high=str(high))


def text_not_plain(path: str, fact: Fact) -> Diagnostic:
    """A text with control characters, or with letters put together from parts."""
    return _of_fact("F212", path, fact)


def text_too_long(path: str, fact: Fact, limit: int) -> Diagnostic:
    """A text longer than is kept."""
    return _of_fact("F213", path, fact, limit=str(limit))


def wrong_unit(path: str, fact: Fact, found: str, type: Type, example: str) -> Diagnostic:
    """A length in a unit that does not fit."""
    return _of_fact("F214", path, fact, found=found, type=in_words(type), example=example)


def value_too_long(path: str, fact: Fact) -> Diagnostic:
    """A number with more digits than are read."""
    return _of_fact("F215", path, fact)


def unreadable_object(path: str, fact: Fact) -> Diagnostic:
    """Something from a program that is neither text, number, date nor list."""
    return _of_fact("F216", path, fact)


# ------------------------------------------------------------------------------------------------ members, sets


def member_without_id(path: str, fact: Fact) -> Diagnostic:
    """A member of a list of persons or things that has no id."""
    return _of_fact("F301", path, fact)


def bad_id(path: str, fact: Fact, found: str) -> Diagnostic:
    """An id with signs that an id cannot have."""
    return _of_fact("F302", path, fact, found=found)


def id_twice(path: str, fact: Fact, found: str) -> Diagnostic:
    """Two members with one id."""
    return _of_fact("F303", path, fact, found=found)


def not_a_stretch(path: str, fact: Fact) -> Diagnostic:
    """A stretch of time that does not say exactly from when and to when."""
    return _of_fact("F304", path, fact)


def ends_before_it_begins(path: str, fact: Fact, start: str, end: str) -> Diagnostic:
    """A stretch of time the wrong way round."""
    return _of_fact("F305", path, fact, start=start, end=end)


def overlapping(path: str, fact: Fact, day: str) -> Diagnostic:
    """Two stretches that share a day."""
    return _of_fact("F306", path, fact, day=day)


def month_twice(path: str, fact: Fact, month: str) -> Diagnostic:
    """A calendar month that is given twice."""
    return _of_fact("F307", path, fact, month=month)


def bad_partial_list(path: str, fact: Fact) -> Diagnostic:
    """An object in place of a list that is not a partial list."""
    return _of_fact("F308", path, fact)


def bad_finding(path: str, fact: Fact) -> Diagnostic:
    """A finding written with something else than value, by and on."""
    return _of_fact("F321", path, fact)


def wrong_body(path: str, fact: Fact, found: str) -> Diagnostic:
    """A finding by a body that does not make it."""
    return _of_fact("F322", path, fact, found=shown(found), bodies=_choice(fact.by))


def body_not_named(path: str, fact: Fact) -> Diagnostic:
    """A finding that several bodies may make, without the one that made it."""
    return _of_fact("F323", path, fact, bodies=_choice(fact.by))


# ------------------------------------------------------------------------------------------------ how facts fit togeth


def broken(path: str, always: Always, facts: str) -> Diagnostic:
    """What must always be so is not."""
    words = {"name": always.name, "title": title_of(always.title), "facts": facts}
    return Diagnostic("F401", always.span, words, path=path)


def not_asked(path: str, fact: Fact, facts: str) -> Diagnostic:
    """A fact is given that does not apply on the other facts."""
    return _of_fact("F402", path, fact, facts=facts)


# ------------------------------------------------------------------------------------------------ documents, awards


def not_names(path: str, key: str, example: str) -> Diagnostic:
    """`documents`, `awards` or `rulings` in another form than theirs."""
    return Diagnostic("F501", facts={"key": key, "example": example}, path=path)


def unknown_document(path: str, name: str, known: Iterable[str]) -> Diagnostic:
    """A document that no benefit needs."""
    return Diagnostic("F502", facts={"name": shown(name), "near": _choice(near(name, known))}, path=path)


def unknown_award(path: str, name: str, known: Iterable[str]) -> Diagnostic:
    """An award of a benefit that the book does not have."""
    return Diagnostic("F503", facts={"name": shown(name), "near": _choice(near(name, known))}, path=path)


def unknown_ruling(path: str, name: str, known: Iterable[str]) -> Diagnostic:
    """A ruling on something that is not open."""
    return Diagnostic("F504", facts={"name": shown(name), "near": _choice(near(name, known))}, path=path)


def bad_award(path: str, benefit: str, start: str, end: str) -> Diagnostic:
    """An award that was last paid before it began."""
    return Diagnostic("F505", facts={"name": benefit, "start": start, "end": end}, path=path)
