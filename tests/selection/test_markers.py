"""Each agency sets its own marker: it is asked, it says so, and it is checked every month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from popo.accounts.models import AgencyKind, User
from popo.cases.models import AssignmentRole, Strand
from popo.cases.services import assign_worker
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.selection.models import AgencyMarker, Decision
from popo.selection.queries.markers import (
    Kept,
    due_for_check,
    get_marker,
    is_late,
    markers_kept,
    markers_of,
)
from popo.selection.services import (
    answer_difference,
    ask_markers,
    ask_removals,
    reconcile_markers,
    remove_marker,
    set_marker,
    undo_marker,
)
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move as move_person
from tests import make as basic
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import decided, selected, selected_young

LAST_MONTH = date(2024, 3, 12)


def own(user: User) -> list[AgencyMarker]:
    return [kept.marker for kept in markers_kept(make.actor(user))]


class Asked:
    """An adult on the scheme, and the marker the police were asked for last month."""

    def __init__(self) -> None:
        self.scheme: Scheme = make.scheme()
        found, self.case, _ = selected(self.scheme)
        self.person: Person = found.person
        (self.marker,) = own(self.scheme.police)
        self.marker.asked_on = LAST_MONTH
        db.session.flush()  # read back
        self.police = make.actor(self.scheme.police)

    def check(self, *, stands: bool) -> list[AgencyMarker]:
        key = self.marker.id
        found = reconcile_markers(self.police, {key}, {key} if stands else set())
        db.session.flush()  # read back
        return found


def test_selection_asks_police_and_probation(work: None) -> None:
    scheme = make.scheme()
    _, case, _ = selected(scheme)
    for user in (scheme.police, scheme.probation):
        (marker,) = own(user)
        assert (marker.case_id, marker.asked_on) == (case.id, TODAY)
        assert marker.is_to_set
    assert own(scheme.yos) == own(scheme.coordinator) == []


def test_whoever_works_on_the_case_is_asked_too_and_nobody_twice(work: None) -> None:
    scheme = make.scheme()
    _, case, _ = selected(scheme)
    housing = basic.user(of=basic.agency(AgencyKind.HOUSING))
    who = make.actor(scheme.coordinator)
    assign_worker(who, case, housing, AssignmentRole.CO_WORKER, TODAY)
    assert [row.agency_id for row in ask_markers(who, case)] == [housing.agency_id]
    assert ask_markers(who, case) == []
    (marker,) = own(housing)
    assert marker.is_to_set


def test_prison_is_asked_while_the_person_is_in_custody(work: None) -> None:
    scheme = make.scheme()
    prison = basic.user(of=basic.agency(AgencyKind.PRISON))
    found = make.nominated(scheme)
    confirmed = Confidence.CONFIRMED
    move_person(
        make.actor(scheme.police),
        found.person,
        Place.REMAND,
        TODAY,
        None,
        "Court",
        confirmed,
        TODAY,
    )
    assert get_person(found.person.reference, make.actor(prison)) is None
    _, case, _ = decided(scheme, found, Decision.SELECT)
    (marker,) = own(prison)
    assert marker.case_id == case.id
    seen = get_person(found.person.reference, make.actor(prison), SightLevel.LIMITED)
    assert seen is found.person
    assert get_person(found.person.reference, make.actor(prison), SightLevel.READ) is None


def test_of_a_young_person_only_the_youth_offending_service_is_asked(work: None) -> None:
    scheme = make.scheme()
    _, case, _ = selected_young(scheme)
    (marker,) = own(scheme.yos)
    assert (marker.case_id, marker.strand) == (case.id, Strand.PREVENT_AND_DETER)
    assert own(scheme.police) == own(scheme.probation) == []


def test_agency_without_an_agreement_is_not_asked(work: None) -> None:
    scheme = make.scheme()
    scheme.police.agency.agreement_expires_on = TODAY
    _, case, _ = selected(scheme)
    asked = {row.agency_id for row in markers_of(case, make.actor(scheme.coordinator))}
    assert asked == {scheme.probation.agency_id}


def test_marker_is_set_and_undone_on_the_day(work: None) -> None:
    asked = Asked()
    set_marker(asked.police, asked.marker)
    assert asked.marker.stands
    assert (asked.marker.set_on, asked.marker.set_by_id) == (TODAY, asked.police.user_id)
    with pytest.raises(RuleBroken, match="not waiting to be set"):
        set_marker(asked.police, asked.marker)
    undo_marker(asked.police, asked.marker)
    assert asked.marker.is_to_set
    with pytest.raises(RuleBroken, match="on the day it was done"):
        undo_marker(asked.police, asked.marker)


def test_another_agency_says_nothing_of_it(work: None) -> None:
    asked = Asked()
    other = make.actor(asked.scheme.probation)
    assert get_marker(asked.marker.id, other) is None
    for change in (set_marker, remove_marker, undo_marker):
        with pytest.raises(RuleBroken, match="Only the agency"):
            change(other, asked.marker)
    with pytest.raises(RuleBroken, match="Only the agency"):
        answer_difference(other, asked.marker, "Ours.")


def test_removal_is_asked_done_and_settled_at_the_next_check(work: None) -> None:
    asked = Asked()
    set_marker(asked.police, asked.marker)
    with pytest.raises(RuleBroken, match="not waiting to be removed"):
        remove_marker(asked.police, asked.marker)
    who = make.actor(asked.scheme.coordinator)
    assert len(ask_removals(who, asked.case)) == 2
    assert ask_removals(who, asked.case) == []
    assert asked.marker.is_to_remove
    remove_marker(asked.police, asked.marker)
    db.session.flush()  # read back
    assert own(asked.scheme.police) == [asked.marker], "on the list until it is found gone"
    assert asked.check(stands=False) == []
    assert asked.marker.settled_on == TODAY
    assert own(asked.scheme.police) == []


def test_removed_marker_that_is_still_found_stays_open(work: None) -> None:
    asked = Asked()
    set_marker(asked.police, asked.marker)
    ask_removals(make.actor(asked.scheme.coordinator), asked.case)
    remove_marker(asked.police, asked.marker)
    assert asked.check(stands=True) == [asked.marker]
    assert asked.marker.settled_on is None
    answer_difference(asked.police, asked.marker, "A second entry; taken off today.")
    assert asked.marker.difference_since is None
    assert asked.marker.note == "A second entry; taken off today."
    with pytest.raises(RuleBroken, match="Nothing is open"):
        answer_difference(asked.police, asked.marker, "Again.")


def test_settling_ends_the_sight_that_came_with_it(work: None) -> None:
    scheme = make.scheme()
    housing = basic.user(of=basic.agency(AgencyKind.HOUSING))
    found, case, _ = selected(scheme)
    who = make.actor(scheme.coordinator)
    row = assign_worker(who, case, housing, AssignmentRole.CO_WORKER, TODAY)
    ask_markers(who, case)
    colleague = basic.user(of=housing.agency)
    assert get_person(found.person.reference, make.actor(colleague)) is found.person
    (marker,) = own(housing)
    marker.asked_on = LAST_MONTH
    set_marker(make.actor(housing), marker)
    ask_removals(who, case)
    remove_marker(make.actor(housing), marker)
    db.session.flush()  # read back
    reconcile_markers(make.actor(housing), {marker.id}, set())
    db.session.flush()  # read back
    assert row.ends_on is None
    assert get_person(found.person.reference, make.actor(colleague)) is None


def test_check_finds_what_was_recorded_as_set_and_is_not_there(work: None) -> None:
    asked = Asked()
    set_marker(asked.police, asked.marker)
    assert asked.check(stands=False) == [asked.marker]
    assert asked.marker.difference_since == TODAY
    with pytest.raises(RuleBroken, match="checked this month already"):
        asked.check(stands=True)
    with pytest.raises(RuleBroken, match="Say what you found"):
        answer_difference(asked.police, asked.marker, "")


def test_setting_answers_a_marker_found_but_never_recorded(work: None) -> None:
    asked = Asked()
    assert asked.check(stands=True) == [asked.marker]
    set_marker(asked.police, asked.marker)
    assert asked.marker.difference_since is None


def test_check_leaves_alone_what_was_not_shown(work: None) -> None:
    asked = Asked()
    with pytest.raises(RuleBroken):
        reconcile_markers(asked.police, set(), {asked.marker.id})
    assert asked.marker.reconciled_on is None


def test_marker_is_late_after_five_working_days(work: None) -> None:
    asked = Asked()
    asked.marker.asked_on = TODAY - timedelta(days=7)
    assert not is_late(asked.marker), "five working days, to the day"
    asked.marker.asked_on = TODAY - timedelta(days=8)
    assert is_late(asked.marker)
    set_marker(asked.police, asked.marker)
    assert not is_late(asked.marker)


def test_asked_again_while_removal_waits_the_marker_is_left(work: None) -> None:
    asked = Asked()
    who = make.actor(asked.scheme.coordinator)
    set_marker(asked.police, asked.marker)
    ask_removals(who, asked.case)
    assert asked.marker in ask_markers(who, asked.case)
    assert asked.marker.stands
    assert asked.marker.removal_asked_on is None


@given(
    asked=st.dates(date(2023, 1, 1), date(2024, 12, 31)),
    checked=st.none() | st.dates(date(2023, 1, 1), date(2024, 12, 31)),
    today=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
def test_every_marker_is_due_once_a_calendar_month(
    asked: date, checked: date | None, today: date
) -> None:
    marker = AgencyMarker(asked_on=asked, reconciled_on=checked)
    kept = Kept(marker, Person())
    last = checked or asked
    is_due = (last.year, last.month) < (today.year, today.month)
    assert bool(due_for_check([kept], today)) is is_due


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"set_on": LAST_MONTH - timedelta(days=1)}, "asked_then_set"),
        ({"set_on": TODAY, "set_by_id": None}, "set_by_somebody"),
        ({"removed_on": TODAY}, "asked_then_removed"),
        ({"removal_asked_on": TODAY, "removed_on": TODAY}, "removed_by_somebody"),
        ({"removal_asked_on": LAST_MONTH - timedelta(days=1)}, "set_then_removed"),
        ({"difference_since": TODAY}, "found_at_a_check"),
        ({"settled_on": TODAY}, "removed_then_settled"),
    ],
)
def test_database_keeps_the_order(work: None, values: dict[str, object], constraint: str) -> None:
    asked = Asked()
    if "set_on" in values and "set_by_id" not in values:
        values = {**values, "set_by_id": asked.police.user_id}
    if constraint == "asked_then_removed":
        values = {**values, "removed_by_id": asked.police.user_id}
    for name, value in values.items():
        setattr(asked.marker, name, value)
    with pytest.raises(IntegrityError, match=constraint):
        db.session.flush()  # the constraint under test
