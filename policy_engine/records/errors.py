"""What can be wrong with a store of records and with what lies in it (L codes).

Invariant: no prose and no fact of a case; the words stand in texts/<language>/diagnostics/records.toml.
"""

from policy_engine.records.database import Trouble
from policy_engine.source.diagnostic import Diagnostic

_TROUBLES: dict[Trouble, str] = {
    "missing": "L001",
    "no store": "L002",
    "exists": "L003",
    "read only": "L004",
    "full": "L005",
    "busy": "L006",
    "damaged": "L007",
    "failed": "L008",
    "no driver": "L009",
}


def unavailable(store: str, trouble: Trouble) -> Diagnostic:
    """The database cannot do what was asked of it."""
    return Diagnostic(_TROUBLES[trouble], facts={"store": store})


def not_recorded(store: str) -> Diagnostic:
    """A decision is not given because it could not be recorded."""
    return Diagnostic("L010", facts={"store": store})


def made_by_later_version(store: str) -> Diagnostic:
    return Diagnostic("L011", facts={"store": store})


def keys_unreadable(name: str) -> Diagnostic:
    return Diagnostic("L012", facts={"name": name})


def keys_of_another_store(store: str) -> Diagnostic:
    return Diagnostic("L013", facts={"store": store})


def keys_not_named(store: str) -> Diagnostic:
    """The keys of a store on a server lie nowhere by themselves."""
    return Diagnostic("L022", facts={"store": store})


def keys_exist(name: str) -> Diagnostic:
    return Diagnostic("L014", facts={"name": name})


def tree_changed(store: str) -> Diagnostic:
    """The tree is not the one that the store last signed, so that nothing may be added."""
    return Diagnostic("L015", facts={"store": store})


def no_such_record(name: str) -> Diagnostic:
    return Diagnostic("L016", facts={"name": name})


def unknown_format(name: str, version: str) -> Diagnostic:
    return Diagnostic("L017", facts={"name": name, "version": version})


def facts_erased(name: str) -> Diagnostic:
    return Diagnostic("L018", facts={"name": name})


def facts_do_not_fit(name: str, codes: str) -> Diagnostic:
    """The recorded facts or the question cannot be put to another rule book; `codes` are those of its findings."""
    return Diagnostic("L019", facts={"name": name, "codes": codes})


def bad_log_name(name: str) -> Diagnostic:
    return Diagnostic("L020", facts={"name": name})


def package_missing() -> Diagnostic:
    return Diagnostic("L021")


def nobody_to_forget() -> Diagnostic:
    return Diagnostic("L023")


def book_changing() -> Diagnostic:
    """A file of the rule book was changed between loading the book and putting it into the archive."""
    return Diagnostic("L024")


def not_as_recorded(name: str) -> Diagnostic:
    """A record that its own rule book does not give any more, so that nothing can be said of another one."""
    return Diagnostic("L201", facts={"name": name})


def corrected_before(name: str, later: str) -> Diagnostic:
    return Diagnostic("L203", facts={"name": name, "later": later})


def nothing_to_correct(name: str) -> Diagnostic:
    """A correction on the same facts, under the same rule book and readings."""
    return Diagnostic("L204", facts={"name": name})


def new_facts_do_not_fit(codes: str) -> Diagnostic:
    """What is wrong with the facts of a correction, without what they say."""
    return Diagnostic("L207", facts={"codes": codes})


def of_another_question(name: str) -> Diagnostic:
    """A correction answers the question of the record in whose place it stands."""
    return Diagnostic("L206", facts={"name": name})


def erased_cannot_be_corrected(name: str) -> Diagnostic:
    return Diagnostic("L205", facts={"name": name})


def another_replay(name: str) -> Diagnostic:
    """A file that does not say how far this replay has come."""
    return Diagnostic("L202", facts={"name": name})


# ------------------------------------------------------------------------------------------------ cases of a file


def not_a_case(line: int) -> Diagnostic:
    return Diagnostic("L031", facts={"line": str(line)})


def case_refused(line: int, codes: str) -> Diagnostic:
    """The question or the facts of a case cannot be used; `codes` are those of what was found."""
    return Diagnostic("L032", facts={"line": str(line), "codes": codes})


def case_id_used(line: int) -> Diagnostic:
    """The id of a case stands for other facts, another day or reading, or another rule book."""
    return Diagnostic("L033", facts={"line": str(line)})


def batch_stopped(store: str) -> Diagnostic:
    """The store takes no further case; those that were told before are recorded."""
    return Diagnostic("L034", facts={"store": store})


# ------------------------------------------------------------------------------------------------ what verify finds


def record_missing(position: int) -> Diagnostic:
    return Diagnostic("L101", facts={"position": str(position)})


def record_changed(position: int) -> Diagnostic:
    return Diagnostic("L102", facts={"position": str(position)})


def subtree_changed(level: int, position: int) -> Diagnostic:
    return Diagnostic("L103", facts={"level": str(level), "position": str(position)})


def head_not_signed(size: int) -> Diagnostic:
    return Diagnostic("L104", facts={"size": str(size)})


def book_changed(text: str) -> Diagnostic:
    return Diagnostic("L105", facts={"digest": text})


def private_part_changed(name: str) -> Diagnostic:
    return Diagnostic("L106", facts={"name": name})


def checkpoint_unreadable(name: str) -> Diagnostic:
    return Diagnostic("L107", facts={"name": name})


def store_too_short(name: str, size: int, claimed: int) -> Diagnostic:
    return Diagnostic("L108", facts={"name": name, "size": str(size), "claimed": str(claimed)})


def another_history(name: str, claimed: int) -> Diagnostic:
    return Diagnostic("L109", facts={"name": name, "claimed": str(claimed)})


def receipt_not_kept(name: str, position: int) -> Diagnostic:
    return Diagnostic("L110", facts={"name": name, "position": str(position)})


def correction_wrong(position: int) -> Diagnostic:
    """A correction that does not stand in the place of one earlier record of the same question and person."""
    return Diagnostic("L112", facts={"position": str(position)})


def corrections_changed() -> Diagnostic:
    """The index of corrections is not what the records say."""
    return Diagnostic("L113")


def record_too_many(position: int) -> Diagnostic:
    return Diagnostic("L111", facts={"position": str(position)})
