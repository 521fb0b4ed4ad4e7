"""The page that proposes the agenda, and asking from the case file."""

import pytest
from sqlalchemy import select

from popo.action_group.models import AgendaRequest
from popo.db import db
from popo.meetings.models import AgendaItem
from popo.people.models import Person
from tests.action_group.make import Group
from tests.pages import Browser


@pytest.fixture
def group(browser: Browser) -> Group:
    group = Group()
    browser.sign_in(group.chair)
    return group


def _on_agenda(group: Group) -> list[object]:
    ordered = select(AgendaItem.person_id).where(AgendaItem.meeting_id == group.meeting.id)
    return list(db.session.scalars(ordered.order_by(AgendaItem.number)))


def _sent(*people: Person, **more: str) -> dict[str, object]:
    order = " ".join(person.reference for person in people)
    return {"order": order, "added": "", "minutes": "150", **more}


def test_page_lists_people_with_reasons_ticked(browser: Browser, group: Group) -> None:
    person = group.red()
    page = browser.visit("action_group.propose_agenda", meeting_id=group.meeting.id)
    for words in ("Example, Adam", person.reference, "Red since 28 April", "5 of 150 minutes"):
        assert words in page, words
    assert "checked" in page.html
    assert "Young people" not in page


def test_time_box_ticks_no_more_than_fits(browser: Browser, group: Group) -> None:
    first, second = group.red(), group.red()
    data = _sent(first, second, do="fill") | {"minutes": "15"}
    page = browser.send("action_group.propose_agenda", data, 200, meeting_id=group.meeting.id)
    assert "2 ticked, 10 of 15 minutes" in page
    third, fourth = group.red(), group.red()
    page = browser.send("action_group.propose_agenda", data, 200, meeting_id=group.meeting.id)
    assert "3 ticked, 15 of 15 minutes" in page
    assert fourth.reference in page
    assert third.reference in page


def test_one_press_puts_the_ticked_on_the_agenda(browser: Browser, group: Group) -> None:
    first, second, third = group.red(), group.red(), group.red()
    data = _sent(third, second, first) | {"take": [third.reference, first.reference]}
    page = browser.send("action_group.propose_agenda", data, meeting_id=group.meeting.id)
    assert page.location.endswith(f"/meetings/{group.meeting.id}")
    assert _on_agenda(group) == [third.id, first.id]
    browser.send("action_group.propose_agenda", data, meeting_id=group.meeting.id)
    assert len(_on_agenda(group)) == 2


def test_lines_move_without_scripts(browser: Browser, group: Group) -> None:
    first, second = group.red(), group.red()
    data = _sent(first, second, do=f"up:{second.reference}")
    page = browser.send("action_group.propose_agenda", data, 200, meeting_id=group.meeting.id)
    assert f'value="{second.reference} {first.reference}"' in page.html
    assert _on_agenda(group) == []


def test_somebody_is_added_by_hand(browser: Browser, group: Group) -> None:
    red, (calm, _) = group.red(), group.calm()
    data = _sent(red, do="add", reference=calm.reference.lower())
    page = browser.send("action_group.propose_agenda", data, 200, meeting_id=group.meeting.id)
    assert "Added by hand" in page
    data = _sent(red, calm, added=calm.reference) | {"take": [calm.reference]}
    browser.send("action_group.propose_agenda", data, meeting_id=group.meeting.id)
    assert _on_agenda(group) == [calm.id]


def test_enter_in_a_field_is_meant_for_the_field(browser: Browser, group: Group) -> None:
    red, (calm, _) = group.red(), group.calm()
    ticked = {"take": [red.reference], "shown": "150"}
    typed = _sent(red, do="put", reference=calm.reference) | ticked
    page = browser.send("action_group.propose_agenda", typed, 200, meeting_id=group.meeting.id)
    assert "Added by hand" in page
    shorter = _sent(red, do="put") | ticked | {"minutes": "60"}
    page = browser.send("action_group.propose_agenda", shorter, 200, meeting_id=group.meeting.id)
    assert "5 of 60 minutes" in page
    assert _on_agenda(group) == []


