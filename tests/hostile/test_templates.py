"""No. 25: what looks like a template in a rule file or a facts file is text, and comes out as it went in."""

import json
from typing import Any

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.explanation.schema import json_schema
from policy_engine.explanation.text import as_text
from policy_engine.model.rulebook import Model
from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.hostile.bounds import bounded

INJECTED = (
    "{name}", "{value:words}", "{0.__class__.__mro__}", "{}", "{{near}}", "%(path)s", "%s%n", "${jndi:x}", "$title",
    "<b>{title}</b>", "\\u007bname}", "__import__('os')",
)  # fmt: skip
LANGUAGES = ("en", "ms")


def book(words: str) -> str:
    """A book in which every text for people is the same; there is a benefit payable, and one that lacks a fact."""
    title = f'title en "{words}"  ms "{words}"'
    return f"""rulebook towns
  {title}
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "{words}" in en, attests 2020-01-01 to 2029-12-31
  item A-1 en "{words}"
list kind_list
  {title}
  first en "{words}"  ms "{words}"
body insured
  {title}
fact kind : one of kind_list
  {title}
fact fishing : yes or no
  {title}
  ask en "{words}"  ms "{words}"
fact remark : text
  {title}
gap factor : number  cites act A-1
  {title}
  ask en "{words}"  ms "{words}"
benefit grant  cites act A-1
  {title}
  as at 2024-01-01
  payable when all of
    i.   kind is first
    ii.  fishing
    iii. remark is not "{words}x"
  pays total : money to insured
    {title}
    is RM5
  pays more : money to insured
    {title}
    is RM5 times factor rounded down to RM0.01
  needs
    form en "{words}"  ms "{words}"
  note en "{words}"  ms "{words}"
"""


def model_of(text: str) -> Model:
    parsed = parse(Source("book.policy", text))
    assert parsed.diagnostics == ()
    checked = check([parsed.file])
    assert checked.model is not None, checked.diagnostics
    return checked.model


def told(words: str, facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Every page about the benefit, as text and as JSON, in both languages, in short and in full."""
    model = model_of(book(words))
    read = read_facts(model, facts)
    assert read.facts is not None, read.diagnostics
    (decision,) = decide(model, read.facts, "grant").decisions
    pages = [explain(model, decision, language, full=full) for language in LANGUAGES for full in (False, True)]
    schemas = [json_schema(model, "grant", language) for language in LANGUAGES]
    return [(as_text(page), json.dumps(as_json(page), ensure_ascii=False)) for page in pages] + [
        ("", json.dumps(schema, ensure_ascii=False)) for schema in schemas
    ]


def facts_with(words: str) -> list[dict[str, Any]]:
    return [{}, {"kind": "first", "fishing": True, "remark": words}, {"kind": "first", "fishing": False}]


@pytest.mark.parametrize("words", INJECTED)
def test_words_of_a_rule_book_come_out_as_they_went_in(words: str) -> None:
    """Each page is the page of a book with plain words, with these words in their place."""
    plain = "PLAINWORDS".ljust(len(words), "X")[: max(len(words), 10)]
    padded = words.ljust(len(plain), "X")
    for facts, plain_facts in zip(facts_with(padded), facts_with(plain), strict=True):
        with bounded():
            pages = told(padded, facts)
        for (text, data), (plain_text, plain_data) in zip(pages, told(plain, plain_facts), strict=True):
            assert _words(text) == _words(plain_text.replace(plain, padded))
            assert data == plain_data.replace(plain, json.dumps(padded)[1:-1])


def _words(page: str) -> list[str]:
    """A page without the places at which its lines are broken."""
    return "".join(page.split()).split()


@pytest.mark.parametrize("words", INJECTED)
def test_words_of_a_facts_file_come_out_as_they_went_in(words: str) -> None:
    """A wrong key, a wrong value and a wrong id are quoted; nothing is put in the place of what looks like a hole."""
    model = model_of(book("plain"))
    for facts in ({words: 1}, {"kind": words}, {"fishing": words}):
        with bounded():
            diagnostics = read_facts(model, facts).diagnostics
            pages = [report(each, language) for each in diagnostics for language in LANGUAGES]
        assert [each.code for each in diagnostics] in (["F101"], ["F201"], ["F208"])
        for page in pages:
            assert words in page or json.dumps(words)[1:-1] in page


@pytest.mark.parametrize("words", INJECTED)
def test_words_of_a_rule_that_is_wrong_are_quoted_as_they_stand(words: str) -> None:
    text = book("plain") + f'rule wrong : money\n  is RM5 plus "{words}"\n'
    with bounded():
        parsed = parse(Source("book.policy", text))
        found = parsed.diagnostics or check([parsed.file]).diagnostics
        pages = [report(each, language) for each in found for language in LANGUAGES]
    assert [each.code for each in found if each.code.startswith("T")] == ["T108"]
    assert any(f'  is RM5 plus "{words}"' in page for page in pages)
