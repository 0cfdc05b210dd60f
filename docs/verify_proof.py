"""Checks the proof of a recorded decision, as `policy record export` writes it, without the engine.

    python3 docs/verify_proof.py proof.json --public-key KEY [--checkpoint FILE]

It needs Python alone.  It says "holds" and exits with 0 where the record is in the log whose last state the holder of
the public key has signed, and else says what does not hold and exits with 1.  Take the public key from somebody whom
you trust and not from the proof: without --public-key only the arithmetic is checked, and this program says so.
"""

import argparse
import base64
import hashlib
import json
import re
import sys

NOTE = re.compile(r"(([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n)\n\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})\n?")


class DoesNotHold(Exception):
    """Why the proof is none."""


def check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise DoesNotHold(otherwise)


# ------------------------------------------------------------------------------------------------ the tree (RFC 6962)


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaf: bytes, position: int, size: int, path: list[bytes]) -> bytes:
    """The root to which the path leads from a leaf's hash (RFC 9162, 2.1.3.2)."""
    check(0 <= position < size, "the position is not one of the log's")
    here, last, found = position, size - 1, leaf
    for each in path:
        check(last > 0, "the path is too long")
        if here % 2 or here == last:
            found = node_hash(each, found)
            while not here % 2 and here:
                here, last = here // 2, last // 2
        else:
            found = node_hash(found, each)
        here, last = here // 2, last // 2
    check(last == 0, "the path is too short")
    return found


def check_growth(earlier: int, size: int, old: bytes, new: bytes, path: list[bytes]) -> None:
    """Whether the log of `earlier` records is the beginning of that of `size` (RFC 9162, 2.1.4.2)."""
    check(0 <= earlier <= size, "the log has become shorter since the checkpoint")
    if earlier in (0, size):
        check(not path and (old == new if earlier else old == hashlib.sha256().digest()), "the log has another history")
        return
    hashes = [old, *path] if earlier & (earlier - 1) == 0 else path
    check(bool(hashes), "the path of growth is too short")
    here, last = earlier - 1, size - 1
    while here % 2:
        here, last = here // 2, last // 2
    before = after = hashes[0]
    for each in hashes[1:]:
        check(last > 0, "the path of growth is too long")
        if here % 2 or here == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not here % 2 and here:
                here, last = here // 2, last // 2
        else:
            after = node_hash(after, each)
        here, last = here // 2, last // 2
    check(last == 0 and before == old and after == new, "the log has another history than the checkpoint")


# ------------------------------------------------------------------------------------------- signatures (RFC 8032)

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

Point = tuple[int, int, int, int]


def add(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while factor:
        if factor % 2:
            found = add(found, point)
        point, factor = add(point, point), factor // 2
    return found


def point_of(data: bytes) -> Point:
    check(len(data) == 32, "a key or a signature has the wrong length")
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number % 2**255
    check(y < P, "a key or a signature is no point of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    check((x * x - square) % P == 0 and not (x == 0 and sign), "a key or a signature is no point of the curve")
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def check_signature(key: bytes, text: bytes, signature: bytes) -> None:
    check(len(signature) == 64, "the signature has the wrong length")
    public, commitment = point_of(key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    check(scalar < ORDER, "the signature is out of range")
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(scalar, BASE), add(commitment, times(challenge, public))
    is_same = (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
    check(is_same, "the checkpoint was not signed with this key")


# ------------------------------------------------------------------------------------------------ checkpoints


def read_checkpoint(note: str, public_key: str) -> tuple[int, bytes]:
    """The size and the root that the holder of the key has signed."""
    found = NOTE.fullmatch(note)
    check(found is not None, "the checkpoint is no signed note")
    assert found is not None
    origin, mark, written = public_key.strip().split("+", 2)
    key, signed = base64.b64decode(written, validate=True), base64.b64decode(found[6], validate=True)
    own_mark = hashlib.sha256(origin.encode() + b"\n" + key).digest()[:4]
    check(key[:1] == b"\x01" and own_mark.hex() == mark, "the public key is damaged")
    check(found[2] == found[5] == origin and signed[:4] == own_mark, "the checkpoint is that of another log or key")
    check_signature(key[1:], found[1].encode(), signed[4:])
    return int(found[3]), base64.b64decode(found[4])


# ------------------------------------------------------------------------------------------------ the proof


def check_proof(proof: dict, public_key: str, earlier_note: str | None) -> list[str]:
    """Everything that a proof claims; the lines that say what holds."""
    check(proof.get("proof") == 1, "this program does not know this form of proof")
    size, root = read_checkpoint(proof["checkpoint"], public_key)
    leaf = proof["leaf"].encode()
    record = json.loads(leaf)
    check(leaf_hash(leaf).hex() == proof["leaf_hash"], "the record is not the one that the hash belongs to")
    check(record["position"] == proof["position"], "the record says another position")
    path = [bytes.fromhex(each) for each in proof["inclusion"]]
    check(root_of(leaf_hash(leaf), proof["position"], size, path) == root, "the record is not in the signed log")
    lines = [f"record {record['id']}, number {proof['position']} of {size}, made {record['recorded_at']}"]
    if earlier_note is not None:
        earlier, old = read_checkpoint(earlier_note, public_key)
        since = proof.get("since") or {}
        check(since.get("size") == earlier, "the proof says nothing of growth since this checkpoint")
        check_growth(earlier, size, old, root, [bytes.fromhex(each) for each in since["consistency"]])
        lines.append(f"the log has only grown since the checkpoint of {earlier} records")
    for part, opened in sorted((proof.get("opened") or {}).items()):
        made = hashlib.sha256(bytes.fromhex(opened["salt"]) + opened["content"].encode()).hexdigest()
        check(made == record["commitments"][part], f"the {part} are not those of the record")
        lines.append(f"the {part} shown are those of the record")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the proof of a recorded decision without the engine.")
    parser.add_argument("proof")
    parser.add_argument("--public-key", default="", help="the key of the log, from somebody whom you trust")
    parser.add_argument("--checkpoint", help="an earlier checkpoint of the log that you have kept")
    given = parser.parse_args()
    try:
        with open(given.proof, encoding="utf-8") as file:
            proof = json.load(file)
        earlier = None
        if given.checkpoint:
            with open(given.checkpoint, encoding="utf-8") as file:
                earlier = file.read()
        lines = check_proof(proof, given.public_key or proof["public_key"], earlier)
    except DoesNotHold as reason:
        print(f"DOES NOT HOLD: {reason}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        print(f"DOES NOT HOLD: this is no whole proof ({type(error).__name__})")
        return 1
    print("\n".join(["holds", *lines]))
    if not given.public_key:
        print("the public key is the proof's own: ask somebody whom you trust whether it is the log's")
    return 0


if __name__ == "__main__":
    sys.exit(main())
