"""What can be wrong with a question and with the facts of a case, as data.

Invariant: no prose; the words stand in texts/<language>/diagnostics/{facts,questions}.toml.  What fills their holes is
written as in a rule file, which reads the same in both languages.
"""

from collections.abc import Iterable, Sequence

from policy_engine.model.names import near
from policy_engine.source.diagnostic import Diagnostic

# ------------------------------------------------------------------------------------------------ the question


def unknown_question(name: str, known: Iterable[str]) -> Diagnostic:
    """No benefit and no rule has this name."""
    return Diagnostic("Q101", facts={"name": shown(name), "near": listed(near(name, known))})


def takes_arguments(name: str, arguments: Sequence[str]) -> Diagnostic:
    """A rule that says something of a member or of values cannot be asked on its own."""
    return Diagnostic("Q102", facts={"name": name, "arguments": listed(arguments)})


def day_needed(name: str) -> Diagnostic:
    """The answer depends on a day, and the question names none."""
    return Diagnostic("Q103", facts={"name": name})


def unknown_reading(name: str, known: Iterable[str]) -> Diagnostic:
    """A reading is chosen that the book does not have."""
    return Diagnostic("Q104", facts={"name": shown(name), "near": listed(near(name, known))})


def unknown_option(reading: str, option: str, options: Sequence[str]) -> Diagnostic:
    """A reading has other options."""
    return Diagnostic("Q105", facts={"reading": reading, "option": shown(option), "options": listed(options)})


def day_outside(day: str) -> Diagnostic:
    """The day of the question lies outside the calendar of the engine."""
    return Diagnostic("Q106", facts={"day": day})


# ----------------------------------------------------------------------------------------------- how things are written


def listed(names: Iterable[str]) -> str:
    """Names as they stand in rules, each in marks."""
    return ", ".join(f"`{name}`" for name in names)


def shown(text: str, most: int = 60) -> str:
    """What somebody wrote, cut short, with every sign that cannot be seen or could mislead written as its number."""
    signs = (sign if sign.isprintable() and sign != "`" else f"\\u{ord(sign):04x}" for sign in text[:most])
    return "".join(signs) + ("…" if len(text) > most else "")
