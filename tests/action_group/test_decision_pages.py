"""Recording in the room, what the page says beforehand, and confirming it."""

import pytest
from sqlalchemy import select

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.action_group.deciding import DecisionKind
from popo.action_group.models import MeetingDecision
from popo.cases.models import Colour, SchemeCase
from popo.cases.services import set_traffic_light
from popo.db import db, settle
from popo.meetings.models import AgendaItem
from popo.meetings.services import NotedAttendance, note_attendance
from popo.people.models import Person
from tests import make as basic
from tests.action_group.test_decisions import AMBER, SHARED, Room
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_after import uncleared
from tests.selection.make_spells import YoungSpell
from tests.statements import counted

QUERIES = 33
"""Of the list of decisions, however long it is."""
KEY = "0123456789abcdef" * 2
COLOUR = {
    "version": "2",
    "idempotency": KEY,
    "colour": "amber",
    "reasons": "Turned up every week.",
    "review_on": "14 May 2024",
}


@pytest.fixture
def room(browser: Browser) -> Room:
    room = Room()
    browser.sign_in(room.scheme.coordinator)
    return room


def _case(room: Room) -> tuple[Person, SchemeCase, AgendaItem]:
    person, case = room.case()
    return person, case, room.item(person)


def _rows() -> list[MeetingDecision]:
    return list(db.session.scalars(select(MeetingDecision)))


def test_recorded_shown_and_confirmed(browser: Browser, room: Room) -> None:
    _, case, item = _case(room)
    kind = DecisionKind.CHANGE_COLOUR.value
    page = browser.visit("action_group.record_decision", item_id=item.id, kind=kind)
    assert "Colour now: red since 30 April" in page
    data = COLOUR | {"version": "1"}
    page = browser.send("action_group.record_decision", data, item_id=item.id, kind=kind)
    assert room.colour(case) is Colour.RED
    page = browser.visit("action_group.list_decisions", meeting_id=item.meeting_id)
    for words in (
        "Colour: red since 30 April → amber; review by 14 May.",
        "Turned up every week.",
        "the chair does.",
        "Example, Adam",
    ):
        assert words in page, words
    (row,) = _rows()
    page = browser.send("action_group.confirm_decision", expect=422, decision_id=row.id)
    assert "Nothing was changed." in page
    browser.sign_in(room.chair_user)
    browser.send("action_group.confirm_decision", decision_id=row.id)
    assert room.colour(case) is Colour.AMBER
    page = browser.visit("action_group.list_decisions", meeting_id=item.meeting_id)
    assert f"Source: Action Group, 30 April 2024, item {item.number}." in page
    browser.send("action_group.confirm_decision", expect=422, decision_id=row.id)


def test_sent_twice_is_recorded_once(browser: Browser, room: Room) -> None:
    _, _, item = _case(room)
    data, kind = COLOUR | {"version": "1"}, "change_colour"
    for _ in range(2):
        browser.send("action_group.record_decision", data, item_id=item.id, kind=kind)
    assert len(_rows()) == 1


def test_stale_form_loses_nothing(browser: Browser, room: Room) -> None:
    _, _, item = _case(room)
    data = COLOUR | {"version": "7"}
    page = browser.send(
        "action_group.record_decision", data, 409, item_id=item.id, kind="change_colour"
    )
    assert "Turned up every week." in page.html
    assert _rows() == []


def test_what_is_refused_stands_beside_its_field(browser: Browser, room: Room) -> None:
    _, _, item = _case(room)
    data = COLOUR | {"version": "1", "review_on": "30 September 2024"}
    page = browser.send(
        "action_group.record_decision", data, 422, item_id=item.id, kind="change_colour"
    )
    assert "A case at amber is reviewed within 28 days." in page


def test_confirm_all_from_the_list_the_chair_saw(browser: Browser, room: Room) -> None:
    (first, case), (second, other) = room.case(), room.case()
    row = room.record(first, DecisionKind.CHANGE_COLOUR, AMBER)
    meeting = room.scheme.meeting.id
    browser.sign_in(room.chair_user)
    seen = {"seen": f"{row.id}:{row.version}"}
    late = room.record(second, DecisionKind.CHANGE_COLOUR, AMBER)
    page = browser.send("action_group.confirm_decisions", seen, 422, meeting_id=meeting)
    assert "Look at the list again." in page
    assert room.colour(case) is Colour.RED
    seen = {"seen": f"{row.id}:{row.version} {late.id}:{late.version}"}
    browser.send("action_group.confirm_decisions", seen, meeting_id=meeting)
    assert room.colour(case) is room.colour(other) is Colour.AMBER


def test_all_or_nothing_names_what_no_longer_fits(browser: Browser, room: Room) -> None:
    (first, case), (second, other) = room.case(), room.case()
    row = room.record(first, DecisionKind.CHANGE_COLOUR, AMBER)
    gone = room.record(second, DecisionKind.CHANGE_COLOUR, AMBER)
    police = make.actor(room.scheme.police)
    set_traffic_light(police, other, Colour.GREEN, "Since", AMBER.review_on, None, TODAY)
    db.session.flush()  # read back
    browser.sign_in(room.chair_user)
    seen = {"seen": f"{row.id}:{row.version} {gone.id}:{gone.version}"}
    meeting = room.scheme.meeting.id
    page = browser.send("action_group.confirm_decisions", seen, 422, meeting_id=meeting)
    assert f"({second.reference}): The record was changed since" in page
    assert f"({first.reference})" not in page
    assert room.colour(case) is Colour.RED
    assert all(row.waits for row in _rows())


