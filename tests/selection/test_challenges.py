"""Decisions challenged: by whom, answered by whom, and what the clock to destruction does."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.cases.models import CaseEnd, SchemeCase, Strand
from popo.cases.queries import open_case_of
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import AgendaItem, ItemKind, MeetingBody, MeetingStatus
from popo.meetings.services import add_meeting
from popo.people.queries import get_person
from popo.selection.models import (
    ChallengeOutcome,
    Decision,
    NominationStatus,
    PanelDecision,
    Refusal,
)
from popo.selection.queries.challenges import (
    Challenged,
    challenges_about,
    get_challenge,
    open_challenges,
)
from popo.selection.queries.expiry import countdowns
from popo.selection.queries.nominations import Nominated
from popo.selection.services import (
    answer_challenge,
    challenge_decision,
    close_at_once,
    decide_nomination,
    nominate_person,
    triage_nomination,
)
from popo.selection.services.challenges import ChallengeAnswer, NewChallenge
from popo.selection.services.destruction import destroy_expired
from popo.selection.services.triage import Triage, TriageOutcome
from tests import make as basic
from tests.selection import make
from tests.selection.make import TODAY, Scheme

ASKED = NewChallenge("The person, by letter of 29 April", "It was his brother.")
STANDS = ChallengeAnswer(ChallengeOutcome.STANDS, "Read again: it was not.")
CHANGED = ChallengeAnswer(ChallengeOutcome.CHANGED, "The brother was convicted of it.")


def decided(scheme: Scheme, kind: Decision) -> tuple[Nominated, PanelDecision]:
    """Recorded by the co-ordinator; police and probation spoke."""
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    details = make.decision(scheme, found, kind)
    version = found.nomination.version
    decision = decide_nomination(make.actor(scheme.coordinator), found, details, version)
    settle()
    return found, decision


def challenged(scheme: Scheme, kind: Decision = Decision.DECLINE) -> Challenged:
    found, decision = decided(scheme, kind)
    return record(scheme, found, decision)


def record(scheme: Scheme, found: Nominated, decision: PanelDecision | None) -> Challenged:
    who = make.actor(scheme.police)
    challenge = challenge_decision(who, found.person, decision, found.nomination, ASKED)
    db.session.flush()  # read back
    held = get_challenge(challenge.id, make.actor(scheme.coordinator))
    assert held is not None
    return held


def chair() -> User:
    """Had no part in anything."""
    return basic.user(Role.CHAIR, SCHEME, of=basic.agency(AgencyKind.COUNCIL))


def answer(by: User, held: Challenged, details: ChallengeAnswer) -> None:
    answer_challenge(make.actor(by), held, details, held.challenge.version)
    db.session.flush()  # read back


def later(days: int) -> None:
    clock.shift(clock.now() - clock.real_now() + timedelta(days=days))


def test_a_challenge_is_due_in_28_days_and_shows_to_who_may_answer(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    assert held.challenge.due_on == TODAY + timedelta(days=28)
    assert (held.challenge.made_by, held.challenge.grounds) == (ASKED.made_by, ASKED.grounds)
    (shown,) = open_challenges(make.actor(chair()))
    assert shown.challenge is held.challenge
    outsider = make.actor(basic.user(of=basic.agency(AgencyKind.HOUSING)))
    assert open_challenges(outsider) == []
    assert get_challenge(held.challenge.id, outsider) is None


def test_nobody_answers_who_had_a_part_in_the_decision(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    for user in (scheme.coordinator, scheme.police, scheme.probation):
        with pytest.raises(RuleBroken, match="had no part in the decision"):
            answer(user, held, STANDS)
    answer(chair(), held, STANDS)
    assert held.challenge.outcome is ChallengeOutcome.STANDS


def test_who_recorded_the_challenge_does_not_answer_it(work: None) -> None:
    scheme = make.scheme()
    found, decision = decided(scheme, Decision.DECLINE)
    independent = chair()
    challenge = challenge_decision(
        make.actor(independent), found.person, decision, found.nomination, ASKED
    )
    db.session.flush()  # read back
    held = get_challenge(challenge.id, make.actor(independent))
    assert held is not None
    with pytest.raises(RuleBroken, match="had no part"):
        answer(independent, held, STANDS)


def test_the_proposer_of_a_de_selection_does_not_answer_its_challenge(work: None) -> None:
    scheme = make.scheme()
    proposer, recorder = chair(), chair()
    held = challenged(scheme)
    assert held.decision is not None
    held.decision.proposed_by_id = proposer.id
    held.decision.recorded_by_id = recorder.id
    with db.session.no_autoflush:  # a declined nomination is not proposed: only the rule is asked
        for user in (proposer, recorder):
            with pytest.raises(RuleBroken, match="had no part"):
                answer_challenge(make.actor(user), held, STANDS, held.challenge.version)
    db.session.rollback()


def test_the_lead_of_the_strand_sees_the_person_until_it_is_answered(work: None) -> None:
    scheme = make.scheme()
    lead = basic.user(Role.STRAND_LEAD, "catch_and_convict", of=basic.agency())
    found, decision = decided(scheme, Decision.DECLINE)
    assert get_person(found.person.reference, make.actor(lead)) is None
    held = record(scheme, found, decision)
    assert get_person(found.person.reference, make.actor(lead)) is found.person
    answer(lead, held, STANDS)
    assert get_person(found.person.reference, make.actor(lead)) is None


def test_while_it_waits_the_clock_to_destruction_stands_still(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    person, nomination = held.person, held.nomination
    assert nomination is not None
    assert nomination.expires_on == TODAY + timedelta(days=28)
    later(27)
    assert destroy_expired(clock.today() + timedelta(days=100)) == []
    countdown = countdowns([person.id], make.actor(scheme.coordinator))[person.id]
    assert countdown.held_until == held.challenge.due_on
    answer(chair(), held, STANDS)
    assert nomination.expires_on == clock.today() + timedelta(days=14)
    countdown = countdowns([person.id], make.actor(scheme.coordinator))[person.id]
    assert not countdown.is_held
    settle()
    assert destroy_expired(clock.today() + timedelta(days=13)) == []
    assert destroy_expired(clock.today() + timedelta(days=14)) == [person.id]


def test_answered_early_the_first_day_stands(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    answer(chair(), held, STANDS)
    assert held.nomination is not None
    assert held.nomination.expires_on == TODAY + timedelta(days=28)


def test_destroyed_it_cannot_be_challenged(work: None) -> None:
    scheme = make.scheme()
    found, decision = decided(scheme, Decision.DECLINE)
    assert destroy_expired(TODAY + timedelta(days=28)) == [found.person.id]
    settle()
    with pytest.raises(RuleBroken, match="was destroyed"):
        challenge_decision(
            make.actor(scheme.police), found.person, decision, found.nomination, ASKED
        )


def test_changed_a_declined_nomination_waits_for_the_panel_again(work: None) -> None:
    scheme = make.scheme()
    lead = make.actor(basic.user(Role.STRAND_LEAD, "catch_and_convict", of=basic.agency()))
    held = challenged(scheme)
    answer(chair(), held, CHANGED)
    nomination = held.nomination
    assert nomination is not None
    assert nomination.status is NominationStatus.AWAITING_PANEL
    assert (nomination.decided_on, nomination.expires_on) == (None, None)
    assert get_person(held.person.reference, lead) is held.person
    settle()
    assert destroy_expired(TODAY + timedelta(days=400)) == []
    again = make.decision(scheme, Nominated(nomination, held.person), Decision.SELECT)
    decide_nomination(
        make.actor(chair()), Nominated(nomination, held.person), again, nomination.version
    )
    assert nomination.status is NominationStatus.SELECTED


def test_changed_a_refusal_goes_to_scoring(work: None) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    refusal = Triage(TriageOutcome.REFUSE, "Too little.", because=Refusal.NOT_ENOUGH_EVIDENCE)
    version = found.nomination.version
    triage_nomination(make.actor(scheme.coordinator), found, refusal, version)
    db.session.flush()  # read back
    held = record(scheme, found, None)
    with pytest.raises(RuleBroken, match="had no part"):
        answer(scheme.coordinator, held, CHANGED)
    answer(chair(), held, CHANGED)
    assert found.nomination.status is NominationStatus.NOMINATED
    assert not found.nomination.awaits_triage
    assert found.nomination.refused_because is None
    make.frozen(scheme, found)


def test_changed_where_the_person_was_nominated_anew_the_newer_one_goes_on(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    police = make.actor(scheme.police)
    newer = nominate_person(police, held.person, Strand.CATCH_AND_CONVICT, "New ones.")
    db.session.flush()  # read back
    answer(chair(), held, CHANGED)
    assert held.nomination is not None
    assert held.nomination.status is NominationStatus.DECLINED
    assert newer.status is NominationStatus.NOMINATED


@pytest.mark.parametrize("is_planned", [True, False])
def test_changed_a_selection_goes_to_the_panel_and_no_case_changes(
    work: None, *, is_planned: bool
) -> None:
    scheme = make.scheme()
    held = challenged(scheme, Decision.SELECT)
    scheme.meeting.status = MeetingStatus.HELD
    if is_planned:
        starts = clock.at(TODAY + timedelta(days=7), 10)
        meeting = add_meeting(make.actor(scheme.coordinator), MeetingBody.ACTION_GROUP, starts)
    db.session.flush()  # read back
    case = open_case_of(held.person)
    answer(chair(), held, CHANGED)
    assert open_case_of(held.person) is case
    assert held.nomination is not None
    assert held.nomination.status is NominationStatus.SELECTED
    if is_planned:
        items = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
        item = db.session.scalars(items).one()
        assert item.item_kind is ItemKind.DE_SELECTION
        assert item.person_id == held.person.id


def test_a_de_selection_is_challenged_and_the_case_stays_closed(work: None) -> None:
    scheme = make.scheme()
    found, _ = decided(scheme, Decision.SELECT)
    case = open_case_of(found.person)
    assert case is not None
    who = make.actor(scheme.coordinator)
    left = close_at_once(who, case, CaseEnd.SELECTED_IN_ERROR, "Another man.", TODAY)
    db.session.flush()  # read back
    challenge = challenge_decision(make.actor(scheme.police), found.person, left, None, ASKED)
    db.session.flush()  # read back
    held = get_challenge(challenge.id, make.actor(chair()))
    assert held is not None
    answer(chair(), held, CHANGED)
    assert open_case_of(found.person) is None
    assert db.session.scalars(select(SchemeCase)).one().closed_on is not None


def test_only_what_was_decided_is_challenged_and_once_at_a_time(work: None) -> None:
    scheme = make.scheme()
    found, decision = decided(scheme, Decision.DECLINE)
    police = make.actor(scheme.police)
    with pytest.raises(RuleBroken, match="was not refused"):
        challenge_decision(police, found.person, None, found.nomination, ASKED)
    record(scheme, found, decision)
    with pytest.raises(RuleBroken, match="challenged already"):
        challenge_decision(police, found.person, decision, found.nomination, ASKED)
    other, move = decided(scheme, Decision.SELECT)
    move.decision = Decision.CHANGE_COLOUR
    with db.session.no_autoflush, pytest.raises(RuleBroken, match="Only what was decided"):
        challenge_decision(police, other.person, move, None, ASKED)
    db.session.rollback()


def test_answered_it_may_be_challenged_again(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    answer(chair(), held, STANDS)
    assert held.nomination is not None
    record(scheme, Nominated(held.nomination, held.person), held.decision)
    assert len(challenges_about(held.person, make.actor(scheme.police))) == 2


def test_an_answer_is_given_once_by_who_read_the_newest(work: None) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    with pytest.raises(StaleVersion):
        answer_challenge(make.actor(chair()), held, STANDS, held.challenge.version + 1)
    answer(chair(), held, STANDS)
    with pytest.raises(RuleBroken, match="was answered"):
        answer(chair(), held, CHANGED)


def test_database_keeps_answers_whole_and_two_people_apart(work: None) -> None:
    held = challenged(make.scheme())
    challenge = held.challenge
    challenge.outcome, challenge.answer = ChallengeOutcome.STANDS, "No."
    challenge.answered_on, challenge.answered_by_id = TODAY, challenge.recorded_by_id
    with pytest.raises(IntegrityError, match="two_people"):
        db.session.flush()  # the constraint under test


def test_challenge_of_what_lies_inside_the_compartment_stays_there(work: None) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    details = make.decision(scheme, found, Decision.DECLINE, decided_at=None)
    version = found.nomination.version
    decision = decide_nomination(make.actor(scheme.coordinator), found, details, version)
    who = make.actor(scheme.yos)
    challenge = challenge_decision(who, found.person, decision, found.nomination, ASKED)
    db.session.flush()  # read back
    assert get_challenge(challenge.id, make.actor(chair())) is None
    assert open_challenges(make.actor(scheme.strand_lead)) == []
    assert get_challenge(challenge.id, make.actor(scheme.coordinator)) is not None
