"""The commands of `policy`: their names, arguments and help.

Invariant: nothing of the engine is imported before a command runs, so that `policy --help` answers at once.  A command
returns its exit code.
"""

import datetime

import click

from policy_engine.cli import options
from policy_engine.cli.main import BAD_INPUT
from policy_engine.cli.record_commands import record, replay, verify
from policy_engine.version import VERSION

_EXAMPLES = {
    "policy": (
        "policy check rules/perkeso",
        "policy decide temporary_disablement --rules rules/perkeso --facts claim.json",
    ),
    "check": ("policy check rules/perkeso", "policy check rules/perkeso --language ms", "policy check rules --json"),
    "format": ("policy format rules/perkeso", "policy format --check rules/perkeso"),
    "facts": (
        "policy facts temporary_disablement --rules rules/perkeso",
        "policy facts temporary_disablement --rules rules/perkeso --json > claim.schema.json",
    ),
    "decide": (
        "policy decide temporary_disablement --rules rules/perkeso --facts claim.json",
        "policy decide --all --rules rules/perkeso --facts claim.json --language ms",
        "policy decide temporary_disablement --rules rules/perkeso --facts - --json < claim.json",
        "policy decide temporary_disablement --rules rules/perkeso --facts claim.json --record decisions.store",
    ),
    "timeline": (
        "policy timeline dependants_benefit --rules rules/perkeso --facts claim.json",
        "policy timeline dependants_benefit --rules rules/perkeso --facts claim.json --to 2026-12-31 --language ms",
    ),
    "sources": ("policy sources rules/perkeso", "policy sources rules/perkeso --only not-encoded --only no-effect"),
    "open-points": ("policy open-points rules/perkeso", "policy open-points rules/perkeso --language ms > terbuka.md"),
    "diff": (
        "policy diff rules/2023 rules/2024",
        "policy diff rules/2023 rules/2024 --cases --language ms",
        "policy diff rules/2023 rules/2024 --facts claims --json",
        "policy diff rules/2023 rules/2024 --store decisions.store",
    ),
    "test": ("policy test rules/perkeso", "policy test rules/perkeso --only fourteen_days"),
    "book": ("policy book rules/perkeso --out site", "policy book rules/perkeso --out site --language ms"),
}


def _examples(command: str) -> str:
    return options.examples(*_EXAMPLES[command])


_STATUSES = ("encoded", "summary-of", "not-a-rule", "no-effect", "not-encoded", "not-accounted-for")


@click.group(epilog=_examples("policy"))
@click.version_option(VERSION, prog_name="policy")
def policy() -> None:
    """Checks rule books, decides claims and explains the decisions.

    Exit codes: 0 fine, 1 findings or failed cases, 2 bad input.
    """


@policy.command(epilog=_examples("check"))
@options.paths
@options.as_json
@options.language
def check(paths: tuple[str, ...], as_json: bool, language: str) -> int:
    """Check the rule book in PATH... and report every finding."""
    from policy_engine.cli.check import check_book

    return check_book(paths, language, as_json=as_json)


@policy.command("format", epilog=_examples("format"))
@options.paths
@click.option("--check", "only_check", is_flag=True, help="Only list the files that are not in canonical form.")
@options.language
def format_(paths: tuple[str, ...], only_check: bool, language: str) -> int:
    """Write the rule files in PATH... in their canonical form.

    A file with a syntax error is reported and left as it is.
    """
    from policy_engine.cli.format import format_files

    return format_files(paths, language, only_check=only_check)


@policy.command(epilog=_examples("facts"))
@click.argument("question")
@options.rules
@options.as_json
@options.language
def facts(question: str, rules: tuple[str, ...], as_json: bool, language: str) -> int:
    """List the facts that QUESTION, a benefit or a rule, may need; with --json as a JSON Schema."""
    from policy_engine.cli.facts import list_facts

    return list_facts(question, rules, language, as_json=as_json)


@policy.command(epilog=_examples("decide"))
@click.argument("questions", nargs=-1, metavar="[QUESTION...]")
@click.option("--all", "every", is_flag=True, help="Decide every benefit of the book.")
@options.rules
@click.option("--facts", "facts_file", required=True, metavar="FILE", help="The facts as JSON; - reads standard input.")
@click.option("--on", callback=options.day, metavar="DATE", help="The day for a question that states none of its own.")
@options.readings
@click.option("--full", is_flag=True, help="Explain everything, also what did not matter.")
@click.option("--record", "store", metavar="STORE", help="Record the decision in this store before it is given.")
@options.keys
@click.option("--person", default="", metavar="NAME", help="Whose facts these are, to forget them together.")
@options.as_json
@options.language
def decide(
    questions: tuple[str, ...],
    every: bool,
    rules: tuple[str, ...],
    facts_file: str,
    on: datetime.date | None,
    readings: dict[str, str],
    full: bool,
    store: str | None,
    keys_file: str | None,
    person: str,
    as_json: bool,
    language: str,
) -> int:
    """Decide each QUESTION, a benefit or a rule, on the facts of one case, and explain the decision."""
    from policy_engine.cli.decide import Asked, decide_questions

    if every == bool(questions):
        raise click.UsageError("Name one or several questions, or give --all.")
    asked = Asked(questions, on, readings, language, full, as_json)
    if store is None:
        if keys_file or person:
            raise click.UsageError("--keys and --person go with --record.")
        return decide_questions(asked, rules, facts_file)
    from policy_engine.cli.packages import records_ready

    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.recording import recorder

    return decide_questions(asked, rules, facts_file, recorder(store, keys_file, person))


