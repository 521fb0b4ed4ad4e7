"""One part of a document changed, the rest as it was."""

import copy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import digest, read
from popo.selection.criteria.compare import changes
from popo.selection.criteria.editing import (
    short_name,
    with_bands,
    with_factor,
    with_factor_moved,
    with_heading,
    without_factor,
)
from tests.selection.documents import Document, documents

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@given(st.text(max_size=80), st.lists(st.text(max_size=40)))
def test_short_names_are_in_order_and_not_taken(words: str, taken: list[str]) -> None:
    name = short_name(words, taken, "factor")
    assert NAME.fullmatch(name)
    assert name not in taken


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Town centre", "town_centre"),
        ("1 to 2", "level_1_to_2"),
        ("Théft & fraud", "theft_fraud"),
        ("…", "level"),
        ("x" * 60, "x" * 37),
    ],
)
def test_short_names_are_made_from_words(words: str, name: str) -> None:
    assert short_name(words, [], "level") == name
    assert short_name(words, [name], "level") == f"{name}_2"


@given(documents(), st.data())
def test_saying_a_factor_again_changes_nothing_that_counts(
    document: Document, data: st.DataObject
) -> None:
    factor = data.draw(st.sampled_from(document["factors"]))
    again = with_factor(document, factor, factor["name"])
    assert changes(read(document), read(again)) == []
    assert {f["name"] for f in again["factors"]} == {f["name"] for f in document["factors"]}
    assert with_factor(again, factor, factor["name"]) == again


@given(documents(), st.data())
def test_changing_a_part_leaves_the_document_it_began_with(
    document: Document, data: st.DataObject
) -> None:
    before = copy.deepcopy(document)
    factor = data.draw(st.sampled_from(document["factors"]))
    with_heading(document, {"agreed_number": 7})
    with_bands(document, document["bands"], 3)
    with_factor(document, {**factor, "title": "Other"}, factor["name"])
    with_factor_moved(document, factor["name"], 1)
    without_factor(document, factor["name"])
    assert document == before


@given(documents(), st.data())
def test_moved_down_and_up_again_is_as_it_was(document: Document, data: st.DataObject) -> None:
    names = [factor["name"] for factor in document["factors"]]
    name = data.draw(st.sampled_from(names))
    moved = with_factor_moved(document, name, 1)
    if name == names[-1]:
        assert moved == document
    else:
        assert digest(with_factor_moved(moved, name, -1)) == digest(document)


def test_first_factor_moves_up_no_further() -> None:
    document = {"factors": [{"name": "a"}, {"name": "b"}]}
    assert with_factor_moved(document, "a", -1) == document


def test_new_factor_goes_to_the_end_under_a_name_of_its_own() -> None:
    document = {"factors": [{"name": "links"}]}
    added = with_factor(document, {"title": "Links"})
    assert [factor["name"] for factor in added["factors"]] == ["links", "links_2"]


def test_lines_keep_their_names_and_come_in_order() -> None:
    levels = [
        {"name": "", "words": "Many", "points": 9},
        {"name": "kept", "words": "Changed words", "points": 0},
        {"name": "", "words": "Kept", "points": 4},
    ]
    decay = [{"after_days": 90, "percent": 10}, {"after_days": 30, "percent": 50}]
    factor = {"title": "A", "levels": levels, "decay": decay}
    made = with_factor({"factors": []}, factor)["factors"][0]
    assert [level["name"] for level in made["levels"]] == ["kept", "kept_2", "many"]
    assert [step["after_days"] for step in made["decay"]] == [30, 90]


def test_measured_levels_stand_by_what_reaches_them() -> None:
    levels = [
        {"name": "late", "words": "Late", "points": 0, "least": 90},
        {"name": "soon", "words": "Soon", "points": 9, "least": 0},
    ]
    made = with_factor({"factors": []}, {"title": "A", "levels": levels})["factors"][0]
    assert [level["name"] for level in made["levels"]] == ["soon", "late"]


def test_bands_rise() -> None:
    bands = [{"name": "", "words": "High", "least": 50}, {"name": "low", "words": "L", "least": 0}]
    made = with_bands({"factors": []}, bands, 50)
    assert [band["name"] for band in made["bands"]] == ["low", "high"]
    assert made["threshold"] == 50
