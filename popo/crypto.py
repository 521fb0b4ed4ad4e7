"""Sealing and keyed digests, as pure functions; no cipher is named anywhere else.

A sealed value is: version (1 byte), key generation (2), nonce (12), AES-256-GCM ciphertext.
Its associated data binds it to the place it was written for, so that a moved value is refused.
"""

import hashlib
import hmac
import secrets
from typing import NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
_NONCE = 12
_HEAD = 1 + 2
_KEY_BITS = 256
_OVERHEAD = _HEAD + _NONCE + 16
_LENGTH = 4

Key = NewType("Key", bytes)


class Unreadable(Exception):  # noqa: N818
    """The bytes are not what was sealed for this place under this key."""


def new_key() -> Key:
    return Key(AESGCM.generate_key(_KEY_BITS))


def seal(key: Key, generation: int, plain: bytes, place: bytes, *, pad: int) -> bytes:
    """`plain` sealed for `place`, its length rounded up to a multiple of `pad` bytes."""
    head = VERSION + generation.to_bytes(2, "big")
    nonce = secrets.token_bytes(_NONCE)
    padded = len(plain).to_bytes(_LENGTH, "big") + plain
    padded += bytes(-len(padded) % pad)
    return head + nonce + AESGCM(key).encrypt(nonce, padded, head + place)


def unseal(key: Key, held: bytes, place: bytes) -> bytes:
    """What was sealed for `place`. Raises Unreadable."""
    head, nonce, body = held[:_HEAD], held[_HEAD : _HEAD + _NONCE], held[_HEAD + _NONCE :]
    try:
        padded = AESGCM(key).decrypt(nonce, body, head + place)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    length = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + length]


def is_sealed(held: object) -> bool:
    """Whether these are bytes that `seal` could have made."""
    return isinstance(held, bytes) and held[:1] == VERSION and len(held) >= _OVERHEAD


def generation_of(held: bytes) -> int:
    """The generation of the key that sealed these bytes."""
    return int.from_bytes(held[1:_HEAD], "big")


def wrap(scheme_key: Key, key: Key, name: bytes) -> bytes:
    """A data key, itself sealed under a scheme key and bound to its name."""
    return seal(scheme_key, 0, key, b"data key " + name, pad=1)


def unwrap(scheme_key: Key, wrapped: bytes, name: bytes) -> Key:
    return Key(unseal(scheme_key, wrapped, b"data key " + name))


def digest(key: Key, kind: str, value: str) -> int:
    """A keyed digest for finding `value` without holding it: 64 bits, as a signed integer."""
    mac = hmac.digest(key, f"{kind}\0{value}".encode(), hashlib.sha256)
    return int.from_bytes(mac[:8], "big", signed=True)


def link(key: Key, previous: bytes, content: bytes) -> bytes:
    """The digest that chains `content` to what came before it: 32 bytes."""
    return hmac.digest(key, previous + content, hashlib.sha256)


def token_digest(token: str) -> bytes:
    """What is kept of a random token: 32 bytes."""
    return hashlib.sha256(token.encode()).digest()
