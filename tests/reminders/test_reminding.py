"""Reminders: the same numbers as the page, each day's once, nothing personal in them."""

from collections.abc import Iterator
from datetime import date, timedelta
from email.message import Message

import pytest

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.accounts.services import close_user
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.db import db, settle
from popo.mail import Mailbox
from popo.overview.my_people import my_people
from popo.overview.owed import owed_by
from popo.people.models import Person
from popo.reminders import services
from popo.reminders.models import ReminderState, Rhythm, SentReminder
from popo.reminders.queries import every_kind, failures
from popo.reminders.services import choose_reminders, remind
from tests import make
from tests.contacts.make_contact import planned
from tests.mail.server import Taken, mail_server
from tests.pages import Browser

ADDRESS = "https://popo.example.test"
TODAY = date(2024, 4, 30)


@pytest.fixture(autouse=True)
def _partnership(work: None) -> None:
    make.partnership()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Mailbox, Taken]]:
    with mail_server() as held:
        yield held


@pytest.fixture
def post(server: tuple[Mailbox, Taken]) -> Taken:
    _, taken = server
    taken.messages.clear()
    return taken


def _owing(
    rhythm: Rhythm = Rhythm.WORKING_DAYS, kinds: list[str] | None = None
) -> tuple[User, Person]:
    """Somebody with an action and an outcome to give."""
    user = make.user()
    by = actor_for(user)
    person = make.person(by, "Zebedee", "Canary")
    offer_action(by, "Ring his canary", user, TODAY, ActionOrigin.PRACTITIONER, person)
    planned(by, person)
    choose_reminders(by, rhythm, kinds or every_kind())
    settle()
    return user, person


def _round(server: tuple[Mailbox, Taken]) -> dict[ReminderState, int]:
    return dict(remind(server[0], ADDRESS).states)


def _text(message: Message) -> str:
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def test_the_numbers_are_those_of_the_home_page(server: tuple[Mailbox, Taken], post: Taken) -> None:
    user, _ = _owing()
    assert _round(server) == {ReminderState.SENT: 1}
    (message,) = post.messages
    by = actor_for(user)
    debts = owed_by(by, my_people(by))
    assert message["Subject"] == f"{len(debts)} things wait for you"
    assert message["To"] == user.email


def test_a_reminder_holds_nothing_about_anybody(server: tuple[Mailbox, Taken], post: Taken) -> None:
    user, person = _owing()
    _round(server)
    (message,) = post.messages
    said = f"{message['Subject']} {_text(message)}"
    for word in ("Zebedee", "Canary", "canary", person.reference, str(person.id), user.name):
        assert word not in said


def test_each_day_is_sent_once_and_the_next_day_again(
    server: tuple[Mailbox, Taken], post: Taken
) -> None:
    _owing()
    assert _round(server) == {ReminderState.SENT: 1}
    assert _round(server) == {}
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + timedelta(days=1))
        assert _round(server) == {ReminderState.SENT: 1}
    finally:
        clock.shift(offset)
    assert len(post.messages) == 2


def test_what_was_lost_on_the_way_is_never_sent_twice(
    server: tuple[Mailbox, Taken], post: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    _owing()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(services, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        _round(server)
    monkeypatch.undo()
    assert _round(server) == {}
    assert db.session.query(SentReminder).one().state is ReminderState.CLAIMED
    assert post.messages == []


def test_what_failed_is_tried_again_three_times_in_all(server: tuple[Mailbox, Taken]) -> None:
    user, _ = _owing()
    user.email = "nobody@example.test"
    settle()
    offset = clock.now() - clock.real_now()
    try:
        for number in range(1, 5):
            states = _round(server)
            assert states == ({ReminderState.FAILED: 1} if number <= 3 else {})
            assert _round(server) == {}, "not at once"
            clock.shift(offset + timedelta(minutes=16 * number))
    finally:
        clock.shift(offset)
    row = db.session.query(SentReminder).one()
    assert (row.tries, row.why) == (3, "The mail server refuses this address.")


@pytest.mark.parametrize(
    ("rhythm", "day", "sent"),
    [
        (Rhythm.NEVER, date(2024, 4, 30), 0),
        (Rhythm.WORKING_DAYS, date(2024, 5, 4), 0),  # a Saturday
        (Rhythm.WORKING_DAYS, date(2024, 5, 6), 0),  # the early May bank holiday
        (Rhythm.WORKING_DAYS, date(2024, 5, 7), 1),
        (Rhythm.MONDAYS, date(2024, 4, 30), 0),
        (Rhythm.MONDAYS, date(2024, 5, 7), 1),  # the Monday was a holiday
        (Rhythm.MONDAYS, date(2024, 5, 8), 0),
        (Rhythm.MONDAYS, date(2024, 5, 13), 1),
    ],
)
def test_one_is_reminded_on_the_days_one_chose(
    server: tuple[Mailbox, Taken], post: Taken, rhythm: Rhythm, day: date, sent: int
) -> None:
    _owing(rhythm)
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + (day - TODAY))
        _round(server)
    finally:
        clock.shift(offset)
    assert len(post.messages) == sent


def test_nothing_is_sent_where_nothing_waits_or_the_account_is_closed(
    server: tuple[Mailbox, Taken], post: Taken
) -> None:
    quiet = make.user()
    choose_reminders(actor_for(quiet), Rhythm.WORKING_DAYS, every_kind())
    _owing(kinds=["decide"])
    closed, _ = _owing()
    close_user(closed, make.actor(Role.ADMINISTRATOR, "scheme"))
    settle()
    assert _round(server) == {ReminderState.NOTHING: 2}
    assert post.messages == []


def test_pages_choose_and_show_what_came_of_it(
    browser: Browser, server: tuple[Mailbox, Taken], post: Taken
) -> None:
    user = make.user()
    offer_action(actor_for(user), "Ring", user, TODAY, ActionOrigin.PRACTITIONER)
    browser.sign_in(user)
    assert "Mail is not set up" in browser.visit("reminders.choose_reminders")
    browser.send("reminders.choose_reminders", {"rhythm": "mondays", "kinds": "action"})
    page = browser.visit("reminders.choose_reminders")
    assert 'value="mondays" checked' in page.html
    browser.send("reminders.choose_reminders", {"rhythm": ""}, expect=422)
    browser.send("reminders.choose_reminders", {"rhythm": "working_days", "kinds": "action"})
    _round(server)
    assert "Sent" in browser.visit("reminders.choose_reminders")


def test_failures_are_seen_by_whoever_looks_after_the_account(
    browser: Browser, server: tuple[Mailbox, Taken]
) -> None:
    user, _ = _owing()
    user.email = "nobody@example.test"
    settle()
    _round(server)
    theirs = make.user(Role.AGENCY_CONTACT, "agency", of=user.agency)
    others = make.user(Role.AGENCY_CONTACT, "agency", of=make.agency(AgencyKind.HOUSING))
    assert [one.name for _, one in failures(actor_for(theirs))] == [user.name]
    assert failures(actor_for(others)) == []
    assert user.name in browser.sign_in(theirs).visit("reminders.list_failures")
    assert len(failures(make.actor(Role.ADMINISTRATOR, "scheme"))) == 1
