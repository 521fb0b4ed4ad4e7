"""Adopted criteria never change by a byte, whoever asks and however."""

import copy
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from popo.access.actor import Actor
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaKind, CriteriaSet, CriteriaStatus
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.services import adopt_criteria, draft_criteria, edit_criteria
from tests.selection import make
from tests.selection.make import Scheme

CATCH = CriteriaKind.CATCH_AND_CONVICT


def document(**values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(dict(default_document(CATCH))), **values}


def draft(by: Actor, **values: Any) -> CriteriaSet:
    row = draft_criteria(by, CATCH, document(**values))
    db.session.flush()  # read back
    return row


def coordinator(of: Scheme) -> Actor:
    return make.actor(of.coordinator)


def test_adopting_supersedes_the_version_before(work: None) -> None:
    scheme = make.scheme()
    first = scheme.criteria[CATCH]
    second = draft(coordinator(scheme), agreed_number=30)
    make.adopted(coordinator(scheme), second, scheme.item(ItemKind.CRITERIA))
    assert (second.number, second.status) == (2, CriteriaStatus.ADOPTED)
    assert second.adopted_on == make.TODAY
    assert (first.status, first.superseded_on) == (CriteriaStatus.SUPERSEDED, make.TODAY)
    assert criteria_in_force(CATCH) is second


def test_adopting_needs_an_item_about_criteria(work: None) -> None:
    scheme = make.scheme()
    row = draft(coordinator(scheme))
    with pytest.raises(RuleBroken, match="about criteria"):
        make.adopted(coordinator(scheme), row, scheme.item(ItemKind.OTHER))


def test_adopted_criteria_are_not_edited_and_not_adopted_again(work: None) -> None:
    scheme = make.scheme()
    row = scheme.criteria[CATCH]
    with pytest.raises(RuleBroken, match="never change"):
        edit_criteria(coordinator(scheme), row, document(), row.version)
    with pytest.raises(RuleBroken, match="already"):
        adopt_criteria(coordinator(scheme), row, scheme.item(ItemKind.CRITERIA))


def test_draft_is_edited_once_from_each_reading(work: None) -> None:
    scheme = make.scheme()
    row = draft(coordinator(scheme))
    read_version, before = row.version, row.digest
    edit_criteria(coordinator(scheme), row, document(agreed_number=12), read_version)
    db.session.flush()  # the version goes up as it is written
    assert row.digest != before
    with pytest.raises(StaleVersion):
        edit_criteria(coordinator(scheme), row, document(), read_version)


def test_draft_with_a_forbidden_factor_is_refused_in_words(work: None) -> None:
    scheme = make.scheme()
    held = document()
    held["factors"][0]["question"] = "How old: age in years"
    with pytest.raises(RuleBroken, match="age never adds points"):
        draft_criteria(coordinator(scheme), CATCH, held)


def test_document_of_the_other_kind_is_refused(work: None) -> None:
    scheme = make.scheme()
    with pytest.raises(RuleBroken, match="other kind"):
        draft_criteria(coordinator(scheme), CriteriaKind.PREVENT_AND_DETER, document())


@pytest.mark.parametrize(
    "values", [{"document": {"kind": "other"}}, {"digest": "0" * 64}, {"number": 99}]
)
def test_database_refuses_to_change_adopted_criteria(work: None, values: dict[str, Any]) -> None:
    scheme = make.scheme()
    db.session.flush()  # statements below go past the session
    key = scheme.criteria[CATCH].id
    with pytest.raises(DatabaseError, match="can no longer change"), db.session.begin_nested():
        db.session.execute(update(CriteriaSet).where(CriteriaSet.id == key).values(**values))


def test_database_refuses_to_delete_adopted_criteria(work: None) -> None:
    scheme = make.scheme()
    db.session.flush()  # statements below go past the session
    key = scheme.criteria[CATCH].id
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(delete(CriteriaSet).where(CriteriaSet.id == key))


def test_criteria_that_do_not_match_their_digest_are_not_used(work: None) -> None:
    """What a database without its triggers, or a hand in its files, could do."""
    row = CriteriaSet(
        criteria_kind=CATCH,
        number=7,
        status=CriteriaStatus.DRAFT,
        document=document(agreed_number=400),
        digest=make.scheme().criteria[CATCH].digest,
    )
    with pytest.raises(RuleBroken, match="was changed after its digest"):
        row.opened()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": CriteriaStatus.ADOPTED}, "adopted_is_dated"),
        (
            {"status": CriteriaStatus.ADOPTED, "adopted_on": make.TODAY},
            "adopted_at_a_meeting",
        ),
    ],
)
def test_database_keeps_adoption_whole(work: None, values: dict[str, Any], constraint: str) -> None:
    row = {"status": CriteriaStatus.DRAFT, **values}
    db.session.add(CriteriaSet(criteria_kind=CATCH, number=50, document={}, digest="0", **row))
    with pytest.raises(IntegrityError, match=constraint):
        db.session.flush()  # the constraint under test
