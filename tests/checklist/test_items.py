"""The checklist: its versions, what is said of an item, and who says it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.checklist.kinds import Frequency, Live, Rating, Standing, Status, Workstream
from popo.checklist.models import ChecklistItem
from popo.checklist.queries.items import (
    every_item,
    history_of,
    line_of,
    lines,
    list_versions,
    running_round,
)
from popo.checklist.services.items import (
    NewItem,
    Said,
    add_item,
    adopt_template,
    retire_item,
    say,
)
from popo.checklist.shipped import shipped
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from tests import make
from tests.conftest import NOON
from tests.pages import Browser
from tests.statements import counted

TODAY = date(2024, 4, 30)
LOCAL = NewItem("A local item", (), Workstream.TEAM, Frequency.MONTHLY)


@pytest.fixture
def keeper(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.COORDINATOR, "scheme")
    browser.sign_in(made)
    return made


@pytest.fixture
def by(keeper: User) -> Actor:
    actor = actor_for(keeper)
    adopt_template(actor)
    db.session.flush()
    return actor


def item(number: int) -> ChecklistItem:
    return next(one for one in every_item() if one.number == number)


def said(by: Actor, number: int, **changes: object) -> ChecklistItem:
    held = item(number)
    line = line_of(held)
    base = Said(Status.IN_PROGRESS, line.owner, line.due)
    say(by, held, replace(base, **changes), held.version)  # type: ignore[arg-type]
    db.session.flush()
    return held


def done(by: Actor, number: int) -> ChecklistItem:
    return said(by, number, status=Status.DONE, evidence="Minutes of March")


def in_days(count: int) -> None:
    clock.shift(NOON + timedelta(days=count) - clock.real_now())


def test_shipped_checklist_has_the_items_of_the_reconstruction(by: Actor) -> None:
    assert [one.item.number for one in lines()] == list(range(1, 22))
    assert "Reconstruction, marked local" in shipped().source
    live = {one.item.number: one.item.live for one in lines() if one.item.live}
    assert live == {
        3: Live.CRITERIA, 4: Live.CRITERIA, 5: Live.NUMBER, 7: Live.COORDINATED
    }  # fmt: skip
    with pytest.raises(RuleBroken, match="in use already"):
        adopt_template(by)


def test_each_change_of_the_template_is_a_version(by: Actor) -> None:
    added = add_item(by, LOCAL, 1)
    db.session.flush()
    assert (added.number, added.is_local, added.added_in) == (22, True, 2)
    with pytest.raises(StaleVersion):
        retire_item(by, item(20), "Done elsewhere", 1)
    retire_item(by, item(20), "Done elsewhere", 2)
    db.session.flush()
    assert [version.number for version in list_versions()] == [3, 2, 1]
    assert 20 not in {line.item.number for line in lines()}
    assert item(20).stands_in(2)
    assert not item(20).stands_in(3)
    with pytest.raises(RuleBroken, match="was retired"):
        said(by, 20)
    with pytest.raises(RuleBroken, match="why it is retired"):
        retire_item(by, item(19), " ", 3)


def test_only_who_runs_meetings_changes_the_template(by: Actor) -> None:
    lead = make.actor(Role.STRAND_LEAD, "catch_and_convict")
    for act in (
        lambda: adopt_template(lead),
        lambda: add_item(lead, LOCAL, 1),
        lambda: retire_item(lead, item(1), "No", 1),
    ):
        with pytest.raises(RuleBroken, match="runs meetings"):
            act()


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"status": Status.NOT_APPLICABLE}, "why it does not apply"),
        ({"status": Status.DONE}, "what shows that it is done"),
        ({"reason": "Whatever"}, "what does not apply"),
        ({"rating": Rating.RED}, "being done to improve"),
    ],
)
def test_what_is_refused(by: Actor, changes: dict[str, object], match: str) -> None:
    with pytest.raises(RuleBroken, match=match):
        said(by, 1, **changes)


def test_nobody_types_the_rating_of_an_item_that_rates_itself(by: Actor) -> None:
    with pytest.raises(RuleBroken, match="rates itself"):
        said(by, 5, rating=Rating.GREEN)


def test_a_done_item_reopens_at_its_review_and_begins_another_round(by: Actor) -> None:
    held = done(by, 10)
    first = running_round(held)
    assert (first.done_on, first.review_on) == (TODAY, date(2024, 5, 30))
    assert line_of(held).standing is Standing.DONE
    in_days(29)
    assert line_of(held).standing is Standing.DONE
    in_days(30)
    assert line_of(held).standing is Standing.REOPENED
    in_days(38)
    assert line_of(held).standing is Standing.OVERDUE
    said(by, 10, measures="Asked again")
    second = running_round(held)
    assert (second.number, second.status, second.due_on) == (
        2,
        Status.IN_PROGRESS,
        date(2024, 6, 6),
    )
    assert (first.status, first.evidence) == (Status.DONE, "Minutes of March")
    assert [told.number for told in history_of(held)] == [2, 1]


def test_said_done_again_it_keeps_its_day(by: Actor) -> None:
    done(by, 10)
    in_days(3)
    held = done(by, 10)
    assert running_round(held).done_on == TODAY
    said(by, 10)
    assert running_round(held).done_on is None


def test_a_form_opened_before_it_reopened_does_not_write_over_the_next_round(by: Actor) -> None:
    held = done(by, 10)
    opened = held.version
    in_days(31)
    said(by, 10)
    with pytest.raises(StaleVersion):
        say(by, held, Said(Status.IN_PROGRESS, None, TODAY), opened)


def test_an_owner_edits_what_is_theirs_and_gives_it_to_nobody(by: Actor) -> None:
    owner = make.user()
    held = said(by, 1, owner=owner)
    due = line_of(held).due
    theirs = actor_for(owner)
    say(theirs, held, Said(Status.IN_PROGRESS, owner, due), held.version)
    db.session.flush()
    for refused in (
        Said(Status.IN_PROGRESS, None, due),
        Said(Status.DONE, owner, TODAY, None, "x"),
    ):
        with pytest.raises(RuleBroken, match="Only who runs meetings"):
            say(theirs, held, refused, held.version)
    with pytest.raises(RuleBroken, match="Only its owner"):
        say(make.actor(), held, Said(Status.IN_PROGRESS, owner, due), held.version)


def test_list_takes_the_same_statements_however_much_was_said(by: Actor) -> None:
    def statements() -> int:
        db.session.expire_all()
        with counted() as seen:
            for line in lines():
                assert line.item.words
        return len(seen)

    few = statements()
    for number in (1, 2, 6, 8, 9):
        said(by, number, owner=make.user(), measures="More of it")
    assert statements() <= few + 2
    assert few <= 16


def test_pages_of_the_checklist(browser: Browser, keeper: User) -> None:
    assert "not in use yet" in browser.visit("checklist.list_items")
    assert "Not in use" in browser.visit("checklist.show_template")
    browser.send("checklist.adopt_template")
    page = browser.visit("checklist.list_items")
    assert "21. Training, security and access are reviewed" in page
    assert "Red: much to do" in page
    held = item(5)
    shown = browser.visit("checklist.show_item", checklist_item_id=held.id)
    assert "no number is agreed" in shown
    assert "nobody enters it" in shown
    assert (
        'name="rating"' not in browser.visit("checklist.edit_item", checklist_item_id=held.id).html
    )
    narrowed = browser.visit("checklist.list_items", strand="prevent_and_deter", by="workstream")
    assert "16. The Prevent and Deter group" in narrowed
    assert "11. The Premium Service" not in narrowed
    assert "No item is like this" in browser.visit("checklist.list_items", standing="done")
    browser.visit("checklist.list_items", standing="nonsense")


def test_saying_how_an_item_stands(browser: Browser, by: Actor) -> None:
    owner = make.user()
    held = item(2)
    sent = {
        "version": held.version, "status": "done", "rating": "amber",
        "evidence": "Signed paper", "measures": "Deputies to be named", "reason": "",
        "owner": str(owner.id), "due_on": "7 May 2024",
    }  # fmt: skip
    refused = browser.send(
        "checklist.edit_item", {**sent, "evidence": ""}, 422, checklist_item_id=held.id
    )
    assert "Say what shows that it is done" in refused
    browser.send("checklist.edit_item", sent, checklist_item_id=held.id)
    shown = browser.visit("checklist.show_item", checklist_item_id=held.id)
    for words in ("Signed paper", "Amber: some to do", "Deputies to be named", owner.name):
        assert words in shown
    stale = browser.send(
        "checklist.edit_item", {**sent, "evidence": "Mine"}, 409, checklist_item_id=held.id
    )
    assert "Mine" in stale
    assert "Signed paper" in stale


def test_what_each_role_may_do(browser: Browser, by: Actor) -> None:
    owner = make.user()
    held = said(by, 1, owner=owner)
    browser.sign_in(owner)
    page = browser.visit("checklist.edit_item", checklist_item_id=held.id)
    assert 'name="owner"' not in page.html
    browser.send(
        "checklist.edit_item",
        {"version": held.version, "status": "in_progress", "rating": "not_rated"},
        checklist_item_id=held.id,
    )
    browser.visit("checklist.edit_item", 404, checklist_item_id=item(2).id)
    browser.visit("checklist.retire_item", 403, checklist_item_id=held.id)
    browser.sign_in(make.user())
    browser.visit("checklist.show_item", checklist_item_id=held.id)
    browser.visit("checklist.edit_item", 404, checklist_item_id=held.id)
    browser.sign_in(make.user(Role.TASKING_MEMBER, "scheme"))
    browser.visit("checklist.list_items", 403)


def test_adding_and_retiring_on_the_page(browser: Browser, by: Actor) -> None:
    sent = {
        "version": 1, "words": "A desk in the station", "strands": ["catch_and_convict"],
        "workstream": "team", "frequency": "annual",
    }  # fmt: skip
    browser.send("checklist.add_local_item", sent)
    added = item(22)
    assert added.strands == ["catch_and_convict"]
    browser.send("checklist.add_local_item", sent, 409)
    browser.visit("checklist.retire_item", checklist_item_id=added.id)
    browser.send(
        "checklist.retire_item", {"version": 2, "why": "Moved"}, checklist_item_id=added.id
    )
    page = browser.visit("checklist.show_template")
    assert "Retired item 22: Moved" in page
    assert "From 2 until 2" in page
    browser.visit("checklist.show_item", checklist_item_id=added.id)
    browser.visit("checklist.edit_item", 404, checklist_item_id=added.id)
