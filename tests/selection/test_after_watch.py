"""Silent checks three, six and twelve months after leaving."""

from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.audit.events import Event
from popo.audit.services import waiting
from popo.cases.models import CaseEnd, Strand
from popo.cases.services import open_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightGrant
from popo.people.queries.person import person_by_id
from popo.selection.models import AfterWatch, Finding
from popo.selection.queries.after_watch import due_watches, get_watch, watches_behind
from popo.selection.services import record_watch
from popo.selection.services.after_watch import is_watched
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_spells import Spell, YoungSpell


def later(days: int) -> None:
    clock.shift(clock.now() - clock.real_now() + timedelta(days=days))


def gone(spell: Spell | None = None) -> tuple[Spell, list[AfterWatch]]:
    """Somebody who left today, and the checks that follow."""
    left = spell or Spell()
    left.let_go()
    return left, watches_behind(left.case.id)


def check(by: User, watch: AfterWatch, finding: Finding, words: str = "") -> None:
    record_watch(make.actor(by), watch, finding, words, watch.version)
    db.session.flush()  # read back


def test_three_checks_follow_counted_from_the_closing(work: None) -> None:
    _, watches = gone()
    due = [(watch.months, watch.due_on) for watch in watches]
    assert due == [(3, date(2024, 7, 30)), (6, date(2024, 10, 30)), (12, date(2025, 4, 30))]
    assert {watch.strand for watch in watches} == {Strand.CATCH_AND_CONVICT}


@pytest.mark.parametrize("reason", list(CaseEnd))
def test_who_is_gone_for_good_or_was_never_meant_is_not_watched(reason: CaseEnd) -> None:
    unwatched = {
        "deceased",
        "selected_in_error",
        "not_ratified",
        "not_recorded",
        "moved",
        "deported",
    }
    assert is_watched(reason) is (reason.value not in unwatched)


def test_a_check_waits_for_its_day_and_is_done_once(work: None) -> None:
    spell, watches = gone()
    assert due_watches(make.actor(spell.other)) == []
    with pytest.raises(RuleBroken, match="due on 30 July 2024"):
        check(spell.other, watches[0], Finding.NOTHING_KNOWN)
    later(91)
    assert [row.watch for row in due_watches(make.actor(spell.other))] == watches[:1]
    check(spell.other, watches[0], Finding.NOTHING_KNOWN)
    assert watches[0].done_by_id == spell.other.id
    assert due_watches(make.actor(spell.other)) == []
    with pytest.raises(RuleBroken, match="is done"):
        check(spell.other, watches[0], Finding.NOTHING_KNOWN)
    with pytest.raises(StaleVersion):
        record_watch(make.actor(spell.other), watches[0], Finding.NOTHING_KNOWN, "", 0)


def test_owner_lead_and_deciders_check_and_nobody_else(work: None) -> None:
    spell, watches = gone()
    later(380)
    for user in (spell.other, spell.scheme.strand_lead, spell.scheme.coordinator):
        assert len(due_watches(make.actor(user))) == 3
    for user in (
        spell.scheme.police,
        basic.user(of=spell.other.agency),
        basic.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=basic.agency()),
    ):
        assert due_watches(make.actor(user)) == []
        assert get_watch(watches[0].id, make.actor(user)) is None
        with pytest.raises(RuleBroken, match="owner of the exit plan"):
            check(user, watches[0], Finding.NOTHING_KNOWN)


def test_a_check_reopens_nothing_and_shows_the_person_to_nobody(work: None) -> None:
    spell, watches = gone()
    later(91)
    before = db.session.query(SightGrant).count()
    check(spell.other, watches[0], Finding.NEW_ARREST_OR_CHARGE, "Arrested on Monday.")
    assert db.session.query(SightGrant).count() == before
    assert spell.case.closed_on == TODAY
    assert person_by_id(spell.person.id, make.actor(spell.scheme.police)) is None
    said = [pending for pending in waiting(db.session()) if pending.event is Event.AFTER_WATCH_DONE]
    assert [pending.details for pending in said] == [{"months": 3}]


def test_some_findings_need_words_and_coming_back_needs_a_case(work: None) -> None:
    spell, watches = gone()
    later(91)
    with pytest.raises(RuleBroken, match="where it is recorded"):
        check(spell.other, watches[0], Finding.NEW_ARREST_OR_CHARGE)
    with pytest.raises(RuleBroken, match="cannot be known"):
        check(spell.other, watches[0], Finding.NOT_KNOWABLE)
    with pytest.raises(RuleBroken, match="selected again"):
        check(spell.other, watches[0], Finding.RE_SELECTED)
    police = make.actor(spell.scheme.police)
    again = clock.today()
    open_case(police, spell.person, Strand.CATCH_AND_CONVICT, again, police.agency_id)
    db.session.flush()  # read back
    check(spell.other, watches[0], Finding.RE_SELECTED)
    assert watches[0].finding is Finding.RE_SELECTED


def test_a_child_is_checked_on_inside_the_compartment(work: None) -> None:
    spell, watches = gone(YoungSpell())
    later(91)
    assert {watch.strand for watch in watches} == {Strand.PREVENT_AND_DETER}
    assert len(due_watches(make.actor(spell.scheme.yos))) == 1
    assert due_watches(make.actor(spell.scheme.strand_lead)) == []
    uncleared = basic.user(Role.CHAIR, "scheme", of=basic.agency())
    assert due_watches(make.actor(uncleared)) == []
    assert get_watch(watches[0].id, make.actor(uncleared)) is None


def test_pages(browser: Browser) -> None:
    spell, watches = gone()
    later(91)
    watch, ref = watches[0], spell.person.reference
    browser.sign_in(spell.other)
    assert ref in browser.visit("selection.list_watches")
    browser.visit("selection.record_watch", watch_id=watch.id)
    said = {"version": watch.version, "finding": "support_sustained", "words": "In work."}
    browser.send("selection.record_watch", {"version": watch.version}, 422, watch_id=watch.id)
    browser.send("selection.record_watch", said, watch_id=watch.id)
    stale = browser.send(
        "selection.record_watch", {**said, "words": "Mine."}, 409, watch_id=watch.id
    )
    assert "Mine." in stale
    assert ref not in browser.visit("selection.list_watches")
    assert "In work." in browser.visit("selection.record_watch", watch_id=watch.id)
    shown = browser.visit("selection.person_selection", reference=ref)
    assert "After 3 months: support goes on and holds, 30 Jul 2024. In work." in shown
    browser.sign_in(spell.scheme.police)
    assert ref not in browser.visit("selection.list_watches")
    browser.visit("selection.record_watch", 404, watch_id=watch.id)
