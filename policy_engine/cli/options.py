"""What the arguments of several commands have in common."""

import datetime
import re

import click


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime.date | None:
    """A day written 2024-03-04."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"a date is written like 2024-03-04; found {value!r}") from None


def chosen(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The options of readings, each written NAME=OPTION."""
    found: dict[str, str] = {}
    for value in values:
        name, _, option = value.partition("=")
        if not (name and option):
            raise click.BadParameter(f"a reading is chosen like NAME=OPTION; found {value!r}")
        if found.setdefault(name, option) != option:
            raise click.BadParameter(f"the reading {name!r} is chosen twice: {found[name]!r} and {option!r}")
    return found


language = click.option(
    "--language", type=click.Choice(["en", "ms"]), default="en", show_default=True, help="English or Malay."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
rules = click.option("--rules", required=True, multiple=True, metavar="DIR", help="The folder of the rule book.")
readings = click.option(
    "--reading", "readings", callback=chosen, multiple=True, metavar="NAME=OPTION", help="Read a disputed clause so."
)
store = click.argument("store", metavar="STORE")
keys = click.option("--keys", "keys_file", metavar="FILE", help="The keys of the store; else STORE.keys.")
record_id = click.option("--id", "record", metavar="ID", help="This record.")


def examples(*lines: str) -> str:
    """The end of a help page."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
