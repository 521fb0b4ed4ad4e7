"""What the pages of Rehabilitate and Resettle have to show, in the town that is shipped."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.queries import actor_for, user_named
from popo.cases.models import Strand
from popo.db import db
from popo.demo.town import make_town
from popo.plans.measures import tabled
from popo.plans.queries.unmet import Why, list_unmet
from popo.resettlement.kinds import STATES, Area
from popo.resettlement.models import ResettlementState
from popo.strands.queries import gathered
from popo.strands.rules import Worry
from tests.demo.loading import Made, loaded


@pytest.fixture(scope="module", autouse=True)
def made(app: Flask) -> Iterator[Made]:
    with loaded(app, make_town()) as made:
        yield made


def _signed_in(name: str) -> Actor:
    user = user_named(name)
    assert user is not None
    return actor_for(user)


@pytest.mark.parametrize("area", Area)
def test_every_way_to_stand_has_come_up(area: Area) -> None:
    statement = select(ResettlementState.state).where(ResettlementState.area == area)
    assert set(db.session.scalars(statement)) == set(STATES[area])


def test_the_caseload_shows_what_resettlement_worries_about() -> None:
    lead = _signed_in("lead-probation")
    cases = gathered(lead, Strand.REHABILITATE_AND_RESETTLE)
    worries = {reason.worry for case in cases for reason in case.priority.reasons}
    assert {Worry.NOT_SETTLED, Worry.WITHOUT_WORK, Worry.NOT_SAID} <= worries
    of_treatment = {Worry.TREATMENT_LEFT, Worry.TREATMENT_WAITING}
    cleared = lead.cleared_for(Clearance.HEALTH)
    assert (of_treatment <= worries) is cleared
    assert cleared or not of_treatment & worries


def test_unmet_need_is_counted_some_of_it_shown_and_some_hidden() -> None:
    found = list_unmet(_signed_in("coordinator"))
    assert {Why.NOTHING_REFERRED, Why.NOT_STARTED} <= {row.why for row in found}
    table = tabled(found)
    assert table.shown() == len(found)
    assert table.hidden
