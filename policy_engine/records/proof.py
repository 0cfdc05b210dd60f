"""What the holder of one record needs to show that it is in the log, without the store and without the engine.

Invariant: a proof says nothing of any other record; the facts go with it only where they are asked for.
"""

from policy_engine.records.canonical import Plain, read_canonical
from policy_engine.records.checkpoint import Checkpoint
from policy_engine.records.entry import Receipt
from policy_engine.records.record import Sealed
from policy_engine.records.recorded import Recorded
from policy_engine.records.store import Store, signed_head, subtree
from policy_engine.records.tree import consistency, inclusion, leaf_hash, root

FORMAT = 1


def proof(store: Store, found: Recorded, *, since: Checkpoint | None = None, opened: Sealed | None = None) -> Plain:
    """The leaf, the path from it to the signed root, and from an earlier checkpoint to that root.

    opened: the facts and the answer with their salts, for somebody who may see them.
    """
    size, note = signed_head(store)

    def lookup(level: int, position: int) -> bytes:
        return subtree(store.database, level, position)

    told = {
        "proof": FORMAT,
        "public_key": store.public,
        "checkpoint": note,
        "position": found.position,
        "leaf": found.leaf.decode(),
        "leaf_hash": leaf_hash(found.leaf).hex(),
        "inclusion": [each.hex() for each in inclusion(lookup, found.position, size)],
    }
    if since is not None:
        path = [each.hex() for each in consistency(lookup, since.size, size)]
        told["since"] = {"size": since.size, "root": since.root.hex(), "consistency": path}
    if opened is not None:
        parts = {"facts": opened.facts, "answer": opened.answer}
        told["opened"] = {
            name: {"salt": part.salt.hex(), "content": part.content.decode()} for name, part in parts.items()
        }
    return told


def receipt_data(receipt: Receipt) -> Plain:
    """A receipt as plain data."""
    return {
        "id": receipt.id,
        "position": receipt.position,
        "leaf_hash": receipt.leaf.hex(),
        "checkpoint": receipt.checkpoint,
    }


def is_root_of(store: Store, checkpoint: Checkpoint) -> bool:
    """Whether the store's tree had this root when it had so many leaves."""
    size, _ = signed_head(store)
    return checkpoint.size <= size and checkpoint.root == root(
        lambda level, position: subtree(store.database, level, position), checkpoint.size
    )


def opened_data(sealed: Sealed) -> Plain:
    """The facts and the answer as plain data."""
    return {"facts": read_canonical(sealed.facts.content), "answer": read_canonical(sealed.answer.content)}
