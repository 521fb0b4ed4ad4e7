"""Each trigger is seen in the records of other features, by those who may read them."""

from datetime import timedelta

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.queries import actor_for
from popo.action_group.proposing import Proposal, Reason, Subject, Trigger
from popo.action_group.services.agenda import LONGEST_TITLE, put_on_agenda, title_of
from popo.action_group.services.requests import (
    ask_for_agenda,
    change_request,
    withdraw_request,
)
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.cases.models import CaseEnd, Colour
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind, MeetingBody, MeetingStatus
from popo.meetings.queries import agenda
from popo.meetings.services import NewItem, add_item, add_meeting
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.people.models import MarkerKind, SightCompartment
from popo.people.services import add_marker, declare_conflict
from popo.selection.services import propose_de_selection
from popo.whereabouts.models import DateKind
from popo.whereabouts.services import set_key_date
from tests import make
from tests.action_group.make import MEETS, TODAY, Group
from tests.cases.make import case
from tests.selection import make as selecting
from tests.statements import counted


@pytest.fixture
def group(work: None) -> Group:
    return Group()


def test_somebody_calm_is_not_proposed(group: Group) -> None:
    group.calm()
    assert group.propose().lines == []


def test_red_says_since_when(group: Group) -> None:
    assert group.reasons(group.red()) == ["Red since 28 April"]


def test_arrest_since_the_last_meeting(group: Group) -> None:
    last = add_meeting(group.runs, MeetingBody.ACTION_GROUP, clock.at(TODAY - timedelta(20), 9))
    last.status = MeetingStatus.HELD
    before, _ = group.calm()
    since, _ = group.calm()
    record_event(group.police, before, NewEvent(OffenceEventKind.ARREST, TODAY - timedelta(21)))
    record_event(group.police, since, NewEvent(OffenceEventKind.ARREST, TODAY - timedelta(20)))
    record_event(group.police, since, NewEvent(OffenceEventKind.ARREST, TODAY - timedelta(1)))
    assert group.reasons(before) == []
    assert group.reasons(since) == ["Arrested 29 April, 2 times since the last meeting"]


def test_release_until_four_weeks_after_the_meeting(group: Group) -> None:
    near, _ = group.calm()
    far, _ = group.calm()
    for person, day in ((near, MEETS + timedelta(28)), (far, MEETS + timedelta(29))):
        set_key_date(group.police, person, DateKind.RELEASE_HDC, day, TODAY, "Prison")
    assert group.reasons(near) == ["Release 4 June"]
    assert group.reasons(far) == []


def test_review_due_by_the_meeting_and_overdue(group: Group) -> None:
    person, opened = group.calm()
    group.colour(opened, Colour.AMBER)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=28))
    assert "Review overdue 2 days" in group.reasons(person)


def test_stale_and_missing_summaries(group: Group) -> None:
    person, _ = case(group.police)
    assert group.reasons(person) == ["No summary written"]
    calm, _ = group.calm()
    clock.shift(clock.now() - clock.real_now() + timedelta(days=28))
    assert "Summary not looked at since 30 April" not in group.reasons(calm)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=1))
    assert "Summary not looked at since 30 April" in group.reasons(calm)


def test_marker_that_expires_says_no_more_than_that(group: Group) -> None:
    person, _ = group.calm()
    until = TODAY + timedelta(10)
    add_marker(group.police, person, MarkerKind.STAFF_SAFETY, "Bites", "A log", until)
    assert group.reasons(person) == ["A warning marker expires 10 May"]


def test_actions_of_an_earlier_meeting(group: Group) -> None:
    person, _ = group.calm()
    last = add_meeting(group.runs, MeetingBody.ACTION_GROUP, clock.at(TODAY - timedelta(20), 9))
    db.session.flush()  # its items are numbered
    item = add_item(group.runs, last, NewItem(ItemKind.REVIEW, "Review", person))
    for status in (ActionStatus.ACCEPTED, ActionStatus.DONE):
        db.session.add(
            Action(
                person_id=person.id,
                agency_id=group.officer.agency_id,
                owner_id=group.officer.id,
                owner_agency_id=group.officer.agency_id,
                asked_by_id=group.chair.id,
                asked_on=TODAY - timedelta(20),
                due_on=TODAY - timedelta(1),
                origin=ActionOrigin.MEETING,
                agenda_item_id=item.id,
                status=status,
                ended_on=TODAY if status is ActionStatus.DONE else None,
                words="Confirm the tenancy",
                result="Done" if status is ActionStatus.DONE else None,
            )
        )
    assert group.reasons(person) == ["1 action of an earlier meeting open, 1 overdue"]


def test_de_selection_and_nomination(work: None) -> None:
    scheme = selecting.scheme()
    found = selecting.nominated(scheme)
    selecting.frozen(scheme, found)
    group = Group()
    other, opened = group.calm()
    propose_de_selection(group.police, opened, CaseEnd.DESISTED, "Six months.")
    proposed = group.propose()
    words = {line.subject.person_id: line for line in proposed.lines}
    assert words[found.person.id].has(Trigger.NOMINATION_READY)
    assert words[other.id].words == "De-selection proposed 30 April"
    items = put_on_agenda(group.runs, group.meeting, proposed.lines)
    kinds = {item.person_id: item.item_kind for item in items}
    assert kinds[found.person.id] is ItemKind.NOMINATION
    assert kinds[other.id] is ItemKind.DE_SELECTION


