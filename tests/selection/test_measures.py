from datetime import date

from popo.db import db
from popo.figures import Figure, Period
from popo.selection.measures import selection
from popo.selection.models import Decision
from popo.selection.services import decide_nomination
from tests.selection import make
from tests.selection.make import TODAY

APRIL = Period(date(2024, 4, 1), TODAY)


def figures(period: Period = APRIL) -> dict[str, Figure]:
    return {figure.name: figure for figure in selection(period)}


def test_figures_of_an_empty_month_are_counted_zeros(work: None) -> None:
    found = figures()
    assert found["selection/adults/nominated"] == Figure("selection/adults/nominated", 0, ())
    assert found["selection/adults/median_days_to_decision"].value is None


def test_nominations_and_outcomes_are_counted_with_their_members(work: None) -> None:
    scheme = make.scheme()
    waiting, declined, deferred = (make.nominated(scheme) for _ in range(3))
    young = make.young(scheme)
    declined.nomination.nominated_on = date(2024, 4, 23)  # five working days before
    who = make.actor(scheme.coordinator)
    for found, kind in ((declined, Decision.DECLINE), (deferred, Decision.DEFER)):
        db.session.flush()  # the version goes up as it is written
        details = make.decision(scheme, found, kind)
        decide_nomination(who, found, details, found.nomination.version)
    db.session.flush()  # read back
    counted = figures()
    assert counted["selection/adults/nominated"].value == 3
    assert counted["selection/adults/decline"].members == (declined.nomination.id.hex,)
    assert counted["selection/adults/defer"].members == (deferred.nomination.id.hex,)
    assert set(counted["selection/adults/waiting"].members or ()) == {
        waiting.nomination.id.hex,
        deferred.nomination.id.hex,
    }
    assert counted["selection/adults/median_days_to_decision"].value == 5
    assert counted["selection/prevent_and_deter/nominated"].members == (young.nomination.id.hex,)


def test_a_month_before_knows_nothing_of_it(work: None) -> None:
    make.nominated(make.scheme())
    march = figures(Period(date(2024, 3, 1), date(2024, 3, 31)))
    assert march["selection/adults/nominated"].value == 0
    assert march["selection/adults/waiting"].value == 0
