"""Attacks on what was destroyed: nothing typed about the person is left, and nothing is added."""

import pytest
from sqlalchemy import select

from popo import clock
from popo.db import db, settle
from popo.drafts.models import Draft
from popo.drafts.queries import list_drafts
from popo.drafts.services import Typed, save_draft
from popo.errors import RuleBroken
from popo.selection.models import Decision
from popo.selection.queries.destroyed import proof_of_destruction
from popo.selection.queries.expiry import is_destroyed
from popo.selection.queries.nominations import Nominated
from popo.selection.services import decide_nomination, host_person, predict, undo_decision
from popo.selection.services.destruction import destroy_expired
from popo.selection.services.hosting import HostPerson
from tests import make as basic
from tests.selection import make, make_transfers
from tests.selection.make import Scheme
from tests.selection.make_after import next_meeting
from tests.selection.test_destruction import declined, due
from tests.selection.test_predictions import OGRS3


def destroyed(scheme: Scheme) -> Nominated:
    found = declined(scheme)
    due(found)
    destroy_expired(clock.today())
    settle()
    return found


def test_what_anybody_had_begun_to_write_goes_too(work: None) -> None:
    """A draft is sealed under its owner's key, which stays: it would outlive the person."""
    scheme = make.scheme()
    found, other = declined(scheme), make.nominated(scheme)
    by = make.actor(scheme.police)
    due(found)
    abouts = [found.person.reference, str(found.nomination.id), other.person.reference, ""]
    for number, about in enumerate(abouts):
        words = {"words": ["He was seen again on Friday."]}
        save_draft(by, Typed("selection.challenge_refusal", about, f"{number:032x}", words))
    settle()
    destroy_expired(clock.today())
    settle()
    assert {draft.about_reference for draft in list_drafts(by)} == set(abouts[2:])
    kept = db.session.scalars(select(Draft).where(Draft.about_reference.in_(abouts[:2])))
    assert not any(draft.fields for draft in kept)


def test_nobody_is_offered_hosted_or_worked_out_after_it(work: None) -> None:
    """Written by an agency that had no key of theirs, it would be readable for ever."""
    scheme = make.scheme()
    found = destroyed(scheme)
    by = make.actor(scheme.coordinator)
    other = make_transfers.elsewhere(by)
    with pytest.raises(RuleBroken, match="was destroyed"):
        make_transfers.receive_from(by, found.person, other)
    hosting = HostPerson(other.id, [scheme.police.agency_id], "Steals here.", clock.today())
    with pytest.raises(RuleBroken, match="was destroyed"):
        host_person(by, found.person, hosting)
    stranger = basic.actor(of=basic.agency())
    with pytest.raises(RuleBroken, match="was destroyed"):
        predict(stranger, found.person, OGRS3)
    db.session.rollback()
    assert is_destroyed(found.person.id)
    assert proof_of_destruction(found.person.id).holds


def test_an_urgent_refusal_is_not_undone_after_it(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    by = make.actor(scheme.coordinator)
    details = make.decision(scheme, found, Decision.DECLINE, decided_at=None)
    decision = decide_nomination(by, found, details, found.nomination.version)
    at = next_meeting(scheme, found.person, days=30)
    settle()
    due(found)
    destroy_expired(clock.today())
    settle()
    with pytest.raises(RuleBroken, match="was destroyed"):
        undo_decision(by, decision, at, "It was too quick.")
