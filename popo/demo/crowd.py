"""Many people at once, for measuring: each with enough contacts and events, and no story."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from popo.demo import parameters
from popo.demo.calendar import LAST_DAY, working_day
from popo.demo.contacts import Contact, agencies_for, draw_contact
from popo.demo.draws import chance
from popo.demo.happenings import Happening, three_steps
from popo.demo.offending import prove
from popo.demo.people import Registry, Somebody, draw_age_on_entry

CONTACTS_EACH = parameters.SCALE_CONTACTS // parameters.SCALE_PEOPLE
EVENTS_EACH = parameters.SCALE_OFFENCE_EVENTS // parameters.SCALE_PEOPLE
OFFENCES_EACH = EVENTS_EACH // 3
"""Each is an arrest, a charge and a conviction."""
_CONTACTS_SINCE_DAYS = (3, 730)
_OFFENCES_SINCE_DAYS = (300, 3000)
_OPENED_SINCE_DAYS = (35, 700)
_YOUNGEST = 19.0
_POLICE = 0.6


@dataclass(frozen=True)
class Passer:
    """Somebody known to the scheme. `arrests` are days and arrest numbers, none given twice."""

    somebody: Somebody
    reference: str
    agency: str
    arrests: list[tuple[date, str]]
    case_since: date | None
    """The day a case opened, where there is one."""
    is_inside: bool
    seed: str
    """For what is drawn later, apart from everybody else."""


def draw_passer(random: Random, registry: Registry, reference: str, case_share: float) -> Passer:
    somebody = registry.make(max(draw_age_on_entry(random), _YOUNGEST), LAST_DAY)
    days = [
        LAST_DAY - timedelta(days=random.randrange(*_OFFENCES_SINCE_DAYS))
        for _ in range(OFFENCES_EACH)
    ]
    opened = LAST_DAY - timedelta(days=random.randrange(*_OPENED_SINCE_DAYS))
    return Passer(
        somebody=somebody,
        reference=reference,
        agency="police" if chance(random, _POLICE) else "probation",
        arrests=[(day, registry.issuer.asn(day)) for day in days],
        case_since=opened if chance(random, case_share) else None,
        is_inside=chance(random, parameters.IN_CUSTODY),
        seed=f"{random.random()} {somebody.number}",
    )


def draw_past(passer: Passer) -> tuple[list[Contact], list[Happening]]:
    """Contacts of two years and events of eight: the same whenever they are drawn."""
    random = Random(passer.seed)
    agencies = agencies_for(passer.somebody, LAST_DAY)
    contacts = [
        draw_contact(random, _a_working_day(random), agencies, inside=False)
        for _ in range(CONTACTS_EACH)
    ]
    happenings = [
        happening
        for day, asn in passer.arrests
        for happening in three_steps(prove(random, day, parameters.DELAY_BEFORE), asn)
    ]
    return contacts, happenings


def _a_working_day(random: Random) -> date:
    return working_day(LAST_DAY - timedelta(days=random.randrange(*_CONTACTS_SINCE_DAYS)))
