"""What was recorded of a person since a day, as text for one's own agency's system."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.contacts.models import Outcome
from popo.contacts.own_system import Told, text_of, without_others
from popo.contacts.policy import may_carry_out
from popo.contacts.queries import names_near
from popo.contacts.services import heading_for
from popo.contacts.wording import OUTCOME_WORDS
from popo.overview.story import Filters, entries_of
from popo.overview.timeline import Entry
from popo.people.models import Person

MOST_ENTRIES = 100
_LOOKED_AT = 400
USUAL_DAYS = 28


@dataclass(frozen=True)
class Carried:
    """`entries`: the newest that may be carried out. `stay`: how many of other agencies may not.

    `more`: whether there are older ones for which there is no room.
    """

    entries: list[Entry]
    stay: int
    more: bool


def entries_since(person: Person, actor: Actor, since: date) -> Carried:
    """Actions and summaries are left out: asked of others, and written for everybody."""
    recorded = [
        entry for entry in entries_of(person, actor, Filters(), _LOOKED_AT) if entry.day >= since
    ]
    found = [entry for entry in recorded if entry.agency_id is not None]
    out = [
        entry
        for entry in found
        if entry.agency_id and may_carry_out(actor, entry.agency_id, shared=entry.is_shared)
    ]
    more = len(out) > MOST_ENTRIES or len(recorded) == _LOOKED_AT
    return Carried(out[:MOST_ENTRIES], len(found) - len(out), more)


def text_since(person: Person, actor: Actor, entries: list[Entry]) -> str:
    """The oldest first, as a case log reads."""
    groups = [entry.group_id for entry in entries if entry.group_id]
    own, others = names_near(person, groups, actor)
    told = [
        without_others(_told(entry), person.reference, own, others) for entry in reversed(entries)
    ]
    return text_of(heading_for(actor, person), person.reference, told)


def _told(entry: Entry) -> Told:
    at = clock.written(entry.day)
    if entry.at:
        at = f"{at}, {clock.local(entry.at):%H:%M}"
    outcome = OUTCOME_WORDS[Outcome(entry.outcome)] if entry.outcome else ""
    return Told(at, entry.title, outcome, entry.words, entry.by)
