"""What a store says of itself under its own signature: how many records it has, and the root of their tree.

The form is that of C2SP checkpoints: three lines, an empty line, and a signature made with Ed25519.
Invariant: a checkpoint that `read_checkpoint` gives back was signed by the key that it was asked about.
"""

import base64
import binascii
import hashlib
import re

from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_NOTE = re.compile(r"(([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n)\n\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})\n?")
_ED25519 = b"\x01"


@frozen
class Checkpoint:
    """The first `size` records of the log called `origin` have this root."""

    origin: str
    size: int
    root: bytes


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The checkpoint as a signed note."""
    text = f"{checkpoint.origin}\n{checkpoint.size}\n{base64.b64encode(checkpoint.root).decode()}\n"
    mark = key_mark(checkpoint.origin, key.public_key())
    signature = base64.b64encode(mark + key.sign(text.encode())).decode()
    return f"{text}\n\u2014 {checkpoint.origin} {signature}\n"


def read_checkpoint(note: str, public: str) -> Checkpoint | None:
    """The checkpoint of a note that the holder of a public key has signed; None for every other text."""
    found = _NOTE.fullmatch(note)
    key = read_public_key(public)
    if found is None or key is None or found[2] != found[5] or found[2] != key[0]:
        return None
    try:
        signed = base64.b64decode(found[6], validate=True)
        if signed[:4] != key_mark(*key):
            return None
        key[1].verify(signed[4:], found[1].encode())
    except (binascii.Error, InvalidSignature):
        return None
    return Checkpoint(found[2], int(found[3]), base64.b64decode(found[4]))


def public_key(origin: str, key: Ed25519PrivateKey) -> str:
    """The public key as people pass it on: the name of the log, the mark of the key, the key."""
    public = key.public_key()
    written = base64.b64encode(_ED25519 + public.public_bytes_raw()).decode()
    return f"{origin}+{key_mark(origin, public).hex()}+{written}"


def read_public_key(text: str) -> tuple[str, Ed25519PublicKey] | None:
    """The name of the log and its key; None for a text that is no public key."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        return None
    try:
        raw = base64.b64decode(parts[2], validate=True)
        key = Ed25519PublicKey.from_public_bytes(raw[1:])
    except (binascii.Error, ValueError):
        return None
    is_so = raw[:1] == _ED25519 and key_mark(parts[0], key).hex() == parts[1]
    return (parts[0], key) if is_so else None


def key_mark(origin: str, key: Ed25519PublicKey) -> bytes:
    """The four bytes by which a signature says whose it is."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]
