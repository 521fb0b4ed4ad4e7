"""What an agency says for a nomination: prepared in parts, sent once, joined by others."""

from datetime import timedelta

import pytest

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.audit.models import AuditEvent
from popo.cases.models import Strand
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.people.queries import get_person
from popo.people.services import grant_sight
from popo.selection.jobs import remove_unsent
from popo.selection.models import (
    Decision,
    Nomination,
    NominationPart,
    NominationStatement,
    NominationStatus,
)
from popo.selection.parts import REQUIRED, Part, words_of
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.statements import (
    agencies_behind,
    get_part,
    get_prepared,
    statements_on,
)
from popo.selection.services import (
    decide_nomination,
    discard_statement,
    join_nomination,
    start_nomination,
    write_part,
)
from popo.selection.services.destruction import destroy_expired
from popo.selection.services.statements import KEPT, PartDetails
from tests import make as basic
from tests.selection import make, make_statements
from tests.selection.make import TODAY, Scheme
from tests.selection.test_destruction import declined

CATCH = Strand.CATCH_AND_CONVICT


def events() -> list[str]:
    settle()
    return [row.event for row in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def seen_by_all(scheme: Scheme, found: Nominated) -> None:
    """Probation and the YOS work with the person too."""
    police = make.actor(scheme.police)
    for user in (scheme.probation, scheme.yos):
        because = ("works with", found.nomination.id)
        agency = user.agency_id
        grant_sight(police, found.person.id, SightLevel.WORK, *because, agency_id=agency)


def test_a_draft_begins_empty_and_is_begun_once(work: None) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    prepared = make_statements.begun(scheme.police, person)
    assert [row.part for row in prepared.parts] == list(Part)
    assert not prepared.started
    assert prepared.missing == list(REQUIRED)
    assert prepared.statement.draft_until == TODAY + timedelta(days=30)
    again = start_nomination(make.actor(scheme.police), person, CATCH)
    assert again is prepared.statement


def test_what_is_required_must_be_said_before_it_is_sent(work: None) -> None:
    scheme = make.scheme()
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    half = make_statements.filled(scheme.police, prepared, [Part.WHY_NOW, Part.HARM])
    assert half.missing == [Part.OFFENDING]
    with pytest.raises(RuleBroken, match="what the offending is"):
        make_statements.sent(scheme.police, half)


def test_sent_it_is_a_nomination_with_the_parts_that_say_something(work: None) -> None:
    scheme = make.scheme()
    lead = make.actor(basic.user(Role.STRAND_LEAD, CATCH, of=basic.agency()))
    person = basic.person(make.actor(scheme.police))
    prepared = make_statements.begun(scheme.police, person)
    prepared = make_statements.filled(scheme.police, prepared)
    assert get_person(person.reference, lead) is None
    before = events()
    assert "nomination.made" not in before
    nomination = make_statements.sent(scheme.police, prepared)
    assert nomination.status is NominationStatus.NOMINATED
    assert get_person(person.reference, lead, SightLevel.WORK) is person
    (said,) = statements_on(nomination, lead)
    assert [row.part for row in said.parts] == list(REQUIRED)
    assert (said.parts[1].words, said.parts[1].source) == ("Nine burglaries.", "Our own file")
    assert (said.statement.sent_on, said.statement.draft_until) == (TODAY, None)
    assert "nomination.made" in events()


def test_nominated_on_the_day_it_is_sent_not_begun(work: None) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    prepared = make_statements.filled(scheme.police, make_statements.begun(scheme.police, person))
    later(4)
    nomination = make_statements.sent(scheme.police, prepared)
    assert nomination.nominated_on == TODAY + timedelta(days=4)


def later(days: int) -> None:
    clock.shift(clock.now() - clock.real_now() + timedelta(days=days))


def test_sent_it_never_changes(work: None) -> None:
    scheme = make.scheme()
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    prepared = make_statements.filled(scheme.police, prepared)
    make_statements.sent(scheme.police, prepared)
    row = prepared.parts[0]
    details = PartDetails("Other words.", "Other file", TODAY)
    with pytest.raises(RuleBroken, match="This was sent"):
        write_part(make.actor(scheme.police), prepared, row, details, row.version)
    with pytest.raises(RuleBroken, match="This was sent"):
        discard_statement(make.actor(scheme.police), prepared)
    assert get_prepared(prepared.statement.id, make.actor(scheme.police)) is None


def test_nobody_but_its_author_reads_or_changes_a_part(work: None) -> None:
    scheme = make.scheme()
    colleague = basic.user(of=scheme.police.agency)
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    for user in (colleague, scheme.coordinator, scheme.strand_lead):
        assert get_prepared(prepared.statement.id, make.actor(user)) is None
        assert get_part(prepared.parts[0].id, make.actor(user)) is None
    details = PartDetails("Theirs.", "Theirs", TODAY)
    with pytest.raises(RuleBroken, match="Only its author"):
        write_part(make.actor(colleague), prepared, prepared.parts[0], details, 1)


def test_a_part_is_not_overwritten_unseen_nor_true_of_tomorrow(work: None) -> None:
    scheme = make.scheme()
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    row, who = prepared.parts[0], make.actor(scheme.police)
    with pytest.raises(StaleVersion):
        write_part(who, prepared, row, PartDetails("A", "B", TODAY), row.version + 1)
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(RuleBroken, match="has not come"):
        write_part(who, prepared, row, PartDetails("A", "B", tomorrow), row.version)


def test_a_part_emptied_is_not_started_again(work: None) -> None:
    scheme = make.scheme()
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    filled = make_statements.filled(scheme.police, prepared)
    row = filled.started[0]
    write_part(make.actor(scheme.police), filled, row, None, row.version)
    assert not row.is_started
    assert (row.words, row.source) == (None, None)


def test_unsent_it_is_kept_thirty_days_after_its_last_change(work: None) -> None:
    scheme = make.scheme()
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    later(10)
    row = prepared.parts[0]
    write_part(make.actor(scheme.police), prepared, row, PartDetails("A", "B", TODAY), row.version)
    assert prepared.statement.draft_until == TODAY + timedelta(days=10) + KEPT
    db.session.flush()  # the night reads it
    later(29)
    remove_unsent()
    assert db.session.query(Nomination).count() == 1
    later(1)
    remove_unsent()
    for model in (Nomination, NominationStatement, NominationPart):
        assert db.session.query(model).count() == 0, model


def test_the_night_leaves_what_was_sent(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    seen_by_all(scheme, found)
    make_statements.joining(scheme.probation, found)
    later(31)
    remove_unsent()
    assert db.session.query(Nomination).count() == 1
    (said,) = statements_on(found.nomination, make.actor(scheme.police))
    assert said.statement.agency_id == scheme.police.agency_id


def test_discarded_it_is_gone(work: None) -> None:
    scheme = make.scheme()
    prepared = make_statements.begun(scheme.police, basic.person(make.actor(scheme.police)))
    discard_statement(make.actor(scheme.police), prepared)
    for model in (Nomination, NominationStatement, NominationPart):
        assert db.session.query(model).count() == 0, model


def test_nomination_by_three_agencies_is_one_with_three_statements(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    seen_by_all(scheme, found)
    for user, part in ((scheme.probation, Part.TRIED), (scheme.yos, Part.HELP)):
        prepared = make_statements.joining(user, found)
        assert not prepared.nominates
        later(1)
        make_statements.sent(user, make_statements.filled(user, prepared, [part]))
    said = statements_on(found.nomination, make.actor(scheme.coordinator))
    agencies = [scheme.police.agency_id, scheme.probation.agency_id, scheme.yos.agency_id]
    assert [one.statement.agency_id for one in said] == agencies
    assert [one.statement.sent_on for one in said] == [TODAY + timedelta(days=n) for n in range(3)]
    assert agencies_behind([found.nomination])[found.nomination.id] == agencies
    assert db.session.query(Nomination).count() == 1
    assert events().count("nomination.joined") == 2


def test_an_agency_says_more_later_beside_what_it_said(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    more = make_statements.filled(
        scheme.police, make_statements.joining(scheme.police, found), [Part.HARM]
    )
    make_statements.sent(scheme.police, more)
    said = statements_on(found.nomination, make.actor(scheme.police))
    assert len(said) == 2
    police = [scheme.police.agency_id]
    assert agencies_behind([found.nomination])[found.nomination.id] == police


def test_nothing_is_joined_without_a_word_or_once_it_is_decided(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    seen_by_all(scheme, found)
    empty = make_statements.joining(scheme.probation, found)
    with pytest.raises(RuleBroken, match="at least one part"):
        make_statements.sent(scheme.probation, empty)
    filled = make_statements.filled(scheme.probation, empty, [Part.RISK])
    make.frozen(scheme, found)
    details = make.decision(scheme, found, Decision.DECLINE)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    with pytest.raises(RuleBroken, match="was decided"):
        make_statements.sent(scheme.probation, filled)
    with pytest.raises(RuleBroken, match="was decided"):
        join_nomination(make.actor(scheme.yos), found)


def test_who_is_nominated_meanwhile_is_joined_and_nothing_is_lost(work: None) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    prepared = make_statements.filled(scheme.police, make_statements.begun(scheme.police, person))
    found = make.nominated(scheme, by=scheme.coordinator, person=person)
    joined = make_statements.sent(scheme.police, prepared)
    assert joined is found.nomination
    said = statements_on(found.nomination, make.actor(scheme.police))
    assert [one.statement.author_id for one in said] == [scheme.coordinator.id, scheme.police.id]
    assert db.session.query(Nomination).count() == 1


def test_nothing_is_written_of_who_was_destroyed_meanwhile(work: None) -> None:
    scheme = make.scheme()
    found = declined(scheme)
    prepared = make_statements.begun(scheme.police, found.person)
    assert destroy_expired(TODAY + timedelta(days=28)) == [found.person.id]
    settle()
    row, details = prepared.parts[0], PartDetails("A", "B", TODAY)
    with pytest.raises(RuleBroken, match="was destroyed"):
        write_part(make.actor(scheme.police), prepared, row, details, row.version)
    with pytest.raises(RuleBroken, match="was destroyed"):
        start_nomination(make.actor(scheme.coordinator), found.person, CATCH)
    later(31)
    remove_unsent()
    assert [row.status for row in db.session.query(Nomination)] == [NominationStatus.DECLINED]


def test_who_is_not_eligible_is_not_begun(work: None) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    with pytest.raises(RuleBroken, match="for a child or young person"):
        start_nomination(make.actor(scheme.police), person, Strand.PREVENT_AND_DETER)
    make.nominated(scheme, person=person)
    with pytest.raises(RuleBroken, match="nominated already"):
        start_nomination(make.actor(scheme.police), person, CATCH)


def test_parts_about_the_young_are_asked_in_words_fit_for_them() -> None:
    for part in Part:
        words = words_of(part, young=True)
        said = f"{words.title} {words.hint}".casefold()
        assert not any(word in said for word in ("offender", "popo", "prolific", "cohort"))
    assert "child or young person" in words_of(Part.WHY_NOW, young=True).title
    assert words_of(Part.WHY_NOW, young=False) != words_of(Part.WHY_NOW, young=True)


def test_other_agencies_without_sight_do_not_join(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    outsider = basic.user(of=basic.agency(AgencyKind.HOUSING))
    statement = join_nomination(make.actor(outsider), found)  # the page asks who sees whom
    db.session.flush()  # read back
    assert get_prepared(statement.id, make.actor(outsider)) is None
