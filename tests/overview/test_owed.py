"""What somebody owes of nominations, before the panel and after it sent one back."""

from popo.db import db
from popo.overview.owed import Kind, owed_by
from popo.selection.models import Decision
from popo.selection.services import decide_nomination
from tests.selection import make, make_scoring
from tests.selection.make import Nominated, Scheme


def scores_owed(scheme: Scheme, found: Nominated) -> list[bool]:
    """By the lead of the strand, and by a police officer who leads nothing."""
    keys = [
        {debt.key for debt in owed_by(make.actor(user), []) if debt.kind is Kind.SCORE}
        for user in (scheme.strand_lead, scheme.police)
    ]
    return [found.nomination.id in owed for owed in keys]


def test_whoever_scored_before_a_deferral_owes_another_scoring(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    assert scores_owed(scheme, found) == [True, False]
    make_scoring.frozen(scheme, found.nomination, scheme.police, 1)
    assert scores_owed(scheme, found) == [False, False]
    make_scoring.later(1)
    deferring = make.decision(scheme, found, Decision.DEFER)
    decide_nomination(make.actor(scheme.coordinator), found, deferring, found.nomination.version)
    db.session.flush()  # read back below
    assert scores_owed(scheme, found) == [False, True]
    make_scoring.later(1)
    make_scoring.frozen(scheme, found.nomination, scheme.police, 2)
    assert scores_owed(scheme, found) == [False, False]