@policy.command(epilog=_examples("timeline"))
@click.argument("benefit")
@options.rules
@click.option("--facts", "facts_file", required=True, metavar="FILE", help="The facts as JSON; - reads standard input.")
@click.option("--from", "start", callback=options.day, metavar="DATE", help="The first day; else the first day paid.")
@click.option("--to", "last", callback=options.day, metavar="DATE", help="The last day; then totals are added up.")
@options.readings
@options.as_json
@options.language
def timeline(
    benefit: str,
    rules: tuple[str, ...],
    facts_file: str,
    start: datetime.date | None,
    last: datetime.date | None,
    readings: dict[str, str],
    as_json: bool,
    language: str,
) -> int:
    """Show BENEFIT over time: who is paid how much from when to when, and why it changes."""
    from policy_engine.cli.timeline import TimelineAsked, show_timeline

    return show_timeline(TimelineAsked(benefit, start, last, readings, language, as_json), rules, facts_file)


@policy.command("test", epilog=_examples("test"))
@options.paths
@click.option("--only", metavar="NAME", help="Run this case only.")
@options.as_json
@options.language
def test_(paths: tuple[str, ...], only: str | None, as_json: bool, language: str) -> int:
    """Run the cases that stand in the rule book in PATH..."""
    from policy_engine.cli.test import run_cases

    return run_cases(paths, language, only=only, as_json=as_json)


@policy.command(epilog=_examples("sources"))
@options.paths
@click.option(
    "--only", multiple=True, type=click.Choice(_STATUSES), help="Only items of this status; may be given several times."
)
@options.as_json
@options.language
def sources(paths: tuple[str, ...], only: tuple[str, ...], as_json: bool, language: str) -> int:
    """List every item of every source of the rule book in PATH..., and what became of it."""
    from policy_engine.cli.sources import list_sources

    return list_sources(paths, language, only=only, as_json=as_json)


@policy.command("open-points", epilog=_examples("open-points"))
@options.paths
@options.as_json
@options.language
def open_points_(paths: tuple[str, ...], as_json: bool, language: str) -> int:
    """Print what is open in the rule book in PATH..., as a document for a legal department."""
    from policy_engine.cli.open_points import list_open_points

    return list_open_points(paths, language, as_json=as_json)


@policy.command(epilog=_examples("diff"))
@click.argument("old")
@click.argument("new")
@click.option("--cases", "with_cases", is_flag=True, help="Also the decisions that change, on the cases of NEW.")
@click.option(
    "--facts",
    "facts",
    multiple=True,
    metavar="FILE",
    help="Also the decisions that change, on this facts file, or on those (.json) in this folder.",
)
@click.option("--store", default="", metavar="STORE", help="Also the recorded decisions of this store that change.")
@options.keys
@options.as_json
@options.language
def diff(
    old: str,
    new: str,
    with_cases: bool,
    facts: tuple[str, ...],
    store: str,
    keys_file: str | None,
    as_json: bool,
    language: str,
) -> int:
    """Say what changes from the rule book in OLD to the one in NEW: in meaning, in authority, or in words alone.

    Exit codes: 0 the meaning is identical, 1 it is not, 2 bad input.
    """
    from policy_engine.cli.diff import Compared, show_difference

    if with_cases + bool(facts) + bool(store) > 1:
        raise click.UsageError("Give one of --cases, --facts and --store.")
    return show_difference(Compared(with_cases, facts, store, keys_file, language, as_json), old, new)


@policy.command(epilog=_examples("book"))
@options.paths
@click.option("--out", required=True, metavar="FOLDER", help="A new or empty folder, or an earlier book.")
@options.language
def book(paths: tuple[str, ...], out: str, language: str) -> int:
    """Write the rule book in PATH... as pages for people, in English and Malay."""
    from policy_engine.cli.book import write_book

    return write_book(paths, out, language)


policy.add_command(record)
policy.add_command(replay)
policy.add_command(verify)
