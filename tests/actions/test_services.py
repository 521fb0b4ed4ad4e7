import pytest

from popo.access.permissions import Role
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.queries import get_action
from popo.actions.services import (
    accept_action,
    end_action,
    hand_back_action,
    offer_action,
    reassign_action,
)
from popo.audit.models import AuditEvent, AuditSubject
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import Handling
from popo.people.models import SightLevel
from tests import make
from tests.actions.make_action import day, offered, show

pytestmark = pytest.mark.usefixtures("work")
DONE = ActionStatus.DONE


def test_offer_action_of_ones_own_is_accepted_at_once() -> None:
    user = make.user()
    assert offered(actor_for(user), user).status is ActionStatus.ACCEPTED


def test_offer_action_to_another_waits_for_their_answer() -> None:
    asker, owner = make.user(), make.user()
    action = offered(actor_for(asker), owner)
    assert action.status is ActionStatus.OFFERED
    accept_action(actor_for(owner), action, action.version)
    assert action.status is ActionStatus.ACCEPTED


def test_offer_action_refuses_an_owner_who_cannot_open_the_person_and_says_no_more() -> None:
    by, owner = make.actor(), make.user()
    person = make.person(by, "Adam", "Example")
    with pytest.raises(RuleBroken) as broken:
        offered(by, owner, person)
    assert broken.value.field == "owner"
    assert "Example" not in broken.value.message
    show(person, owner, by, SightLevel.LIMITED)
    with pytest.raises(RuleBroken):
        offered(by, owner, person)
    show(person, owner, by)
    assert offered(by, owner, person).status is ActionStatus.OFFERED


def test_offer_action_refuses_an_owner_whose_role_agrees_no_actions() -> None:
    with pytest.raises(RuleBroken):
        offered(make.actor(), make.user(Role.TASKING_MEMBER, "scheme"))


@pytest.mark.parametrize(("words", "due_in", "field"), [(" ", 1, "words"), ("x", -1, "due_on")])
def test_offer_action_needs_words_and_a_day_to_come(words: str, due_in: int, field: str) -> None:
    user = make.user()
    with pytest.raises(RuleBroken) as broken:
        offered(actor_for(user), user, due_in=due_in, words=words)
    assert broken.value.field == field


def test_hand_back_action_needs_a_reason_and_returns_it_to_whoever_asked() -> None:
    asker, owner = make.user(), make.user()
    action = offered(actor_for(asker), owner)
    with pytest.raises(RuleBroken):
        hand_back_action(actor_for(owner), action, " ", action.version)
    hand_back_action(actor_for(owner), action, "On leave", action.version)
    assert (action.status, action.hand_back_reason) == (ActionStatus.HANDED_BACK, "On leave")
    third = make.user()
    reassign_action(actor_for(asker), action, None, third, day(5), action.version)
    assert (action.owner_id, action.owner_agency_id) == (third.id, third.agency_id)
    assert action.status is ActionStatus.OFFERED


def test_hand_back_action_of_ones_own_asks_for_an_ending_instead() -> None:
    user = make.user()
    action = offered(actor_for(user), user)
    with pytest.raises(RuleBroken, match="how it ended"):
        hand_back_action(actor_for(user), action, "Too busy", action.version)


def test_end_action_needs_a_result_and_happens_once() -> None:
    user = make.user()
    actor, action = actor_for(user), offered(actor_for(user), user)
    for status, result in ((DONE, ""), (ActionStatus.ACCEPTED, "x")):
        with pytest.raises(RuleBroken):
            end_action(actor, action, status, result, action.version)
    end_action(actor, action, ActionStatus.NO_LONGER_POSSIBLE, "The hostel shut", action.version)
    assert (action.result, action.ended_on) == ("The hostel shut", day(0))
    with pytest.raises(RuleBroken, match="already ended"):
        end_action(actor, action, DONE, "Again", action.version)


def test_only_the_owner_their_lead_or_the_coordinator_answer() -> None:
    asker, owner = make.user(), make.user()
    colleague = make.actor(of=owner.agency)
    lead = make.actor(Role.STRAND_LEAD, "catch_and_convict", of=owner.agency)
    other_lead = make.actor(Role.STRAND_LEAD, "catch_and_convict")
    for refused in (actor_for(asker), colleague, other_lead):
        action = offered(actor_for(asker), owner)
        with pytest.raises(RuleBroken, match="Only its owner"):
            accept_action(refused, action, action.version)
        with pytest.raises(RuleBroken, match="Only its owner"):
            end_action(refused, action, DONE, "Done", action.version)
    for allowed in (actor_for(owner), lead, make.coordinator()):
        action = offered(actor_for(asker), owner)
        accept_action(allowed, action, action.version)
        assert action.status is ActionStatus.ACCEPTED


def test_a_version_read_before_somebody_else_saved_is_stale() -> None:
    asker, owner = make.user(), make.user()
    action = offered(actor_for(asker), owner)
    db.session.flush()  # the version counts what was written
    read = action.version
    accept_action(actor_for(owner), action, read)
    db.session.flush()
    actor = actor_for(owner)
    with pytest.raises(StaleVersion):
        end_action(actor, action, DONE, "Done", read)
    with pytest.raises(StaleVersion):
        hand_back_action(actor, action, "No", read)
    with pytest.raises(StaleVersion):
        reassign_action(actor, action, None, owner, day(1), read)


def test_the_trail_names_the_person_and_keeps_the_words_sealed() -> None:
    user = make.user()
    person = make.person(actor_for(user))
    action = offered(actor_for(user), user, person, words="A very plain secret")
    settle()
    event = db.session.query(AuditEvent).filter_by(event="action.offered").one()
    assert event.about_id == action.id
    assert event.details == {"origin": "practitioner"}
    subject = db.session.query(AuditSubject).filter_by(event_id=event.id).one()
    assert subject.person_id == person.id


def test_who_may_read_follows_the_person_and_the_handling() -> None:
    police, housing = make.user(), make.user()
    by = actor_for(police)
    person = make.person(by)
    show(person, housing, by)
    probation = make.user(of=make.agency(make.AgencyKind.PROBATION))
    council = make.user(of=make.agency(make.AgencyKind.COUNCIL))
    show(person, probation, by)
    show(person, council, by)

    def readers(handling: Handling) -> list[bool]:
        action = offer_action(
            by, "x", housing, day(1), ActionOrigin.PRACTITIONER, person, handling=handling
        )
        db.session.flush()  # read back below
        return [
            get_action(action.id, actor_for(user)) is not None
            for user in (police, housing, probation, council, make.user())
        ]

    assert readers(Handling.ACTION_GROUP) == [True, True, True, True, False]
    assert readers(Handling.CRIMINAL_JUSTICE) == [True, True, True, False, False]
    assert readers(Handling.OWN_AGENCY) == [True, True, False, False, False]


def test_an_action_about_nobody_is_for_the_two_agencies_and_the_coordinator() -> None:
    asker, owner = make.user(), make.user()
    action = offered(actor_for(asker), owner)
    db.session.flush()  # read back below

    def reads(actor: make.Actor) -> Action | None:
        return get_action(action.id, actor)

    assert reads(make.actor(of=asker.agency))
    assert reads(make.actor(of=owner.agency))
    assert reads(make.coordinator())
    assert reads(make.actor()) is None
