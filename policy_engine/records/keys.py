"""The secrets of a store: what signs its checkpoints, and what locks the keys under which each person's facts lie.

Invariant: what is sealed under a person's key cannot be read once that key is gone, and is bound to its record.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Callable

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

Randomness = Callable[[int], bytes]

ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
"""What a log may be called."""

_KEY, _NONCE = 32, 12


@frozen
class Keys:
    """origin: the name of the log; signing, wrapping: 32 bytes each."""

    origin: str
    signing: bytes = field(repr=False)
    wrapping: bytes = field(repr=False)

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.signing)


def new_keys(origin: str, randomness: Randomness) -> Keys:
    """Keys that nobody else has."""
    return Keys(origin, randomness(_KEY), randomness(_KEY))


def write_keys(keys: Keys) -> str:
    """The keys as the text of a file."""
    secret = {"signing": keys.signing, "wrapping": keys.wrapping}
    written = {name: base64.b64encode(value).decode() for name, value in secret.items()}
    return json.dumps({"origin": keys.origin, **written}, indent=2) + "\n"


def read_keys(text: str) -> Keys | None:
    """The keys of a file; None where it is no file of keys."""
    try:
        data = json.loads(text)
        signing, wrapping = (base64.b64decode(data[name], validate=True) for name in ("signing", "wrapping"))
        is_so = len(signing) == len(wrapping) == _KEY and ORIGIN.fullmatch(data["origin"])
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError):
        return None
    return Keys(data["origin"], signing, wrapping) if is_so else None


def pseudonym(keys: Keys, person: str) -> str:
    """What a person is called in the store: the same each time, and no way back without the keys."""
    return hmac.new(_derived(keys, b"person"), person.encode(), hashlib.sha256).hexdigest()


def new_data_key(keys: Keys, randomness: Randomness) -> bytes:
    """A key for one person, locked."""
    return aes_key_wrap(_derived(keys, b"data key"), randomness(_KEY))


def seal(keys: Keys, locked: bytes, record: str, content: bytes, randomness: Randomness) -> bytes:
    """The content under a person's key, bound to the record with this id."""
    nonce = randomness(_NONCE)
    return nonce + AESGCM(_unlocked(keys, locked)).encrypt(nonce, content, record.encode())


def unseal(keys: Keys, locked: bytes, record: str, sealed: bytes) -> bytes | None:
    """The content again; None where the key or the record is another, or a byte was changed."""
    try:
        return AESGCM(_unlocked(keys, locked)).decrypt(sealed[:_NONCE], sealed[_NONCE:], record.encode())
    except (InvalidTag, InvalidUnwrap, ValueError):
        return None


def _derived(keys: Keys, purpose: bytes) -> bytes:
    return hmac.new(keys.wrapping, purpose, hashlib.sha256).digest()


def _unlocked(keys: Keys, locked: bytes) -> bytes:
    return aes_key_unwrap(_derived(keys, b"data key"), locked)
