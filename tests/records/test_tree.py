"""The tree against the test vectors of RFC 6962's reference log and against another implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from policy_engine.records.tree import (
    EMPTY,
    Lookup,
    consistency,
    grown,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    root,
)

LEAVES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Of the first 1 to 8 leaves, as the reference implementation of the RFC publishes them."""


def tree(leaves: list[bytes]) -> Lookup:
    kept: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(leaves):
        for level, position, found in grown(lambda *place: kept[place], size, leaf_hash(leaf)):
            kept[level, position] = found
    return lambda *place: kept[place]


def test_the_roots_are_those_of_the_reference_log() -> None:
    lookup = tree(LEAVES)

    assert root(lookup, 0) == EMPTY
    assert [root(lookup, size).hex() for size in range(1, 9)] == ROOTS


def test_the_proofs_are_those_of_the_reference_log() -> None:
    lookup = tree(LEAVES)

    assert [each.hex() for each in inclusion(lookup, 5, 8)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [each.hex() for each in consistency(lookup, 6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_of_a_small_tree_holds_and_no_other_does(size: int) -> None:
    lookup = tree([bytes([number]) for number in range(size)])
    claimed = root(lookup, size)
    for position in range(size):
        proof = inclusion(lookup, position, size)
        leaf = lookup(0, position)
        assert is_included(leaf, position, size, proof, claimed)
        assert not is_included(leaf, (position + 1) % (size + 1), size, proof, claimed)
        assert not is_included(leaf_hash(b"other"), position, size, proof, claimed)
        assert not is_included(leaf, position, size, (*proof, claimed), claimed)
        assert not is_included(leaf, position, size, proof[1:], claimed) or not proof
    for earlier in range(size + 1):
        old, proof = root(lookup, earlier), consistency(lookup, earlier, size)
        assert is_consistent(earlier, size, old, claimed, proof)
        assert not is_consistent(earlier, size, leaf_hash(b"other"), claimed, proof)
        assert not is_consistent(earlier, size, old, leaf_hash(b"other"), proof) or earlier == 0
        assert not is_consistent(earlier, size, old, claimed, (*proof, old))


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_another_implementation_agrees(leaves: list[bytes], data: st.DataObject) -> None:
    lookup, other = tree(leaves), InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        other.append_entry(leaf)
    size = len(leaves)
    position = data.draw(st.integers(0, size - 1))
    earlier = data.draw(st.integers(1, size))

    assert root(lookup, size) == other.get_root()
    theirs = other.prove_inclusion(position + 1, size)
    verify_inclusion(lookup(0, position), root(lookup, size), theirs)
    assert is_included(lookup(0, position), position, size, inclusion(lookup, position, size), other.get_root(size))
    verify_consistency(root(lookup, earlier), root(lookup, size), other.prove_consistency(earlier, size))
    mine = consistency(lookup, earlier, size)
    assert is_consistent(earlier, size, other.get_root(earlier), other.get_root(size), mine)
