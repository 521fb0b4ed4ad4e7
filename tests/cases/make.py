"""People with open cases, for tests of the rooms that look at them."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from popo.access.actor import Actor
from popo.cases.models import SchemeCase, Strand
from popo.cases.services import open_case
from popo.db import Entity, db
from popo.people.models import Person
from tests import make

OPENED = date(2024, 1, 8)


def case(
    by: Actor,
    strand: Strand = Strand.CATCH_AND_CONVICT,
    *,
    person: Person | None = None,
    opened_on: date = OPENED,
    lead: UUID | None = None,
) -> tuple[Person, SchemeCase]:
    """Needs the partnership (`make.partnership()`) to own the case."""
    person = person or make.person(by)
    return person, open_case(by, person, strand, opened_on, lead or by.agency_id)


def assert_refused(row: Entity) -> None:
    """The database itself, whatever the services check, will not hold this row."""
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(row)
    assert row not in db.session
