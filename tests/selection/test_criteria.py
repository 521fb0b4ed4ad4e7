"""The document of the criteria: what may never stand in it, and that it is one thing for ever."""

import copy
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import KINDS, CriteriaRefused, canonical, digest, read
from popo.selection.defaults import default_document

CATCH = "catch_and_convict"
GRADINGS = {"sources": ["1"], "assessments": ["A"], "corroborated": True}


def changed(**values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(dict(default_document(CATCH))), **values}


def with_factor(**values: Any) -> dict[str, Any]:
    """The default with something else said of its first factor."""
    document = changed()
    document["factors"][0] |= values
    return document


def with_levels(*least: int) -> dict[str, Any]:
    """The default with the levels of its first factor begun at other values."""
    document = changed()
    for level, value in zip(document["factors"][0]["levels"], least, strict=True):
        level["least"] = value
    return document


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(CriteriaRefused) as caught:
        read(document)
    return str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_defaults_can_be_adopted_as_they_are(kind: str) -> None:
    criteria = read(default_document(kind))
    assert criteria.kind == kind
    assert "not Home Office text" in criteria.note


def test_default_for_adults_adds_up_to_a_hundred() -> None:
    assert read(default_document(CATCH)).most == 100


def test_default_for_young_people_has_no_points_and_no_total() -> None:
    criteria = read(default_document("prevent_and_deter"))
    assert criteria.is_narrative
    assert criteria.most == 0
    assert all(factor.is_narrative for factor in criteria.factors)


@pytest.mark.parametrize(
    "question",
    [
        "Is in drug treatment",
        "Was excluded from school",
        "Has a brother on the list",
        "Lives in a priority ward",
        "Postcode of the home",
        "Age at first reprimand",
        "Ethnic group",
        "Sex of the person",
        "Religion",
        "Has a disability",
        "Nationality",
        "Any family on the scheme",
    ],
)
def test_forbidden_factors_are_refused(question: str) -> None:
    assert "never adds points" in refused(with_factor(question=question))


def test_forbidden_words_are_found_in_names_and_levels_too() -> None:
    assert "never adds points" in refused(with_factor(name="school_exclusion"))
    document = changed()
    document["factors"][0]["levels"][0]["words"] = "Lives with his parents"
    assert "family never adds points" in refused(document)


def test_words_that_only_contain_a_forbidden_one_are_fine() -> None:
    read(with_factor(question="Damage and towards sexual offences awarded in court"))


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (changed(threshold=50), "threshold"),
        (changed(agreed_number=0), "agreed number"),
        (changed(factors=[]), "at least one factor"),
        (changed(kind="other"), "kind"),
        (changed(bands=[{"name": "all", "words": "All", "least": 5}], threshold=5), "begin at 0"),
        (changed(bands=[]), "bands"),
        (changed(oldest=10), "oldest"),
        (with_factor(cap=30), "cap"),
        (with_factor(counts_for_days=0), "evidence counts"),
        (with_factor(name="type"), "name of its own"),
        (with_factor(levels=[]), "in words"),
        (with_levels(0, 0, 3, 6, 10), "begin at different values"),
        (with_levels(1, 2, 3, 6, 10), "the lowest at 0"),
        (with_factor(gradings=GRADINGS), "must be graded reports"),
        (with_factor(measure="graded_reports"), "must say which gradings count"),
        (changed(agreed_number=-1), "whole number"),
        (changed(title=3), "text"),
    ],
)
def test_faulty_documents_are_refused_in_words(document: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(document)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists))
def test_reading_anything_refuses_it_or_reads_it(value: Any) -> None:
    for key in default_document(CATCH):
        with suppress(CriteriaRefused):
            assert read(changed(**{key: value})).factors


def test_digest_knows_no_order_and_no_spaces_but_every_value() -> None:
    document = default_document(CATCH)
    shuffled = json.loads(json.dumps(dict(reversed(document.items())), indent=4))
    assert canonical(shuffled) == canonical(document)
    assert digest(shuffled) == digest(document)
    assert digest(changed(agreed_number=41)) != digest(document)
