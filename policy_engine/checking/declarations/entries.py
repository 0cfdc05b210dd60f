"""The lines inside a declaration: which stand once, which must be there, and its titles.

Invariant: where a line stands twice the first counts and the second is shown.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from policy_engine.checking import errors
from policy_engine.checking.scope import Scope
from policy_engine.model.rulebook import Words
from policy_engine.source.text import Span
from policy_engine.syntax import tree

Entry = TypeVar("Entry", bound=tree.Line)


def only(entries: Iterable[Entry], word: str, scope: Scope) -> Entry | None:
    """The first of some lines of one kind; every further one is said."""
    lines = list(entries)
    for line in lines[1:]:
        scope.report(errors.line_twice(word, line.span, lines[0].span))
    return lines[0] if lines else None


def needed(entry: Entry | None, word: str, name: tree.Name, scope: Scope) -> Entry | None:
    """The line, which must be there; that it is not is said at the name of the declaration."""
    if entry is None:
        scope.report(errors.line_missing(word, name.text, name.span))
    return entry


def words_of(words: tree.Words) -> Words:
    """A text in the languages of the book."""
    return Words(words.en, words.ms)


def title_of(entries: Sequence[tree.Line], scope: Scope) -> Words:
    """The title among the lines of a declaration; empty where there is none."""
    title = only((entry for entry in entries if isinstance(entry, tree.Title)), "title", scope)
    return Words() if title is None else words_of(title.words)


def titled(kind: str, name: tree.Name, words: Words, scope: Scope) -> Words:
    """The words, which should be there in the languages of the book; a missing one is advice."""
    wanting(kind, name.text, words, name.span, scope)
    return words


def wanting(kind: str, name: str, words: Words, span: Span, scope: Scope) -> None:
    """Advise a title in each language that the title of the book has, and this one has not."""
    spoken = scope.book.settings.title.languages or ("en", "ms")
    languages = [language for language in spoken if language not in words.languages]
    if languages:
        scope.report(errors.missing_title(kind, name, languages, span))
