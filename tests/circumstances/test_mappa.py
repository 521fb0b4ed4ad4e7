"""MAPPA at level 2 or 3 is what asks whether a case should pass to another lead."""

from datetime import date

import pytest

from popo.circumstances.kinds import ArrangementKind, Level
from popo.circumstances.services.contact import add_arrangement
from popo.clock import today
from popo.db import db
from popo.selection.prompts import Lead
from popo.selection.queries.leaving_facts import ToJudge, facts_of
from tests.plans.make_plans import world

SINCE, REVIEW = date(2024, 4, 1), date(2024, 7, 1)
RING = ("Robin Invented", "MAPPA desk", "01632 960001")


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.CATEGORY_2_LEVEL_1, None),
        (Level.CATEGORY_2_LEVEL_2, Lead("MAPPA, category 2, level 2", SINCE)),
        (Level.CATEGORY_3_LEVEL_3, Lead("MAPPA, category 3, level 3", SINCE)),
    ],
)
def test_mappa_gives_the_prompt_its_fact(work: None, level: Level, expected: Lead | None) -> None:
    on = world()
    add_arrangement(on.actor, on.person, ArrangementKind.MAPPA, level, SINCE, REVIEW, RING)
    db.session.flush()
    subject = ToJudge(on.case.id, on.person.id, on.case.opened_on, None)
    assert facts_of([subject], on.actor, today())[on.case.id].other_lead == expected
