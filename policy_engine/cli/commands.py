"""The commands of `policy`: their names, arguments and help.

Invariant: nothing of the engine is imported before a command runs, so that `policy --help` answers at once.  A command
returns its exit code.
"""

import datetime
import re

import click

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
    ),
    "test": ("policy test rules/perkeso", "policy test rules/perkeso --only fourteen_days"),
    "book": ("policy book rules/perkeso --out site", "policy book rules/perkeso --out site --language ms"),
}


def _examples(command: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in _EXAMPLES[command])


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime.date | None:
    """A day written 2024-03-04."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"a date is written like 2024-03-04; found {value!r}") from None


def _options(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The options of readings, each written NAME=OPTION."""
    chosen: dict[str, str] = {}
    for value in values:
        name, _, option = value.partition("=")
        if not (name and option):
            raise click.BadParameter(f"a reading is chosen like NAME=OPTION; found {value!r}")
        if chosen.setdefault(name, option) != option:
            raise click.BadParameter(f"the reading {name!r} is chosen twice: {chosen[name]!r} and {option!r}")
    return chosen


_STATUSES = ("encoded", "summary-of", "not-a-rule", "no-effect", "not-encoded", "not-accounted-for")
_language = click.option(
    "--language", type=click.Choice(["en", "ms"]), default="en", show_default=True, help="English or Malay."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_rules = click.option("--rules", required=True, multiple=True, metavar="DIR", help="The folder of the rule book.")


@click.group(epilog=_examples("policy"))
@click.version_option(package_name="policy-engine", prog_name="policy")
def policy() -> None:
    """Checks rule books, decides claims and explains the decisions.

    Exit codes: 0 fine, 1 findings or failed cases, 2 bad input.
    """


@policy.command(epilog=_examples("check"))
@_paths
@_json
@_language
def check(paths: tuple[str, ...], as_json: bool, language: str) -> int:
    """Check the rule book in PATH... and report every finding."""
    from policy_engine.cli.check import check_book

    return check_book(paths, language, as_json=as_json)


@policy.command("format", epilog=_examples("format"))
@_paths
@click.option("--check", "only_check", is_flag=True, help="Only list the files that are not in canonical form.")
@_language
def format_(paths: tuple[str, ...], only_check: bool, language: str) -> int:
    """Write the rule files in PATH... in their canonical form.

    A file with a syntax error is reported and left as it is.
    """
    from policy_engine.cli.format import format_files

    return format_files(paths, language, only_check=only_check)


@policy.command(epilog=_examples("facts"))
@click.argument("question")
@_rules
@_json
@_language
def facts(question: str, rules: tuple[str, ...], as_json: bool, language: str) -> int:
    """List the facts that QUESTION, a benefit or a rule, may need; with --json as a JSON Schema."""
    from policy_engine.cli.facts import list_facts

    return list_facts(question, rules, language, as_json=as_json)


@policy.command(epilog=_examples("decide"))
@click.argument("questions", nargs=-1, metavar="[QUESTION...]")
@click.option("--all", "every", is_flag=True, help="Decide every benefit of the book.")
@_rules
@click.option("--facts", "facts_file", required=True, metavar="FILE", help="The facts as JSON; - reads standard input.")
@click.option("--on", callback=_day, metavar="DATE", help="The day for a question that states none of its own.")
@click.option(
    "--reading", "readings", callback=_options, multiple=True, metavar="NAME=OPTION", help="Read a disputed clause so."
)
@click.option("--full", is_flag=True, help="Explain everything, also what did not matter.")
@_json
@_language
def decide(
    questions: tuple[str, ...],
    every: bool,
    rules: tuple[str, ...],
    facts_file: str,
    on: datetime.date | None,
    readings: dict[str, str],
    full: bool,
    as_json: bool,
    language: str,
) -> int:
    """Decide each QUESTION, a benefit or a rule, on the facts of one case, and explain the decision."""
    from policy_engine.cli.decide import Asked, decide_questions

    if every == bool(questions):
        raise click.UsageError("Name one or several questions, or give --all.")
    asked = Asked(questions, on, readings, language, full, as_json)
    return decide_questions(asked, rules, facts_file)


@policy.command(epilog=_examples("timeline"))
@click.argument("benefit")
@_rules
@click.option("--facts", "facts_file", required=True, metavar="FILE", help="The facts as JSON; - reads standard input.")
@click.option("--from", "start", callback=_day, metavar="DATE", help="The first day; else the first day paid.")
@click.option("--to", "last", callback=_day, metavar="DATE", help="The last day; then totals are added up.")
@click.option(
    "--reading", "readings", callback=_options, multiple=True, metavar="NAME=OPTION", help="Read a disputed clause so."
)
@_json
@_language
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
@_paths
@click.option("--only", metavar="NAME", help="Run this case only.")
@_json
@_language
def test_(paths: tuple[str, ...], only: str | None, as_json: bool, language: str) -> int:
    """Run the cases that stand in the rule book in PATH..."""
    from policy_engine.cli.test import run_cases

    return run_cases(paths, language, only=only, as_json=as_json)


@policy.command(epilog=_examples("sources"))
@_paths
@click.option(
    "--only", multiple=True, type=click.Choice(_STATUSES), help="Only items of this status; may be given several times."
)
@_json
@_language
def sources(paths: tuple[str, ...], only: tuple[str, ...], as_json: bool, language: str) -> int:
    """List every item of every source of the rule book in PATH..., and what became of it."""
    from policy_engine.cli.sources import list_sources

    return list_sources(paths, language, only=only, as_json=as_json)


@policy.command("open-points", epilog=_examples("open-points"))
@_paths
@_json
@_language
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
    "facts_folder",
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="Also the decisions that change, on the facts files (.json) in this folder.",
)
@_json
@_language
def diff(old: str, new: str, with_cases: bool, facts_folder: str | None, as_json: bool, language: str) -> int:
    """Say what changes from the rule book in OLD to the one in NEW: in meaning, in authority, or in words alone.

    Exit codes: 0 the meaning is identical, 1 it is not, 2 bad input.
    """
    from policy_engine.cli.diff import Compared, show_difference

    if with_cases and facts_folder:
        raise click.UsageError("Give --cases or --facts, not both.")
    return show_difference(Compared(with_cases, facts_folder or "", language, as_json), old, new)


@policy.command(epilog=_examples("book"))
@_paths
@click.option("--out", required=True, metavar="FOLDER", help="A new or empty folder, or an earlier book.")
@_language
def book(paths: tuple[str, ...], out: str, language: str) -> int:
    """Write the rule book in PATH... as pages for people, in English and Malay."""
    from policy_engine.cli.book import write_book

    return write_book(paths, out, language)
