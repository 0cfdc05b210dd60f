"""The commands about recorded decisions: their names, arguments and help.

Invariant: as in commands.py, nothing of the engine is imported before a command runs.
"""

import datetime

import click

from policy_engine.cli import options
from policy_engine.cli.main import BAD_INPUT
from policy_engine.cli.packages import records_ready

_since = click.option("--since", callback=options.day, metavar="DATE", help="Only records made on this day or later.")
_one_id = click.argument("record", metavar="ID")


@click.group(
    "record",
    epilog=options.examples(
        "policy record init decisions.store", "policy record list decisions.store --since 2026-01-01"
    ),
)
def record() -> None:
    """Make a store of recorded decisions, and look at what lies in it.

    STORE is a file, or postgresql://HOST/DATABASE.
    """


@record.command(epilog=options.examples("policy record init decisions.store --name perkeso.example/decisions"))
@options.store
@options.keys
@click.option("--name", default="decisions", show_default=True, metavar="NAME", help="What the log is called.")
@options.as_json
@options.language
def init(store: str, keys_file: str | None, name: str, as_json: bool, language: str) -> int:
    """Make a new store and its keys, and print the public key."""
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.record import make

    return make(store, keys_file, name, language, as_json=as_json)


@record.command(
    epilog=options.examples(
        "policy record batch decisions.store cases.jsonl --rules rules/perkeso",
        "policy record batch decisions.store - --rules rules/perkeso --question temporary_disablement < cases.jsonl",
    )
)
@options.store
@click.argument("cases", metavar="CASES")
@options.rules
@click.option("--question", default="", metavar="QUESTION", help="The question of a case that names none.")
@options.keys
@options.as_json
@options.language
def batch(
    store: str,
    cases: str,
    rules: tuple[str, ...],
    question: str,
    keys_file: str | None,
    as_json: bool,
    language: str,
) -> int:
    """Decide and record many cases: CASES has one on each line, as JSON; - reads standard input.

    A case has an "id" and "facts", and if need be "question", "on", "readings" and "person". Given again, the command
    goes on where it stopped: what was recorded under an id is not recorded again.

    Exit codes: 0 all are recorded, 1 one could not be decided, 2 bad input.
    """
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.batch import BatchAsked, record_batch

    return record_batch(store, keys_file, BatchAsked(rules, cases, question, language, as_json))


@record.command("list", epilog=options.examples("policy record list decisions.store --since 2026-01-01"))
@options.store
@_since
@options.as_json
@options.language
def list_(store: str, since: datetime.date | None, as_json: bool, language: str) -> int:
    """List the records of a store, without anything that is known of persons."""
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.record import list_records

    return list_records(store, since, language, as_json=as_json)


@record.command(epilog=options.examples("policy record show decisions.store 01931b2c-..."))
@options.store
@_one_id
@click.option("--full", is_flag=True, help="Explain everything, also what did not matter.")
@options.keys
@options.as_json
@options.language
def show(store: str, record: str, full: bool, keys_file: str | None, as_json: bool, language: str) -> int:
    """Show one record: what was decided when and by which law, why, its receipt, and its corrections."""
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.record_show import show_record

    return show_record(store, record, keys_file, language, full=full, as_json=as_json)


@record.command(epilog=options.examples("policy record export decisions.store 01931b2c-... > proof.json"))
@options.store
@_one_id
@click.option("--checkpoint", metavar="FILE", help="Prove also that the log has only grown since this checkpoint.")
@click.option("--facts", "with_facts", is_flag=True, help="Put the facts and the whole answer into the proof.")
@options.keys
@options.language
def export(
    store: str, record: str, checkpoint: str | None, with_facts: bool, keys_file: str | None, language: str
) -> int:  # fmt: skip
    """Print the proof that a record is in the log, as JSON that docs/verify_proof.py checks."""
    if not records_ready(language, as_json=True):
        return BAD_INPUT
    from policy_engine.cli.record import export_proof

    return export_proof(store, record, checkpoint, keys_file if with_facts else None, language, with_facts=with_facts)