def test_dropped_it_is_gone_from_the_list(browser: Browser, room: Room) -> None:
    person, _ = room.case()
    row = room.record(person, DecisionKind.SHARE, SHARED)
    page = browser.visit("action_group.list_decisions", meeting_id=room.scheme.meeting.id)
    assert "Shared with The landlord: That the tenancy is supported" in page
    browser.send("action_group.drop_decision", decision_id=row.id)
    page = browser.visit("action_group.list_decisions", meeting_id=room.scheme.meeting.id)
    assert "The landlord" not in page


def test_what_was_shared_stays_to_be_read_once_confirmed(browser: Browser, room: Room) -> None:
    person, _ = room.case()
    row = room.record(person, DecisionKind.SHARE, SHARED)
    browser.sign_in(room.chair_user)
    browser.send("action_group.confirm_decision", decision_id=row.id)
    page = browser.visit("action_group.list_decisions", meeting_id=room.scheme.meeting.id)
    assert "Shared with The landlord: That the tenancy is supported" in page
    assert "nothing in the record changes" not in page


def test_those_present_are_filled_in(browser: Browser, room: Room) -> None:
    found = make.nominated(room.scheme)
    make.frozen(room.scheme, found)
    item = room.item(found.person)
    for user in (room.scheme.police, room.scheme.probation):
        note_attendance(room.clerk, item, NotedAttendance(user, present=True))
    db.session.flush()  # read back
    page = browser.visit("action_group.record_decision", item_id=item.id, kind="select")
    assert f'<option value="{room.scheme.police.id}" selected' in page.html
    data = {"version": str(found.nomination.version), "idempotency": KEY, "reasons": "Agreed."}
    for user in (room.scheme.police, room.scheme.probation):
        data[f"party_{user.agency_id.hex}_user"] = str(user.id)
        data[f"party_{user.agency_id.hex}_view"] = "agrees"
    data |= {"outcome_words": "Thank you.", "lead_agency": str(room.scheme.police.agency_id)}
    browser.send("action_group.record_decision", data, item_id=item.id, kind="select")
    page = browser.visit("action_group.list_decisions", meeting_id=item.meeting_id)
    assert "A case opens today under Catch and Convict, led by Police." in page
    assert "Agreed by Police, Probation." in page


def test_every_sort_of_decision_has_its_page(browser: Browser, room: Room) -> None:
    _, _, item = _case(room)
    for kind in ("move_strand", "share", "withhold"):
        browser.visit("action_group.record_decision", item_id=item.id, kind=kind)
    for kind in ("select", "de_select"):
        browser.visit("action_group.record_decision", 404, item_id=item.id, kind=kind)


def test_a_child_is_unseen_by_the_uncleared(browser: Browser, room: Room) -> None:
    spell = YoungSpell(room.scheme)
    item = room.item(spell.person)
    row = room.record(spell.person, DecisionKind.SHARE, SHARED)
    browser.sign_in(uncleared(room.scheme))
    page = browser.visit("action_group.list_decisions", meeting_id=item.meeting_id)
    assert "The landlord" not in page
    browser.visit("action_group.record_decision", 404, item_id=item.id, kind="share")
    for endpoint in ("confirm_decision", "drop_decision"):
        browser.send(f"action_group.{endpoint}", expect=404, decision_id=row.id)


def test_another_agencys_worker_neither_records_nor_confirms(browser: Browser, room: Room) -> None:
    person, _, item = _case(room)
    row = room.record(person, DecisionKind.SHARE, SHARED)
    browser.sign_in(room.scheme.police)
    browser.visit("action_group.list_decisions", 403, meeting_id=item.meeting_id)
    browser.visit("action_group.record_decision", 403, item_id=item.id, kind="share")
    browser.send("action_group.confirm_decision", expect=403, decision_id=row.id)
    no_agreement = basic.agency(agreement=False)
    browser.sign_in(basic.user(Role.CHAIR, SCHEME, of=no_agreement))
    browser.send("action_group.confirm_decision", expect=404, decision_id=row.id)


@pytest.mark.parametrize("count", [2, 9])
def test_the_list_sends_as_many_queries_however_long_it_is(
    browser: Browser, room: Room, count: int
) -> None:
    for _ in range(count):
        room.record(room.case()[0], DecisionKind.CHANGE_COLOUR, AMBER)
    meeting_id = room.scheme.meeting.id
    settle()  # the trail of all that
    db.session.expunge_all()  # as a new request finds it
    with counted() as sent:
        page = browser.visit("action_group.list_decisions", meeting_id=meeting_id)
    assert page.text.count("Colour: red") == count
    assert len(sent) == QUERIES
