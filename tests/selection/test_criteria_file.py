"""Criteria as a file: the same after there and back, and nothing that is not criteria gets in."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import KINDS, CriteriaRefused, digest, read
from popo.selection.criteria.file import LARGEST, read_file, write_file
from popo.selection.defaults import default_document
from tests.selection.documents import Document, documents

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def refused(content: bytes) -> str:
    with pytest.raises(CriteriaRefused) as caught:
        read_file(content)
    return str(caught.value)


def filed(document: Any, **about: Any) -> bytes:
    return json.dumps({"about": about, "criteria": document}).encode()


@given(documents(), st.integers(1, 99))
def test_there_and_back_is_the_same(document: Document, number: int) -> None:
    loaded = read_file(write_file(document, number))
    assert digest(loaded.document) == digest(document)
    assert loaded.is_as_written
    assert read(loaded.document) == read(document)


@pytest.mark.parametrize("kind", KINDS)
def test_file_says_what_it_is_and_can_be_read_by_people(kind: str) -> None:
    document = default_document(kind)
    text = write_file(document, 4).decode()
    about = json.loads(text)["about"]
    assert (about["kind"], about["version"], about["sha256"]) == (kind, 4, digest(document))
    assert "name nobody" in about["what"]
    assert '\n    "title": "' in text
    assert text.index('"about"') < text.index('"criteria"')


def test_changed_file_is_read_and_said_to_be_changed() -> None:
    document = dict(default_document(KINDS[0]))
    assert not read_file(filed(document, sha256="0" * 64)).is_as_written
    assert not read_file(filed(document)).is_as_written


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(content: bytes) -> None:
    assert refused(content)


@given(JSON)
def test_random_json_is_refused(held: Any) -> None:
    assert refused(json.dumps(held).encode())
    assert refused(filed(held))


@given(documents(), st.data())
def test_random_values_in_a_document_are_read_or_refused(
    document: Document, data: st.DataObject
) -> None:
    held: Any = document
    while True:
        keys = list(held) if isinstance(held, dict) else range(len(held))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(held[key], dict | list) or data.draw(st.booleans()):
            held[key] = data.draw(JSON)
            break
        held = held[key]
    with suppress(CriteriaRefused):
        loaded = read_file(filed(document))
        assert read_file(write_file(loaded.document, 1)).document == loaded.document


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "not text in UTF-8"),
        (b"{", "not readable JSON from line 1, place 2 on"),
        (b"[" * 100_000, "without end"),
        (b'{"about": {}, "criteria": 1' + b"0" * 5000 + b"}", "too long"),
        (b'{"about": {}, "about": {}, "criteria": {}}', "says “about” twice"),
        (b'{"about": {}, "criteria": NaN}', "NaN, which is not a number"),
        (b" " * (LARGEST + 1), "larger than 256 kilobytes"),
        (b"[]", "“about” and “criteria”"),
        (b'{"criteria": {}}', "“about” and “criteria”"),
        (b'{"about": 1, "criteria": {}}', "The document lacks “kind”."),
        (b'{"about": 1, "criteria": 1}', "must be a group of named values"),
    ],
)
def test_reasons_are_plain_sentences(content: bytes, sentence: str) -> None:
    assert sentence in refused(content)


def test_byte_order_mark_is_no_obstacle() -> None:
    document = default_document(KINDS[0])
    assert read_file(b"\xef\xbb\xbf" + write_file(document, 1)).is_as_written


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        (("factors", 1, "levels", 2, "points"), "6", "Factor 2, level 3: “points” must be a whole"),
        (("factors", 1, "levels", 2, "least"), 1.5, "Factor 2, level 3: “least” must be a whole"),
        (("factors", 0, "mandatory"), 1, "Factor 1: “mandatory” must be true or false."),
        (("factors", 0, "measure"), "luck", "Factor 1: “measure” must be one of offences_at"),
        (("factors", 0, "title"), " ", "Factor 1: “title” must be filled in."),
        (("factors", 0, "title"), "x" * 121, "Factor 1: “title” must be 120 characters or fewer."),
        (("factors", 0, "title"), "a\x00", "Factor 1: “title” must be plain text."),
        (("factors", 0, "title"), "\ud800", "Factor 1: “title” must be plain text."),
        (("factors", 0, "levels"), {}, "Factor 1: “levels” must be a list."),
        (("factors", 0, "levels"), [0] * 21, "Factor 1: “levels” must be a list of 20 at most."),
        (("factors", 4, "gradings", "sources"), "12", "Factor 5: “sources” must be a list."),
        (("factors", 3), None, "Factor 4: “factor” must be a group of named values."),
        (("bands", 0, "colour"), "red", "Band 1 holds “colour”, for which criteria have no place."),
        (("bands", 0, "name"), "The lowest", "Each band needs a short name in small letters."),
        (("people",), ["LUT-0042"], "The document holds “people”, for which"),
        (("agreed_number",), 10**30, "“agreed_number” must be a whole number from 0 to 100,000."),
        (("agreed_number",), True, "“agreed_number” must be a whole number from 0 to 100,000."),
    ],
)
def test_each_fault_is_said_where_it_is(at: tuple[Any, ...], value: Any, sentence: str) -> None:
    document = json.loads(json.dumps(default_document(KINDS[0])))
    held = document
    for key in at[:-1]:
        held = held[key]
    held[at[-1]] = value
    assert sentence in refused(filed(document))


def test_all_faults_are_said_at_once() -> None:
    document = json.loads(json.dumps(default_document(KINDS[0])))
    del document["note"]
    document["factors"][0]["cap"] = "many"
    document["bands"][1]["least"] = -1
    with pytest.raises(CriteriaRefused) as caught:
        read_file(filed(document))
    assert len(caught.value.sentences) == 3