@record.command(
    epilog=options.examples(
        "policy record correct decisions.store 01931b2c-... --facts new.json --because 'the appeal was allowed'",
        "policy record correct decisions.store 01931b2c-... --under rules/2024 --because 'Act of 2024' --preview",
    )
)
@options.store
@_one_id
@click.option("--facts", "facts_file", metavar="FILE", help="All the facts as they are now; - reads standard input.")
@click.option("--under", multiple=True, metavar="DIR", help="Another rule book, instead of the one it was made from.")
@options.readings
@click.option("--because", required=True, metavar="WORDS", help="Why; it is sealed with the facts.")
@click.option("--to", "last", callback=options.day, metavar="DATE", help="The last day of the sums over time.")
@click.option("--preview", is_flag=True, help="Say what would change, and record nothing.")
@options.keys
@options.as_json
@options.language
def correct(
    store: str,
    record: str,
    facts_file: str | None,
    under: tuple[str, ...],
    readings: dict[str, str],
    because: str,
    last: datetime.date | None,
    preview: bool,
    keys_file: str | None,
    as_json: bool,
    language: str,
) -> int:
    """Put a new decision in the place of a recorded one, and say what is owed or overpaid for which days.

    Both stay in the store, and the new one names the old one.
    """
    if not because.strip():
        raise click.UsageError("--because wants words.")
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.correct import CorrectAsked, correct_record

    asked = CorrectAsked(record, facts_file, under, readings, because, last, preview, language, as_json)
    return correct_record(store, keys_file, asked)


@record.command(epilog=options.examples("policy record erase decisions.store --person A-1234"))
@options.store
@options.record_id
@click.option("--person", metavar="NAME", help="Every record of this person.")
@options.keys
@options.as_json
@options.language
def erase(
    store: str, record: str | None, person: str | None, keys_file: str | None, as_json: bool, language: str
) -> int:  # fmt: skip
    """Forget the facts of a person for good; records and proofs stay.

    --id forgets one record for which nobody has said whose facts it holds.
    """
    if (record is None) == (person is None):
        raise click.UsageError("Give --id or --person.")
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.record import erase_person

    return erase_person(store, record or "", person or "", keys_file, language, as_json=as_json)


@click.command(
    epilog=options.examples(
        "policy replay decisions.store",
        "policy replay decisions.store --since 2026-01-01 --under rules/perkeso",
    )
)
@options.store
@options.record_id
@_since
@click.option("--under", multiple=True, metavar="DIR", help="Another rule book, instead of the one it was made from.")
@options.readings
@click.option("--resume", default="", metavar="FILE", help="Keep in FILE how far it has come, and go on from there.")
@click.option("--summary", is_flag=True, help="Only what it comes to, and not each record.")
@options.keys
@options.as_json
@options.language
def replay(
    store: str,
    record: str | None,
    since: datetime.date | None,
    under: tuple[str, ...],
    readings: dict[str, str],
    resume: str,
    summary: bool,
    keys_file: str | None,
    as_json: bool,
    language: str,
) -> int:
    """Make recorded decisions again and say whether they come out the same.

    Exit codes: 0 all identical or erased, 1 one differs or cannot be made, 2 bad input.
    """
    if record is not None and since is not None:
        raise click.UsageError("Give --id or --since.")
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.replay import ReplayAsked, replay_records

    asked = ReplayAsked(record or "", since, under, readings, resume, summary, language, as_json)
    return replay_records(store, keys_file, asked)


@click.command(epilog=options.examples("policy verify decisions.store --checkpoint last-month.checkpoint"))
@options.store
@click.option(
    "--checkpoint", "held", multiple=True, metavar="FILE", help="A checkpoint, receipt or proof that somebody kept."
)
@click.option("--public-key", "public", default="", metavar="KEY", help="The public key, instead of the store's own.")
@click.option("--keys", "keys_file", metavar="FILE", help="Look also at what is sealed, with these keys.")
@options.as_json
@options.language
def verify(
    store: str, held: tuple[str, ...], public: str, keys_file: str | None, as_json: bool, language: str
) -> int:  # fmt: skip
    """Check every record, the tree over them and what was signed, and print the last checkpoint.

    Exit codes: 0 all is as it was, 1 something was changed, 2 bad input.
    """
    if not records_ready(language, as_json=as_json):
        return BAD_INPUT
    from policy_engine.cli.verify import verify_store

    return verify_store(store, held, public, keys_file, language, as_json=as_json)
