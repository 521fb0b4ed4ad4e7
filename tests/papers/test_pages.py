"""A copy as its reader finds it: by page and PDF, only theirs, only while it opens."""

from datetime import timedelta

from popo import clock
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.db import db
from popo.keys.services import destroy_keys
from popo.meetings.models import LineKind
from popo.meetings.services import NotedAttendance, add_line, note_attendance
from popo.meetings.services import strike_line as strike
from popo.papers.models import PaperForm, PaperReading
from popo.people.services import restrict_person
from tests import make
from tests.conftest import NOON
from tests.pages import Browser
from tests.papers.world import ADULT, CHILD, NOBODY, PapersWorld, pdf_of, text_of


def _issued() -> PapersWorld:
    world = PapersWorld()
    world.confirm()
    world.issue()
    return world


def _both(browser: Browser, world: PapersWorld, user: object) -> tuple[str, str]:
    browser.sign_in(user)  # type: ignore[arg-type]
    paper = world.copy_of(user)  # type: ignore[arg-type]
    page = browser.visit("papers.show_paper", paper_id=paper.id).text
    return page, text_of(pdf_of(browser, paper))


def test_childs_item_is_absent_without_a_gap(browser: Browser) -> None:
    """The child's stands between the other two on the agenda."""
    world = _issued()
    for said in _both(browser, world, world.officer):
        assert ADULT in said
        assert NOBODY in said
        assert CHILD not in said
        assert "Younger" not in said
        assert "1. How it goes" in said
        assert "2. How it goes" in said
        assert "3. " not in said
    for said in _both(browser, world, world.yos):
        assert CHILD in said
        assert ADULT not in said


def test_restricted_item_and_what_was_struck_out_are_absent(browser: Browser) -> None:
    world = PapersWorld()
    world.say(world.add(world.person, restricted=True), "saidinprivate")
    line = add_line(world.runs, world.item, LineKind.NOTE, "saidbymistake")
    db.session.flush()  # gives it its version
    strike(world.runs, world.item, line, "Not said so.", line.version)
    world.confirm()
    world.issue()
    for said in _both(browser, world, world.officer):
        assert ADULT in said
        assert "saidinprivate" not in said
        assert "saidbymistake" not in said


def test_whoever_left_for_a_conflict_does_not_read_the_item(browser: Browser) -> None:
    world = PapersWorld()
    world.here(world.officer, item=world.open_item)
    away = NotedAttendance(world.officer, present=False, conflict=True)
    note_attendance(world.runs, world.item, away)
    world.confirm()
    world.issue()
    for said in _both(browser, world, world.officer):
        assert NOBODY in said
        assert ADULT not in said
        assert "Example" not in said


def test_what_the_reader_may_no_longer_see_is_gone(browser: Browser) -> None:
    world = _issued()
    assert all(ADULT in said for said in _both(browser, world, world.officer))
    restrict_person(
        make.coordinator(), world.person, "A witness", clock.today() + timedelta(days=30), []
    )
    assert all(ADULT not in said for said in _both(browser, world, world.officer))


def test_destroyed_person_reads_as_destroyed(browser: Browser) -> None:
    world = _issued()
    destroy_keys([world.person.id])
    for said in _both(browser, world, world.officer):
        assert "[destroyed]" in said
        assert ADULT not in said


def test_later_word_is_dated(browser: Browser) -> None:
    world = _issued()
    world.say(world.item, "saidafterwards")
    for said in _both(browser, world, world.officer):
        assert "Added 30 April 2024. Note. saidafterwards" in said


def test_copy_is_for_its_recipient_only(browser: Browser) -> None:
    world = _issued()
    paper = world.copy_of(world.officer)
    for user in (world.other, world.coordinator, make.user(of=world.officer.agency)):
        browser.sign_in(user)
        browser.visit("papers.show_paper", 404, paper_id=paper.id)
        browser.visit("papers.download_paper", 404, paper_id=paper.id)
    assert not db.session.query(PaperReading).count()