def test_nobody_unseen_is_added(browser: Browser, group: Group) -> None:
    group.red()
    data = _sent(do="add", reference="POPO-9999")
    page = browser.send("action_group.propose_agenda", data, 422, meeting_id=group.meeting.id)
    assert "You see nobody with this reference." in page


def test_young_people_stand_apart_and_are_unseen_by_the_uncleared(
    browser: Browser, group: Group
) -> None:
    child = group.red(young=True)
    group.red()
    page = browser.visit("action_group.propose_agenda", meeting_id=group.meeting.id)
    assert page.text.index("Young people 1") < page.text.index(child.reference)
    browser.sign_in(group.uncleared)
    page = browser.visit("action_group.propose_agenda", meeting_id=group.meeting.id)
    assert child.reference not in page
    assert "Young people" not in page
    data = _sent(child, added=child.reference, do="put") | {"take": [child.reference]}
    browser.send("action_group.propose_agenda", data, meeting_id=group.meeting.id)
    assert _on_agenda(group) == []


def test_no_list_is_proposed_for_another_group_or_to_practitioners(
    browser: Browser, group: Group
) -> None:
    browser.sign_in(group.officer)
    browser.visit("action_group.propose_agenda", 403, meeting_id=group.meeting.id)


def test_empty_proposal_says_what_would_appear(browser: Browser, group: Group) -> None:
    page = browser.visit("action_group.propose_agenda", meeting_id=group.meeting.id)
    assert "There is nobody new to talk of." in page


def test_asking_from_the_case_file(browser: Browser, group: Group) -> None:
    person, _ = group.calm()
    browser.sign_in(group.officer)
    assert "Ask the next meeting" in browser.visit("overview.person", reference=person.reference)
    page = browser.visit("action_group.ask_meeting", reference=person.reference)
    assert "The next meeting is Action Group, 7 May 2024." in page
    asked = {"version": "0", "words": "He lost the flat."}
    browser.send("action_group.ask_meeting", {"version": "0"}, 422, reference=person.reference)
    browser.send("action_group.ask_meeting", asked, reference=person.reference)
    page = browser.visit("action_group.ask_meeting", reference=person.reference)
    assert "Waits for the next meeting." in page
    browser.sign_in(group.chair)
    page = browser.visit("action_group.propose_agenda", meeting_id=group.meeting.id)
    assert "He lost the flat." in page


def test_a_stale_request_loses_nothing(browser: Browser, group: Group) -> None:
    person, _ = group.calm()
    browser.sign_in(group.officer)
    asked = {"version": "0", "words": "First."}
    browser.send("action_group.ask_meeting", asked, reference=person.reference)
    stale = {"version": "9", "words": "Mine, typed for long."}
    page = browser.send("action_group.ask_meeting", stale, 409, reference=person.reference)
    assert "Mine, typed for long." in page.html
    browser.send("action_group.withdraw_ask", reference=person.reference)
    row = db.session.scalars(select(AgendaRequest)).one()
    assert row.withdrawn_on is not None
    browser.send("action_group.withdraw_ask", reference=person.reference)
    assert "There was nothing to take back." in browser.visit(
        "overview.person", reference=person.reference
    )


def test_another_agency_without_sight_does_not_ask(browser: Browser, group: Group) -> None:
    person, _ = group.calm()
    child, _ = group.calm(young=True)
    browser.sign_in(group.stranger)
    for one in (person, child):
        browser.visit("action_group.ask_meeting", 404, reference=one.reference)
    browser.sign_in(group.officer)
    browser.visit("action_group.ask_meeting", 404, reference=child.reference)


def test_the_agenda_keeps_young_people_apart(browser: Browser, group: Group) -> None:
    child, adult = group.red(young=True), group.red()
    data = _sent(child, adult) | {"take": [child.reference, adult.reference]}
    browser.send("action_group.propose_agenda", data, meeting_id=group.meeting.id)
    page = browser.visit("meetings.show_meeting", meeting_id=group.meeting.id).text
    assert page.index(adult.reference) < page.index("Young people 1") < page.index(child.reference)
    browser.sign_in(group.uncleared)
    page = browser.visit("meetings.show_meeting", meeting_id=group.meeting.id)
    assert "Young people" not in page
    assert "An item you are not part of" in page
