"""What all methods of the builder share: places, comments, names and authority.

Invariant: a method is named like its rule in the grammar and gets one part for each thing in the rule, in order: a Word
for a terminal, what a method returned for a rule, None for what was left out.  Nothing here ever changes a part.
"""

from datetime import date
from typing import Any, cast

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors, tree
from policy_engine.syntax.building.citations import read_cites
from policy_engine.syntax.reading.comments import Comments
from policy_engine.syntax.reading.scan import Word

Parts = list[Any]


class Build:
    """Builds the nodes of one declaration of one file; the methods for the rules of the grammar are in build_*.py."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.comments = Comments()

    # -------------------------------------------------------------------------------------------- places

    def span(self, parts: Parts) -> Span:
        """From the first part to the last; neither of the two may be one that was left out."""
        first, last = parts[0], parts[-1]
        return Span(
            self.source,
            first.start if type(first) is Word else first.span.start,
            last.end if type(last) is Word else last.span.end,
        )

    def span_of(self, word: Word) -> Span:
        return Span(self.source, word.start, word.end)

    def line(self, parts: Parts) -> dict[str, Any]:
        """The place and the comments of a node that begins a line; its last part is a line end."""
        first = parts[0]
        start = first.start if type(first) is Word else first.span.start
        comments, remark = self.comments.of(start)
        return {"span": Span(self.source, start, parts[-1].end), "comments": comments, "remark": remark}

    # -------------------------------------------------------------------------------------------- names and texts

    def a_name(self, word: Word) -> tree.Name:
        return tree.Name(word.text, span=Span(self.source, word.start, word.end))

    def names(self, parts: Parts) -> "Several":
        return Several(tuple(self.a_name(word) for word in parts[::2]), self.span(parts))

    def words(self, parts: Parts) -> tree.Words:
        said: dict[str, str] = {}
        for language, text in zip(parts[::2], parts[1::2], strict=True):
            if language.text in said:
                self.problems.append(errors.language_twice(language.text, self.span_of(language)))
            said[language.text] = text.text[1:-1]
        return tree.Words(**said, span=self.span(parts))

    def words_or_none(self, words: tree.Words | None) -> tree.Words:
        """What was said, or nothing where the words were left out."""
        return words if words is not None else tree.Words()

    def title(self, parts: Parts) -> tree.Title:
        return tree.Title(parts[1], **self.line(parts))

    def ask(self, parts: Parts) -> tree.Ask:
        return tree.Ask(parts[1], **self.line(parts))

    # -------------------------------------------------------------------------------------------- authority

    def authority(self, parts: Parts) -> tree.Authority:
        """What is cited and assumed; two citations of one source in a row are one, so that a long one can be folded."""
        if not parts:
            return tree.NO_AUTHORITY
        citations: list[tree.Citation] = []
        assumptions: tuple[tree.Name, ...] = ()
        for part in parts:
            if type(part) is Word:
                for citation in read_cites(part, self.source, self.problems):
                    if citations and citations[-1].source == citation.source:
                        span = citations[-1].span.to(citation.span)
                        items = citations.pop().items + citation.items
                        citation = tree.Citation(citation.source, items, span=span)
                    citations.append(citation)
            else:
                assumptions += part.items
        return tree.Authority(tuple(citations), assumptions, span=self.span(parts))

    def assumes(self, parts: Parts) -> "Several":
        return Several(tuple(self.a_name(word) for word in parts[1::2]), self.span(parts))

    # -------------------------------------------------------------------------------------------- dates

    def a_date(self, word: Word) -> date:
        """The day of a date; a day that no calendar has is reported."""
        text = word.text
        try:
            return date(int(text[:4]), int(text[5:7]), int(text[8:10]))
        except ValueError:
            self.problems.append(errors.impossible_date(text, self.span_of(word)))
            return date(2000, 1, 1)

    def period(self, parts: Parts) -> tree.Period:
        _from, start, to_word, end = parts
        span = Span(self.source, _from.start, (end or start).end)
        return tree.Period(self.a_date(start), self.a_date(end) if to_word else None, span=span)

    def period_before(self, parts: Parts) -> tree.Period:
        return tree.Period(None, None, self.a_date(parts[1]), span=self.span(parts))

    def reviewed_through(self, parts: Parts) -> tree.ReviewedThrough:
        return tree.ReviewedThrough(self.a_date(parts[1]), parts[2], **self.line(parts))

    def as_at_line(self, parts: Parts) -> tree.AsAtLine:
        return tree.AsAtLine(parts[1], parts[2], **self.line(parts))

    # -------------------------------------------------------------------------------------------- types

    def word_type(self, parts: Parts) -> tree.TypeWords:
        return tree.TypeWords(parts[0].text, span=self.span(parts))

    def one_of(self, parts: Parts) -> tree.TypeWords:
        return tree.TypeWords("one of", list_name=self.a_name(parts[1]), span=self.span(parts))

    def measure(self, parts: Parts) -> tree.TypeWords:
        word, per = parts
        end = per.end if per else word.end
        return tree.TypeWords(word.text, per.text if per else "", span=Span(self.source, word.start, end))

    def plain_type(self, parts: Parts) -> tree.TypeWords:
        words, never = parts
        if never is None:
            return cast(tree.TypeWords, words)
        return tree.TypeWords(
            words.word, words.per, words.list_name, True, span=Span(self.source, words.span.start, never.end)
        )

    def or_never(self, parts: Parts) -> Word:
        return Word("NEVER", "never", parts[0].start, parts[1].end)

    def per(self, parts: Parts) -> Word:
        """`per days` and `per day` are the same."""
        text = parts[1].text
        return Word("PER", SINGULAR.get(text, text), parts[0].start, parts[1].end)


class Several:
    """Some names in a row, as `a, b`, with their place; no node of the tree."""

    __slots__ = ("items", "span")

    def __init__(self, items: tuple[Any, ...], span: Span) -> None:
        self.items = items
        self.span = span


SINGULAR = {"days": "day", "weeks": "week", "months": "month", "years": "year", "hours": "hour"}
