"""Accepted, then in effect on its day: who is responsible, who sees, and what stays closed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from popo import clock
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.cases.models import (
    Assignment,
    CaseEnd,
    Colour,
    SchemeCase,
    Strand,
    StrandEngagement,
)
from popo.cases.queries import light_history, running
from popo.cases.services import close_case, move_primary, set_traffic_light
from popo.contacts.models import Contact, Outcome
from popo.contacts.queries import contacts_of
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.overview.story import Filters, entries_of
from popo.people.childhood import TABLES, ChildsPart
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services.barriers import declare_conflict
from popo.selection.models import Decision, PanelDecision
from popo.transitions.kinds import TransitionStatus
from popo.transitions.models import Transition
from popo.transitions.queries.standings import standings, unaccepted_count
from popo.transitions.queries.transitions import asked_of, get_asked
from popo.transitions.services.answering import accept_transition, propose_transition
from popo.transitions.services.carrying_out import carry_out_due
from popo.transitions.services.reviewing import Meeting, Part, add_meeting, write_review
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make
from tests.strands.make import contact
from tests.transitions.make_transitions import (
    OLDER,
    ON_ADULT_DAY,
    TODAY,
    Sides,
    accepted,
    begun,
    found,
    handed_over,
    proposed,
    review,
    sides,
)

LONDON = ZoneInfo("Europe/London")


def _go_to(day: date) -> None:
    clock.shift(clock.at(day) + timedelta(hours=9) - clock.real_now())


def _primary(held: SchemeCase) -> Strand:
    db.session.flush()
    (row,) = [one for one in running(StrandEngagement, held) if one.is_primary]
    return row.strand


def _sees(person: Person, user: User) -> bool:
    return get_person(person.reference, actor_for(user), SightLevel.READ) is not None


def test_until_its_day_the_youth_offending_service_stays_responsible(work: None) -> None:
    of = sides()
    person, held, row = accepted(of)
    assert carry_out_due() == []
    assert _primary(held) is Strand.PREVENT_AND_DETER
    assert _sees(person, of.yos)
    assert not _sees(person, of.probation)
    _go_to(ON_ADULT_DAY)
    assert carry_out_due() == [row]
    db.session.flush()
    assert _primary(held) is Strand.REHABILITATE_AND_RESETTLE
    assert not _sees(person, of.yos)
    assert _sees(person, of.probation)
    assert row.status is TransitionStatus.IN_EFFECT
    assert carry_out_due() == []


def test_nobody_is_handed_over_by_turning_18_alone(work: None) -> None:
    of = sides()
    person, held, row = proposed(of, OLDER, effective_on=TODAY)
    _go_to(TODAY + timedelta(days=400))
    assert carry_out_due() == []
    assert _primary(held) is Strand.PREVENT_AND_DETER
    assert _sees(person, of.yos)
    assert row.status is TransitionStatus.PROPOSED
    assert unaccepted_count(actor_for(of.probation_lead)) == 1
    assert unaccepted_count(actor_for(of.probation)) == 0
    (one,) = standings(actor_for(of.lead))
    assert one.standing.stage.is_late


def test_it_is_an_urgent_decision_of_two_agencies(work: None) -> None:
    of = sides()
    person, _, _ = handed_over(of)
    decision = db.session.scalars(
        select(PanelDecision).where(PanelDecision.person_id == person.id)
    ).one()
    assert decision.decision is Decision.MOVE_STRAND
    assert decision.moved_from is Strand.PREVENT_AND_DETER
    assert decision.moved_to is Strand.REHABILITATE_AND_RESETTLE
    assert decision.urgent
    assert decision.agenda_item_id is None


def test_the_workers_change_with_it(work: None) -> None:
    of = sides()
    _, held, _ = handed_over(of)
    assert {row.user_id for row in running(Assignment, held)} == {of.probation.id}


def test_only_who_is_asked_answers_what_they_read(work: None) -> None:
    of = sides()
    person, held, row = proposed(of)
    assert [one.transition for one in asked_of(actor_for(of.probation))] == [row]
    for other in (of.colleague, of.probation_lead, of.yos, of.lead):
        assert asked_of(actor_for(other)) == []
        assert get_asked(row.id, actor_for(other)) is None
        with pytest.raises(RuleBroken, match="Only the probation worker"):
            accept_transition(actor_for(other), found(person, held), "", row.version)
    with pytest.raises(StaleVersion):
        accept_transition(actor_for(of.probation), found(person, held), "", row.version - 1)


def test_a_case_that_closed_comes_to_nothing(work: None) -> None:
    of = sides()
    _, held, row = accepted(of)
    close_case(actor_for(of.coordinator), held, CaseEnd.DESISTED, TODAY)
    _go_to(ON_ADULT_DAY)
    assert carry_out_due() == []
    assert row.status is TransitionStatus.CANCELLED


def _note(by: User, person: Person, day: date) -> Contact:
    at = datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)
    return contact(actor_for(by), person, at, Outcome.KEPT)


@pytest.mark.parametrize("goes_over", [True, False])
def test_of_the_childs_record_only_what_was_named_opens(work: None, goes_over: bool) -> None:  # noqa: FBT001 - a case
    of = sides()
    part = ChildsPart.CONTACTS if goes_over else ChildsPart.NEEDS
    person, held, row = begun(of, OLDER)
    before = _note(of.yos, person, TODAY - timedelta(days=40))
    db.session.flush()
    _finish(of, person, held, row, (Part(part, "What we wrote."),))
    after = _note(of.probation, person, TODAY)
    db.session.flush()
    read = {one.id for one in contacts_of(person, actor_for(of.probation))}
    assert after.id in read
    assert (before.id in read) is goes_over


@pytest.mark.parametrize("goes_over", [True, False])
def test_why_a_child_had_a_colour_goes_over_with_the_summary(work: None, goes_over: bool) -> None:  # noqa: FBT001 - a case
    of = sides()
    part = ChildsPart.SUMMARY if goes_over else ChildsPart.NEEDS
    person, held, row = begun(of, OLDER)
    review_on, day = TODAY + timedelta(days=7), TODAY - timedelta(days=1)
    set_traffic_light(actor_for(of.yos), held, Colour.RED, "His aunt told us", review_on, None, day)
    db.session.flush()
    _finish(of, person, held, row, (Part(part, "What we wrote."),))
    told = [entry.words for entry in entries_of(person, actor_for(of.probation), Filters(), 99)]
    assert ("His aunt told us" in told) is goes_over
    assert bool(light_history(held, actor_for(of.probation))) is goes_over
    assert light_history(held, actor_for(of.coordinator))


def test_a_move_says_nothing_of_where_the_child_was(work: None) -> None:
    of = sides()
    person, held, row = begun(of, OLDER)
    where = Place.COMMUNITY, TODAY - timedelta(days=1), "With an aunt", "A visit"
    move(actor_for(of.yos), person, *where, Confidence.CONFIRMED, TODAY)
    db.session.flush()
    _finish(of, person, held, row, (Part(ChildsPart.NEEDS, "What we wrote."),))
    earlier = Place.COMMUNITY, TODAY - timedelta(days=9), "His own room", "A visit"
    with pytest.raises(RuleBroken, match=r"^Give a later day\.$"):
        move(actor_for(of.probation), person, *earlier, Confidence.CONFIRMED, TODAY)


def _finish(
    of: Sides, person: Person, held: SchemeCase, row: Transition, parts: tuple[Part, ...]
) -> None:
    by = actor_for(of.yos)
    write_review(by, person, held, row, review(of, effective_on=TODAY, parts=parts), row.version)
    db.session.flush()
    add_meeting(by, held, row, Meeting(TODAY, of.yos, "At the office."))
    db.session.flush()
    propose_transition(by, found(person, held), row.version)
    db.session.flush()
    accept_transition(actor_for(of.probation), found(person, held), "", row.version)
    db.session.flush()


def test_every_part_names_tables_that_are_about_people() -> None:
    tables = db.metadata.tables
    named = [name for names in TABLES.values() for name in names]
    assert len(named) == len(set(named))
    for name in named:
        assert {"person_id", "agency_id", "created_at"} <= set(tables[name].columns.keys())


@pytest.mark.parametrize("what", ["left", "tied", "moved"])
def test_what_nobody_can_carry_out_goes_back_and_holds_up_nobody(work: None, what: str) -> None:
    of = sides()
    person, held, stuck = accepted(of)
    _, _, other = accepted(of)
    if what == "tied":
        declare_conflict(actor_for(of.probation), person, "A cousin")
    elif what == "moved":
        _go_to(ON_ADULT_DAY)
        day = clock.today()
        move_primary(
            actor_for(of.coordinator), held, Strand.CATCH_AND_CONVICT, of.lead.agency_id, day
        )
    else:
        stuck.receiver_id = _gone(of).id
    _go_to(ON_ADULT_DAY)
    assert carry_out_due() == [other]
    assert stuck.status is TransitionStatus.HANDED_BACK
    assert other.status is TransitionStatus.IN_EFFECT


def _gone(of: Sides) -> User:
    """Accepted, and left before the day."""
    user = make.user(of=of.probation.agency)
    user.closed_at = clock.now()
    db.session.flush()
    return user
