"""The proposal for one meeting as its reader sees it: the first lines of each part, with names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.action_group.models import AgendaRequest
from popo.action_group.policy import is_open_request
from popo.action_group.proposing import Proposal, Reason, Subject, Trigger, parts, propose
from popo.action_group.queries.triggers import MOST_REQUESTS, Triggers
from popo.db import db
from popo.meetings.models import AgendaItem, Meeting
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries import names_of

MOST_LINES = 60
"""Of each part; how many more there are is said."""
_CHAIR = "Added by hand"


@dataclass(frozen=True)
class OnAgenda:
    """Somebody on the agenda already, with what came up since."""

    number: int
    proposal: Proposal


@dataclass(frozen=True)
class Proposed:
    """`lines` by consequence, `more` how many of each part are not shown.

    `asked`: by person why agencies ask. `since` is what is new about those on the agenda.
    """

    lines: list[Proposal]
    more_others: int
    more_young: int
    asked: dict[UUID, list[str]]
    since: list[OnAgenda]

    @property
    def people(self) -> set[UUID]:
        """Those named; for the trail."""
        shown = [*self.lines, *(one.proposal for one in self.since)]
        return {line.subject.person_id for line in shown}


def proposal_for(actor: Actor, meeting: Meeting, added: Sequence[str] = ()) -> Proposed:
    """Everybody there is reason to talk of and who is not on the agenda of this meeting.

    `added`: references of people put in by hand, with or without another reason. Those the actor
    may not read are left out.
    """
    triggers = Triggers(actor, meeting)
    found = list(triggers.found())
    by_hand = _by_hand(actor, added)
    subjects = by_hand | triggers.subjects
    found += [(key, Reason(Trigger.ADDED, _CHAIR, clock.today())) for key in by_hand]
    ranked = propose(subjects, found)
    held = on_agenda(meeting)
    fresh = parts(line for line in ranked if line.subject.person_id not in held)
    others, young = fresh.others[:MOST_LINES], fresh.young[:MOST_LINES]
    since = list(_since(ranked, held))[:MOST_LINES]
    shown = sorted([*others, *young], key=lambda line: line.rank)
    names = _named(actor, [*shown, *(one.proposal for one in since)])

    def with_name(line: Proposal) -> Proposal:
        return replace(line, name=names.get(line.subject.person_id, ""))

    return Proposed(
        lines=[with_name(line) for line in shown],
        more_others=len(fresh.others) - len(others),
        more_young=len(fresh.young) - len(young),
        asked=asked_for(actor, [line.subject.person_id for line in shown]),
        since=[replace(one, proposal=with_name(one.proposal)) for one in since],
    )


def on_agenda(meeting: Meeting) -> dict[UUID, tuple[int, date]]:
    """By person the last item about them and the day it was put there, read by the actor or not."""
    rows = db.session.execute(
        select(AgendaItem.person_id, func.max(AgendaItem.number), func.max(AgendaItem.created_at))
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.person_id.is_not(None))
        .group_by(AgendaItem.person_id)
    )
    return {key: (number, clock.local(moment).date()) for key, number, moment in rows if key}


def asked_for(actor: Actor, people: Iterable[UUID]) -> dict[UUID, list[str]]:
    """By person what agencies wrote when they asked, the oldest first."""
    rows = db.session.scalars(
        select(AgendaRequest)
        .where(
            AgendaRequest.person_id.in_(list(people)),
            is_open_request(),
            readable(AgendaRequest, actor),
        )
        .order_by(AgendaRequest.asked_on, AgendaRequest.id)
        .limit(MOST_REQUESTS)
    )
    asked: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        asked[row.person_id].append(row.words)
    return asked


def _by_hand(actor: Actor, references: Sequence[str]) -> dict[UUID, Subject]:
    if not references:
        return {}
    rows = db.session.execute(
        select(Person.id, Person.reference, Person.sight_compartment).where(
            Person.reference.in_(references[:MOST_LINES]), visible_to(actor, SightLevel.READ)
        )
    )
    young = SightCompartment.YOUNG_PERSON
    return {key: Subject(key, reference, kept is young) for key, reference, kept in rows}


def _since(ranked: Iterable[Proposal], held: dict[UUID, tuple[int, date]]) -> Iterator[OnAgenda]:
    """Of those on the agenda only what came up after the day they were put there."""
    for line in ranked:
        if line.subject.person_id not in held:
            continue
        number, day = held[line.subject.person_id]
        new = tuple(reason for reason in line.reasons if reason.since > day)
        if new:
            yield OnAgenda(number, replace(line, reasons=new))


def _named(actor: Actor, lines: Iterable[Proposal]) -> dict[UUID, str]:
    names = names_of([line.subject.person_id for line in lines], actor)
    return {key: name.formal for key, name in names.items()}
