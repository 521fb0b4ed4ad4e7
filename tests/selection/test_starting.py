"""What selection starts beside the case: the first review, who leads, and an open question."""

from datetime import timedelta

import pytest

from popo.cases.models import AssignmentRole
from popo.cases.queries import assignments_of
from popo.errors import RuleBroken
from popo.people.models import Person, Told
from popo.selection.models import CriteriaKind
from popo.selection.queries.telling import tellings_of
from popo.selection.services import FirstSteps
from popo.whereabouts.models import DateKind
from popo.whereabouts.queries import standing_dates
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import selected

DAY = timedelta(days=1)


def review_of(person: Person) -> object:
    (review,) = [row for row in standing_dates(person) if row.date_kind is DateKind.REVIEW]
    return review.falls_on


def every(scheme: Scheme) -> timedelta:
    criteria = scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].opened()
    return timedelta(days=criteria.review_every_days)


def test_first_review_is_as_the_criteria_have_it(work: None) -> None:
    scheme = make.scheme()
    found, _, _ = selected(scheme)
    assert review_of(found.person) == TODAY + every(scheme)


def test_first_review_may_be_sooner_and_never_later(work: None) -> None:
    scheme = make.scheme()
    soon = TODAY + timedelta(days=14)
    found, _, _ = selected(scheme, first_steps=FirstSteps(soon))
    assert review_of(found.person) == soon
    for day in (TODAY, TODAY + every(scheme) + DAY):
        with pytest.raises(RuleBroken, match="The first review is after the day"):
            selected(scheme, first_steps=FirstSteps(day))


def test_named_leads_work_on_the_case_from_its_first_day(work: None) -> None:
    scheme = make.scheme()
    workers = (
        (scheme.police, AssignmentRole.LEAD_OFFICER),
        (scheme.probation, AssignmentRole.OFFENDER_MANAGER),
    )
    _, case, _ = selected(scheme, first_steps=FirstSteps(workers=workers))
    rows = assignments_of([case.id], TODAY)[case.id]
    assert {(row.user_id, row.role) for row in rows} == {(user.id, role) for user, role in workers}
    assert {row.starts_on for row in rows} == {case.opened_on}


def test_nobody_is_told_by_the_system(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    assert found.person.told is Told.NOT_YET
    (row,) = tellings_of(case, make.actor(scheme.coordinator))
    assert (row.outcome, row.day) == (Told.NOT_YET, case.opened_on)
