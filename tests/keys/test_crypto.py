import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import crypto
from popo.crypto import Unreadable

KEY = crypto.new_key()


@given(plain=st.binary(max_size=300), place=st.binary(max_size=80), pad=st.integers(1, 64))
def test_what_is_sealed_opens_in_its_place_only(plain: bytes, place: bytes, pad: int) -> None:
    held = crypto.seal(KEY, 7, plain, place, pad=pad)
    assert crypto.unseal(KEY, held, place) == plain
    assert crypto.generation_of(held) == 7
    with pytest.raises(Unreadable):
        crypto.unseal(KEY, held, place + b"!")
    with pytest.raises(Unreadable):
        crypto.unseal(crypto.new_key(), held, place)


@given(plain=st.binary(max_size=60), position=st.integers(0), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_refused(plain: bytes, position: int, bit: int) -> None:
    held = bytearray(crypto.seal(KEY, 1, plain, b"place", pad=32))
    held[position % len(held)] ^= 1 << bit
    with pytest.raises(Unreadable):
        crypto.unseal(KEY, bytes(held), b"place")


@given(first=st.text(max_size=20), second=st.text(max_size=20))
def test_short_values_have_one_length(first: str, second: str) -> None:
    lengths = {
        len(crypto.seal(KEY, 1, value.encode()[:28], b"place", pad=32)) for value in (first, second)
    }
    assert len(lengths) == 1


def test_wrapped_key_cannot_stand_in_for_another() -> None:
    scheme, key = crypto.new_key(), crypto.new_key()
    wrapped = crypto.wrap(scheme, key, b"one")
    assert crypto.unwrap(scheme, wrapped, b"one") == key
    with pytest.raises(Unreadable):
        crypto.unwrap(scheme, wrapped, b"two")


def test_digest_depends_on_key_kind_and_value() -> None:
    other = crypto.new_key()
    digests = {
        crypto.digest(KEY, "EXACT", "smith"),
        crypto.digest(KEY, "PHONETIC", "smith"),
        crypto.digest(KEY, "EXACT", "smyth"),
        crypto.digest(other, "EXACT", "smith"),
    }
    assert len(digests) == 4
    assert crypto.digest(KEY, "EXACT", "smith") == crypto.digest(KEY, "EXACT", "smith")
