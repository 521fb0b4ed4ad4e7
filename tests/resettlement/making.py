"""People on Rehabilitate and Resettle, and what is said of their housing."""

from datetime import date

from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.cases.queries import engagements_of
from popo.cases.services import engage_strand
from popo.db import db
from popo.people.models import Person
from popo.resettlement.kinds import Area
from popo.resettlement.queries import times_said
from popo.resettlement.services import NewState, set_state
from tests.cases.make import OPENED, case

TODAY = date(2024, 4, 30)
SEEN = "Seen there"


def on_strand(lead: User) -> Person:
    by = actor_for(lead)
    person, held = case(by)
    engaged = engagements_of([held.id], TODAY)[held.id]
    if all(row.strand is not Strand.REHABILITATE_AND_RESETTLE for row in engaged):
        engage_strand(by, held, Strand.REHABILITATE_AND_RESETTLE, by.agency_id, OPENED)
    db.session.flush()
    return person


def say(lead: User, person: Person, state: str, day: date = TODAY, words: str = "") -> None:
    details = NewState(state, day, SEEN, words)
    by = actor_for(lead)
    set_state(by, person, Area.HOUSING, details, times_said(person, Area.HOUSING, by))
    db.session.flush()