def test_request_is_answered_once_on_the_agenda(group: Group) -> None:
    person, _ = group.calm()
    row = ask_for_agenda(group.police, person, "He asks for help with the flat.")
    proposed = group.propose()
    (line,) = proposed.lines
    assert line.words == "Police asks, 30 April"
    assert proposed.asked == {person.id: ["He asks for help with the flat."]}
    (item,) = put_on_agenda(group.runs, group.meeting, proposed.lines)
    db.session.flush()  # read back
    assert row.agenda_item_id == item.id
    assert "flat" not in item.title
    with pytest.raises(RuleBroken, match="on an agenda already"):
        withdraw_request(group.police, row)


def test_an_agency_asks_once_changes_it_and_takes_it_back(group: Group) -> None:
    person, _ = group.calm()
    row = ask_for_agenda(group.police, person, "Why")
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="asked already"):
        ask_for_agenda(group.police, person, "Again")
    with pytest.raises(StaleVersion):
        change_request(group.police, row, "Better", row.version - 1)
    with pytest.raises(RuleBroken, match="Only the agency that asked"):
        change_request(actor_for(group.yos), row, "Theirs", row.version)
    change_request(group.police, row, "Better", row.version)
    withdraw_request(group.police, row)
    db.session.flush()  # read back
    assert group.propose().lines == []
    ask_for_agenda(group.police, person, "Anew")
    assert len(group.propose().lines) == 1


def test_proposing_again_shows_only_what_is_new(group: Group) -> None:
    person = group.red()
    first = group.propose()
    put_on_agenda(group.runs, group.meeting, first.lines)
    again = group.propose()
    assert (again.lines, again.since) == ([], [])
    clock.shift(clock.now() - clock.real_now() + timedelta(days=1))
    record_event(group.police, person, NewEvent(OffenceEventKind.ARREST, clock.today()))
    new = group.red()
    again = group.propose()
    assert [line.subject.person_id for line in again.lines] == [new.id]
    (since,) = again.since
    assert (since.number, since.proposal.words) == (1, "Arrested 1 May")
    assert put_on_agenda(group.runs, group.meeting, first.lines) == []


def test_young_people_are_a_part_of_their_own_seen_by_the_cleared(group: Group) -> None:
    child, adult = group.red(young=True), group.red()
    both = group.propose()
    young = {line.subject.person_id: line.subject.is_young for line in both.lines}
    assert young == {child.id: True, adult.id: False}
    seen = {line.subject.person_id for line in group.propose(group.uncleared).lines}
    assert seen == {adult.id}
    items = put_on_agenda(group.runs, group.meeting, both.lines)
    assert [item.person_id for item in items] == [adult.id, child.id]


def test_an_adult_known_to_prevent_and_deter_alone_is_not_told_of(group: Group) -> None:
    person = group.red(young=True)
    person.sight_compartment = SightCompartment.ADULT
    assert [line.subject.is_young for line in group.propose().lines] == [True]
    assert group.propose(group.uncleared).lines == []


def test_nothing_is_proposed_of_people_one_does_not_see(group: Group) -> None:
    person = group.red()
    assert group.propose(group.stranger).lines == []
    declare_conflict(actor_for(group.uncleared), person, "A cousin")
    assert group.propose(group.uncleared).lines == []
    assert len(group.propose().lines) == 1


def test_what_was_never_seen_is_not_put_on_the_agenda(group: Group) -> None:
    group.red(young=True)
    lines = group.propose().lines
    assert put_on_agenda(actor_for(group.uncleared), group.meeting, lines) == []


def test_a_meeting_that_has_sat_takes_nothing_more(group: Group) -> None:
    group.red()
    group.meeting.status = MeetingStatus.HELD
    with pytest.raises(RuleBroken, match="has sat"):
        put_on_agenda(group.runs, group.meeting, group.propose().lines)


def test_the_number_of_queries_does_not_grow(group: Group) -> None:
    group.red()
    with counted() as few:
        group.propose()
    for _ in range(6):
        group.red()
    with counted() as many:
        assert len(group.propose().lines) == 7
    assert len(many) == len(few)


def test_titles_end_somewhere(group: Group) -> None:
    person = group.red()
    subject = Subject(person.id, person.reference, is_young=False)
    reasons = tuple(Reason(Trigger.REQUESTED, f"{n} " * 60, TODAY) for n in range(9))
    title = title_of(Proposal(subject, reasons))
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("…")


def test_agenda_reads_in_the_chairs_order(group: Group) -> None:
    people = [group.red() for _ in range(3)]
    lines = sorted(group.propose().lines, key=lambda line: line.subject.reference, reverse=True)
    put_on_agenda(group.runs, group.meeting, lines)
    db.session.flush()  # read back
    read = [line.person.id for line in agenda(group.meeting, group.runs) if line.person]
    assert read == [person.id for person in reversed(people)]


def test_another_role_reads_the_same_rule(group: Group) -> None:
    group.red()
    chair = make.user(Role.CHAIR, SCHEME, of=make.agency(agreement=False))
    assert group.propose(chair).lines == []
