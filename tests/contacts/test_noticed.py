import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.contacts.noticed import noticed_in


@pytest.mark.parametrize(
    ("note", "phones", "postcodes"),
    [
        ("New number 07700 900123, at lu13xa", ("07700900123",), ("LU1 3XA",)),
        ("+44 7700 900 123 or 01582-960123", ("07700900123", "01582960123"), ()),
        ("0770090012 is short by none", ("0770090012",), ()),
        ("Reference 12345678901, 077009001234567", (), ()),
        ("At LU1 3XA and LU1 3XA again; SW1A 1AA", (), ("LU1 3XA", "SW1A 1AA")),
        ("PNC 02/73319Z and LUT-0042", (), ()),
        ("", (), ()),
    ],
)
def test_numbers_and_postcodes_are_noticed(
    note: str, phones: tuple[str, ...], postcodes: tuple[str, ...]
) -> None:
    found = noticed_in(note)
    assert (found.phones, found.postcodes) == (phones, postcodes)
    assert bool(found) is bool(phones or postcodes)


@given(st.text(max_size=200))
def test_any_note_is_read_and_only_so_much_is_noticed(note: str) -> None:
    found = noticed_in(note)
    assert len(found.phones) <= 5
    assert len(found.postcodes) <= 5
    assert all(number[0] == "0" and 10 <= len(number) <= 11 for number in found.phones)
