"""`policy record correct`: a recorded decision superseded, and what that comes to."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from attrs import field, frozen

from policy_engine.cli.decide import data_of
from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.output import errors_among, print_json, refuse, say
from policy_engine.cli.recording import archived_book, on_store, shown, surroundings
from policy_engine.files.kept import kept_model, load_kept
from policy_engine.model.rulebook import Model
from policy_engine.records import errors
from policy_engine.records.append import CannotSupersede, append
from policy_engine.records.archive import Archived
from policy_engine.records.correction import Asked, Correction, correction
from policy_engine.records.correction_text import correction_data, correction_text
from policy_engine.records.entry import Receipt
from policy_engine.records.keys import Keys
from policy_engine.records.proof import receipt_data
from policy_engine.records.recorded import record_called
from policy_engine.records.replay import Books
from policy_engine.records.store import Store
from policy_engine.source.diagnostic import Diagnostic


@frozen
class CorrectAsked:
    """Which record, by what it is superseded and why, and how to say it.  last: the last day of the sums over time.

    preview: say what would change and record nothing.
    """

    record: str
    facts: str | None
    under: Sequence[str]
    readings: Mapping[str, str]
    because: str = field(repr=False)
    last: date | None
    preview: bool
    language: str
    as_json: bool


def correct_record(address: str, keys_file: str | None, asked: CorrectAsked) -> int:
    """Records the correction and prints what it changes; 2 where it cannot be made."""
    wanted = _wanted(asked)
    if not isinstance(wanted, Asked):
        refuse(wanted, asked.language, as_json=asked.as_json)
        return BAD_INPUT

    def work(store: Store, keys: Keys) -> int:
        found = record_called(store, asked.record)
        if found is None:
            refuse([errors.no_such_record(asked.record)], asked.language, as_json=asked.as_json)
            return BAD_INPUT
        made = correction(Books(store, partial(kept_model, folder_of_books())), keys, found, wanted)
        if not isinstance(made, Correction):
            refuse(errors_among(made), asked.language, as_json=asked.as_json)
            return BAD_INPUT
        try:
            receipts = () if asked.preview else append(store, keys, [made.entry], surroundings())
        except CannotSupersede as error:
            refuse([errors.not_recorded(shown(address)), _why(error)], asked.language, as_json=asked.as_json)
            return BAD_INPUT
        _tell(made, receipts, asked)
        return FINE

    return on_store(address, keys_file, asked.language, work, as_json=asked.as_json)


def _wanted(asked: CorrectAsked) -> Asked | Sequence[Diagnostic]:
    """What is asked, with the rule book and the facts that are named."""
    book: tuple[Model, Archived] | None = None
    if asked.under:
        loaded = load_kept(asked.under, folder_of_books())
        if loaded.model is None:
            return errors_among(loaded.diagnostics)
        put_away = archived_book(asked.under, loaded)
        if isinstance(put_away, Diagnostic):
            return (put_away,)
        book = loaded.model, put_away
    data: Mapping[str, object] | None = None
    if asked.facts is not None:
        found = data_of(asked.facts)
        if not isinstance(found, Mapping):
            return found
        data = found
    until = asked.last + timedelta(1) if asked.last and asked.last < date.max else None
    return Asked(asked.because, data, book, asked.readings, until)


def _why(error: CannotSupersede) -> Diagnostic:
    if error.why == "corrected":
        return errors.corrected_before(error.record, error.successor)
    if error.why == "erased":
        return errors.erased_cannot_be_corrected(error.record)
    return errors.of_another_question(error.record) if error.why == "question" else errors.no_such_record(error.record)


def _tell(made: Correction, receipts: Sequence[Receipt], asked: CorrectAsked) -> None:
    if asked.as_json:
        told = correction_data(made.corrected, asked.language)
        data = {"supersedes": asked.record, **told, "receipts": [receipt_data(each) for each in receipts]}
        print_json({**data, "diagnostics": []})
        return
    print(correction_text(made.corrected, asked.language))
    for receipt in receipts:
        print(
            "\n"
            + say(asked.language, "record", "corrected", id=receipt.id, position=receipt.position, earlier=asked.record)
        )
    if asked.preview:
        print("\n" + say(asked.language, "record", "preview"))