def test_expired_and_recalled_copies_are_gone(browser: Browser) -> None:
    world = _issued()
    paper = world.copy_of(world.officer)
    browser.sign_in(world.coordinator)
    browser.send("papers.recall_paper", paper_id=paper.id)
    browser.sign_in(world.officer)
    assert "opens no more" in browser.visit("papers.show_paper", 410, paper_id=paper.id)
    browser.visit("papers.download_paper", 410, paper_id=paper.id)
    other = world.copy_of(world.yos)
    clock.shift(NOON + timedelta(days=29) - clock.real_now())
    browser.sign_in(world.yos)
    browser.visit("papers.show_paper", 410, paper_id=other.id)
    browser.sign_in(world.officer)
    browser.visit("papers.show_paper", 410, paper_id=paper.id)
    browser.sign_in(world.other)
    browser.visit("papers.show_paper", 404, paper_id=paper.id)  # gone or not, it is not theirs
    assert not db.session.query(PaperReading).count()


def test_each_opening_is_kept_and_names_whom_it_was_about(browser: Browser) -> None:
    world = _issued()
    _both(browser, world, world.officer)
    readings = db.session.query(PaperReading).order_by(PaperReading.read_at).all()
    assert [(row.user_id, row.paper_form) for row in readings] == [
        (world.officer.id, PaperForm.PAGE),
        (world.officer.id, PaperForm.PDF),
    ]
    opened = db.session.query(AuditEvent).filter_by(event="paper.opened").all()
    assert [one.details["form"] for one in opened] == ["page", "pdf"]
    for one in opened:
        people = db.session.query(AuditSubject).filter_by(event_id=one.id)
        assert [row.person_id for row in people] == [world.person.id]


def test_lists_say_who_has_read(browser: Browser) -> None:
    world = PapersWorld()
    world.confirm()
    browser.sign_in(world.coordinator)
    key = world.meeting.id
    assert "To be issued by" in browser.visit("papers.meeting_papers", meeting_id=key)
    assert "To be issued by" in browser.visit("meetings.show_meeting", meeting_id=key)
    assert "Issue the minutes of the" in browser.visit("overview.home")
    browser.send("papers.issue_papers", meeting_id=key)
    page = browser.visit("papers.meeting_papers", meeting_id=key)
    assert "To be issued" not in page
    assert "Unread" in page
    assert world.officer.name in page
    assert "Younger" not in page
    browser.sign_in(world.officer)
    assert "Unread" in browser.visit("papers.my_papers")
    paper = world.copy_of(world.officer)
    browser.visit("papers.show_paper", paper_id=paper.id)
    assert "Unread" not in browser.visit("papers.my_papers")
    browser.sign_in(world.coordinator)
    assert "1 time" in browser.visit("papers.meeting_papers", meeting_id=key)


def test_extract_is_issued_by_page_and_holds_one_item(browser: Browser) -> None:
    world = PapersWorld()
    world.confirm()
    browser.sign_in(world.coordinator)
    browser.visit("papers.issue_extract", item_id=world.item.id)
    agency = {"agency": str(world.officer.agency_id)}
    browser.send("papers.issue_extract", {}, 422, item_id=world.item.id)
    browser.send("papers.issue_extract", agency, item_id=world.item.id)
    browser.send("papers.issue_extract", agency, 422, item_id=world.item.id)  # all have one
    browser.visit("papers.issue_extract", 404, item_id=world.child_item.id)
    assert "Extract of the minutes, item 1" in browser.visit(
        "papers.meeting_papers", meeting_id=world.meeting.id
    )
    for said in _both(browser, world, world.officer):
        assert ADULT in said
        assert NOBODY not in said
        assert "Present:" not in said


def test_recall_is_for_who_issued(browser: Browser) -> None:
    world = _issued()
    paper = world.copy_of(world.officer)
    browser.sign_in(make.user(make.Role.COORDINATOR, "scheme"))
    browser.send("papers.recall_paper", expect=404, paper_id=paper.id)
    assert actor_for(world.officer).user_id == paper.recipient_id
    assert paper.recalled_at is None
