"""Actions counted by hand."""

from datetime import date
from uuid import uuid4

import pytest

from popo.accounts.models import Agency
from popo.actions.measures import Owed, actions, count_actions
from popo.actions.models import ActionOrigin, ActionStatus
from popo.actions.services import offer_action
from popo.db import db
from popo.figures import Period
from tests import make

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))


def owed(
    agency: str,
    asked: date,
    due: date,
    ended: date | None = None,
    status: ActionStatus = ActionStatus.ACCEPTED,
) -> Owed:
    return Owed(uuid4(), agency, asked, due, ended, status)


def test_count_actions_by_hand() -> None:
    march, april = date(2024, 3, 4), date(2024, 4, 4)
    figures = count_actions(
        [
            owed("Police", april, date(2024, 4, 30)),
            owed("Police", march, date(2024, 4, 29)),
            owed("Police", march, date(2024, 4, 9)),
            owed("Probation", march, april, date(2024, 4, 8), ActionStatus.DONE),
            owed("Probation", april, april, date(2024, 4, 8), ActionStatus.NOT_DONE),
            owed("Probation", march, april, date(2024, 5, 2), ActionStatus.DONE),
        ],
        APRIL,
    )
    assert {figure.name: figure.value for figure in figures if figure.value} == {
        "actions/all/raised": 2,
        "actions/all/done": 1,
        "actions/all/ended_otherwise": 1,
        "actions/all/open": 4,
        "actions/all/overdue": 3,
        "actions/agency/Police/raised": 1,
        "actions/agency/Police/open": 3,
        "actions/agency/Police/overdue": 2,
        "actions/agency/Probation/raised": 1,
        "actions/agency/Probation/done": 1,
        "actions/agency/Probation/ended_otherwise": 1,
        "actions/agency/Probation/open": 1,
        "actions/agency/Probation/overdue": 1,
        "actions/oldest_overdue_days": 26,
    }


@pytest.mark.usefixtures("work")
def test_actions_gathers_what_was_owed_in_the_month() -> None:
    owner = make.user()
    offer_action(
        make.actor(), "Ring the hostel", owner, date(2024, 5, 3), ActionOrigin.PRACTITIONER
    )
    db.session.flush()  # read back below
    name = db.session.get_one(Agency, owner.agency_id).name
    found = {figure.name: figure.value for figure in actions(APRIL) if figure.value}
    assert found == {
        "actions/all/raised": 1,
        "actions/all/open": 1,
        f"actions/agency/{name}/raised": 1,
        f"actions/agency/{name}/open": 1,
    }
