"""Decisions of a meeting change records when the chair confirms them, all or nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from popo import clock
from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.action_group.deciding import DecisionKind
from popo.action_group.models import MeetingDecision
from popo.action_group.queries.decisions import Taken, decisions_at, get_decision
from popo.action_group.services.decisions import (
    NotConfirmed,
    confirm_all,
    confirm_decision,
    drop_decision,
    record_decision,
)
from popo.action_group.services.terms import (
    ColourTerms,
    LeaveTerms,
    MoveTerms,
    NominationTerms,
    SharingTerms,
    Terms,
)
from popo.audit.services import waiting as waiting_trail
from popo.cases.models import CaseEnd, Colour, SchemeCase, Strand, TrafficLight
from popo.cases.queries import engagements_of, lights_of, open_case_of
from popo.cases.services import set_traffic_light
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import AgendaItem
from popo.meetings.services import (
    NotedAttendance,
    cancel_meeting,
    confirm_meeting,
    note_attendance,
)
from popo.people.models import Person
from popo.selection.models import Decision, NominationStatus, PanelDecision, PartyView
from popo.selection.services import PartyAnswer, propose_de_selection
from tests import make as basic
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import selected, uncleared
from tests.selection.make_spells import LATER, Spell, YoungSpell

AMBER = ColourTerms(Colour.AMBER, TODAY + timedelta(days=14))
SHARED = SharingTerms("The landlord", "That the tenancy is supported")


class Room:
    """A meeting that sits today; the co-ordinator takes the minutes, the chair confirms."""

    def __init__(self, scheme: Scheme | None = None) -> None:
        self.scheme = scheme or make.scheme()
        self.clerk: Actor = make.actor(self.scheme.coordinator)
        self.chair_user: User = basic.user(
            Role.CHAIR, SCHEME, of=basic.agency(), clearances=make.CLEARED
        )
        self.chair: Actor = actor_for(self.chair_user)

    def item(self, person: Person) -> AgendaItem:
        return self.scheme.item(person=person).item

    def record(
        self, person: Person, kind: DecisionKind, terms: Terms, by: Actor | None = None
    ) -> MeetingDecision:
        row = record_decision(
            by or self.clerk, self.item(person), person, kind, terms, "It was agreed."
        )
        db.session.flush()  # read back
        return row

    def taken(self, row: MeetingDecision, actor: Actor | None = None) -> Taken:
        found = get_decision(row.id, actor or self.chair)
        assert found is not None
        return found

    def all(self) -> list[Taken]:
        return decisions_at(self.scheme.meeting, self.chair)

    def case(self) -> tuple[Person, SchemeCase]:
        found, case, _ = selected(self.scheme)
        police = make.actor(self.scheme.police)
        review = TODAY + timedelta(days=20)
        set_traffic_light(police, case, Colour.RED, "Arrested", review, None, TODAY)
        db.session.flush()  # read back
        return found.person, case

    def colour(self, case: SchemeCase) -> Colour:
        db.session.flush()  # read back
        return lights_of([case.id], TODAY)[case.id].colour


@pytest.fixture
def room(work: None) -> Room:
    return Room()


def _parties(room: Room) -> tuple[PartyAnswer, ...]:
    return make.agreeing(room.scheme.police, room.scheme.probation)


def test_nothing_changes_until_it_is_confirmed(room: Room) -> None:
    person, case = room.case()
    row = room.record(person, DecisionKind.CHANGE_COLOUR, AMBER)
    assert room.colour(case) is Colour.RED
    assert row.light_id is None
    confirm_decision(room.chair, room.taken(row))
    assert room.colour(case) is Colour.AMBER
    light = db.session.get_one(TrafficLight, row.light_id)
    assert (light.reason, light.review_on) == ("It was agreed.", AMBER.review_on)


def test_confirmed_it_names_the_item_as_its_source(room: Room) -> None:
    person, _ = room.case()
    row = room.record(person, DecisionKind.CHANGE_COLOUR, AMBER)
    confirm_decision(room.chair, room.taken(row))
    db.session.flush()  # read back
    made = db.session.get_one(PanelDecision, row.decision_id)
    assert made.decision is Decision.CHANGE_COLOUR
    assert made.agenda_item_id == row.agenda_item_id
    assert not made.urgent


def test_recording_leaves_no_trace_of_what_it_tried(room: Room) -> None:
    person, _ = room.case()
    item = room.item(person)
    before = len(waiting_trail(db.session()))
    lights = select(func.count()).select_from(TrafficLight)
    held = db.session.scalar(lights)
    record_decision(room.clerk, item, person, DecisionKind.CHANGE_COLOUR, AMBER, "Agreed.")
    events = waiting_trail(db.session())[before:]
    assert [event.event.label for event in events] == ["meeting.decision_recorded"]
    assert db.session.scalar(lights) == held


def test_what_the_rules_refuse_is_refused_as_it_is_recorded(room: Room) -> None:
    person, _ = room.case()
    late = ColourTerms(Colour.AMBER, TODAY + timedelta(days=90))
    with pytest.raises(RuleBroken, match="reviewed within 28 days"):
        room.record(person, DecisionKind.CHANGE_COLOUR, late)
    terms = MoveTerms(Strand.CATCH_AND_CONVICT, _parties(room))
    with pytest.raises(RuleBroken, match="already primary"):
        room.record(person, DecisionKind.MOVE_STRAND, terms)
    assert room.all() == []


def test_selecting_deferring_and_declining(room: Room) -> None:
    scheme = room.scheme
    for kind, status in (
        (DecisionKind.SELECT, NominationStatus.SELECTED),
        (DecisionKind.DEFER, NominationStatus.DEFERRED),
        (DecisionKind.DECLINE, NominationStatus.DECLINED),
    ):
        found = make.nominated(scheme)
        make.frozen(scheme, found)
        lead = scheme.police.agency_id
        terms = NominationTerms("Thank you.", _parties(room), lead)
        row = room.record(found.person, kind, terms)
        assert found.nomination.status is NominationStatus.AWAITING_PANEL
        assert open_case_of(found.person) is None
        confirm_decision(room.chair, room.taken(row))
        db.session.flush()  # read back
        assert found.nomination.status is status
        assert (open_case_of(found.person) is not None) == (kind is DecisionKind.SELECT)
        made = db.session.get_one(PanelDecision, row.decision_id)
        assert made.agenda_item_id == row.agenda_item_id


def test_one_nomination_has_one_decision_waiting(room: Room) -> None:
    found = make.nominated(room.scheme)
    make.frozen(room.scheme, found)
    terms = NominationTerms("Thank you.", _parties(room), room.scheme.police.agency_id)
    item = room.item(found.person)
    record_decision(room.clerk, item, found.person, DecisionKind.DEFER, terms, "Later.")
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="waits at this item already"):
        record_decision(room.clerk, item, found.person, DecisionKind.DECLINE, terms, "No.")


def test_strand_is_moved(room: Room) -> None:
    person, case = room.case()
    terms = MoveTerms(Strand.REHABILITATE_AND_RESETTLE, _parties(room), None, keep_former=False)
    row = room.record(person, DecisionKind.MOVE_STRAND, terms)
    confirm_decision(room.chair, room.taken(row))
    db.session.flush()  # read back
    held = [engagement.strand for engagement in engagements_of([case.id], TODAY)[case.id]]
    assert held == [Strand.REHABILITATE_AND_RESETTLE]


def test_sharing_and_withholding_are_recorded_only(room: Room) -> None:
    person, _ = room.case()
    for kind in (DecisionKind.SHARE, DecisionKind.WITHHOLD):
        row = room.record(person, kind, SHARED)
        confirm_decision(room.chair, room.taken(row))
        assert (row.decision_id, row.light_id, row.confirmed_on) == (None, None, TODAY)


def test_de_selection_keeps_its_own_rules(room: Room) -> None:
    spell = Spell(room.scheme)
    leave = LeaveTerms(spell.other.id, LATER, "A call a week.")
    with pytest.raises(RuleBroken, match="proposed first"):
        room.record(spell.person, DecisionKind.DE_SELECT, leave)
    spell.propose()
    row = room.record(spell.person, DecisionKind.DE_SELECT, leave)
    with pytest.raises(RuleBroken, match="two agencies must agree"):
        confirm_decision(room.chair, room.taken(row))
    drop_decision(room.clerk, room.taken(row))
    spell.answer(spell.other, PartyView.AGREES)
    row = room.record(spell.person, DecisionKind.DE_SELECT, leave)
    confirm_decision(room.chair, room.taken(row))
    db.session.flush()  # read back
    assert (spell.case.closed_on, spell.case.end_reason) == (TODAY, CaseEnd.DESISTED)
    assert db.session.get_one(PanelDecision, row.decision_id).agenda_item_id == row.agenda_item_id


def test_nobody_confirms_the_de_selection_they_proposed_or_recorded(room: Room) -> None:
    spell = Spell(room.scheme)
    propose_de_selection(room.chair, spell.case, CaseEnd.DESISTED, "Six months.")
    for user in (spell.scheme.police, spell.scheme.probation):
        spell.answer(user, PartyView.AGREES)
    leave = LeaveTerms(spell.other.id, LATER, "A call a week.")
    row = room.record(spell.person, DecisionKind.DE_SELECT, leave)
    with pytest.raises(RuleBroken, match="proposed it cannot confirm"):
        confirm_decision(room.chair, room.taken(row))
    drop_decision(room.chair, room.taken(row))
    other = actor_for(basic.user(Role.CHAIR, SCHEME, of=basic.agency()))
    row = room.record(spell.person, DecisionKind.DE_SELECT, leave, by=other)
    with pytest.raises(RuleBroken, match="recorded a de-selection cannot confirm"):
        confirm_decision(other, room.taken(row, other))
    assert spell.case.closed_on is None


def test_whoever_takes_the_minutes_does_not_confirm_them(room: Room) -> None:
    person, case = room.case()
    row = room.record(person, DecisionKind.CHANGE_COLOUR, AMBER)
    with pytest.raises(RuleBroken, match="The chair confirms this"):
        confirm_decision(room.clerk, room.taken(row, room.clerk))
    assert room.colour(case) is Colour.RED
    theirs = room.record(person, DecisionKind.SHARE, SHARED, by=room.chair)
    confirm_decision(room.clerk, room.taken(theirs, room.clerk))
    with pytest.raises(RuleBroken, match="The chair confirms this"):
        confirm_decision(make.actor(room.scheme.police), room.taken(row))


def test_confirming_twice_is_refused(room: Room) -> None:
    person, _ = room.case()
    row = room.record(person, DecisionKind.CHANGE_COLOUR, AMBER)
    taken = room.taken(row)
    confirm_decision(room.chair, taken)
    with pytest.raises(RuleBroken, match="confirmed already"):
        confirm_decision(room.chair, taken)
    with pytest.raises(RuleBroken, match="Nothing waits"):
        confirm_all(room.chair, room.all())
    with pytest.raises(RuleBroken, match="confirmed or dropped already"):
        drop_decision(room.clerk, taken)


def test_all_are_confirmed_at_once(room: Room) -> None:
    cases = [room.case() for _ in range(3)]
    for person, _ in cases:
        room.record(person, DecisionKind.CHANGE_COLOUR, AMBER)
        room.record(person, DecisionKind.SHARE, SHARED)
    confirm_all(room.chair, room.all())
    assert {room.colour(case) for _, case in cases} == {Colour.AMBER}
    assert all(not taken.row.waits for taken in room.all())


def test_one_that_no_longer_fits_names_itself_and_nothing_at_all_changes(room: Room) -> None:
    (first, first_case), (second, second_case) = room.case(), room.case()
    room.record(first, DecisionKind.CHANGE_COLOUR, AMBER)
    row = room.record(second, DecisionKind.CHANGE_COLOUR, AMBER)
    third = room.record(second, DecisionKind.SHARE, SHARED)
    police = make.actor(room.scheme.police)
    review = TODAY + timedelta(days=3)
    set_traffic_light(police, second_case, Colour.GREEN, "Meanwhile", review, None, TODAY)
    db.session.flush()  # read back
    trail = len(waiting_trail(db.session()))
    with pytest.raises(NotConfirmed) as failed:
        confirm_all(room.chair, room.all())
    ((words, why),) = failed.value.failed
    assert second.reference in words
    assert "changed since" in why
    assert room.colour(first_case) is Colour.RED
    assert room.colour(second_case) is Colour.GREEN
    assert len(waiting_trail(db.session())) == trail
    assert all(taken.row.waits for taken in room.all())
    drop_decision(room.clerk, room.taken(row))
    confirm_all(room.chair, room.all())
    assert room.colour(first_case) is Colour.AMBER
    assert third.confirmed_on == TODAY


def test_two_about_one_record_are_judged_one_after_the_other(room: Room) -> None:
    person, case = room.case()
    room.record(person, DecisionKind.CHANGE_COLOUR, AMBER)
    green = ColourTerms(Colour.GREEN, TODAY + timedelta(days=30))
    room.record(person, DecisionKind.CHANGE_COLOUR, green)  # at another item
    with pytest.raises(NotConfirmed) as failed:
        confirm_all(room.chair, room.all())
    assert len(failed.value.failed) == 1
    assert room.colour(case) is Colour.RED


def test_a_form_opened_before_somebody_else_changed_it_is_stale(room: Room) -> None:
    person, _ = room.case()
    item = room.item(person)
    with pytest.raises(StaleVersion):
        record_decision(room.clerk, item, person, DecisionKind.CHANGE_COLOUR, AMBER, "Why", seen=9)


def test_only_at_a_meeting_that_has_begun_and_is_not_closed(room: Room) -> None:
    person, _ = room.case()
    row = room.record(person, DecisionKind.SHARE, SHARED)
    clock.shift(clock.now() - clock.real_now() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="not taken place"):
        confirm_decision(room.chair, room.taken(row))
    with pytest.raises(RuleBroken, match="not taken place"):
        room.record(person, DecisionKind.SHARE, SHARED)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=1))
    item = room.item(person)
    cancelled = room.scheme.meeting
    cancel_meeting(room.clerk, cancelled)
    with pytest.raises(RuleBroken, match="cancelled"):
        confirm_decision(room.chair, room.taken(row))
    cancelled.status = type(cancelled.status).PLANNED
    confirm_meeting(room.clerk, cancelled)
    with pytest.raises(RuleBroken, match="minutes of this meeting are confirmed"):
        record_decision(room.clerk, item, person, DecisionKind.SHARE, SHARED, "Late")
    confirm_decision(room.chair, room.taken(row))


def test_decisions_on_a_child_are_for_the_cleared(room: Room) -> None:
    spell = YoungSpell(room.scheme)
    row = room.record(spell.person, DecisionKind.SHARE, SHARED)
    other = make.actor(uncleared(room.scheme))
    assert get_decision(row.id, other) is None
    assert decisions_at(room.scheme.meeting, other) == []
    assert [taken.row.id for taken in room.all()] == [row.id]


def test_whoever_left_the_item_sees_no_decision_of_it(room: Room) -> None:
    person, _ = room.case()
    row = room.record(person, DecisionKind.SHARE, SHARED)
    item = db.session.get_one(AgendaItem, row.agenda_item_id)
    noted = NotedAttendance(room.chair_user, present=False, conflict=True)
    note_attendance(room.clerk, item, noted)
    db.session.flush()  # read back
    assert get_decision(row.id, room.chair) is None
