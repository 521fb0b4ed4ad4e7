"""What decisions would change as the record stands now, read for everybody at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.action_group.deciding import DecisionKind
from popo.cases.models import SchemeCase, StrandEngagement, TrafficLight
from popo.cases.policy import may_see_strand
from popo.cases.queries import engagements_of, lights_of, open_cases_of
from popo.db import db
from popo.people.models import Person
from popo.selection.queries.decisions import Decided, waiting_de_selections
from popo.selection.queries.nominations import Nominated, open_nominations_of
from popo.selection.services.de_selection import answers_seen


@dataclass(frozen=True)
class Standing:
    """What a decision would change as it is today; `version` tells whether it changed since."""

    about_id: UUID | None = None
    version: int = 0
    case: SchemeCase | None = None
    nominated: Nominated | None = None
    waiting: Decided | None = None
    light: TrafficLight | None = None
    primary: StrandEngagement | None = None


class Standings:
    """Of these people, as this actor may see them; each kind is read once it is asked for."""

    def __init__(self, actor: Actor, people: Iterable[UUID]) -> None:
        self._actor = actor
        self._people = list(people)
        self._today = clock.today()
        self._cases = open_cases_of(self._people)
        self._keys = [case.id for case in self._cases.values()]
        self._engaged = engagements_of(self._keys, self._today)

    @cached_property
    def _lights(self) -> dict[UUID, TrafficLight]:
        return lights_of(self._keys, self._today)

    @cached_property
    def _colours(self) -> Mapping[UUID, int]:
        return _counted(TrafficLight, self._keys)

    @cached_property
    def _engagements(self) -> Mapping[UUID, int]:
        return _counted(StrandEngagement, self._keys)

    @cached_property
    def _nominated(self) -> dict[UUID, Nominated]:
        return open_nominations_of(self._people, self._actor)

    @cached_property
    def _waiting(self) -> dict[UUID | None, Decided]:
        if not self._keys:
            return {}
        return {one.decision.case_id: one for one in waiting_de_selections(self._actor)}

    def of(self, kind: DecisionKind, person: Person) -> Standing | None:
        """None where there is nothing such a decision could be about."""
        if kind.is_noted_only:
            return Standing()
        if kind.of_nomination:
            return self._of_nomination(person)
        case = self._cases.get(person.id)
        if case is None or not self._is_told_of(person, case):
            return None
        if kind is DecisionKind.CHANGE_COLOUR:
            light = self._lights.get(case.id)
            return Standing(case.id, self._colours[case.id], case, light=light)
        if kind is DecisionKind.MOVE_STRAND:
            return self._of_move(case)
        return self._of_leaving(case)

    def kinds_open(self, person: Person) -> list[DecisionKind]:
        """What may be decided about somebody as they stand."""
        return [kind for kind in DecisionKind if self.of(kind, person) is not None]

    def _is_told_of(self, person: Person, case: SchemeCase) -> bool:
        """Of an adult known to Prevent and Deter alone nobody else is told of a case."""
        strands = [row.strand for row in self._engaged.get(case.id, [])]
        return person.is_young or any(may_see_strand(self._actor, each) for each in strands)

    def _of_nomination(self, person: Person) -> Standing | None:
        found = self._nominated.get(person.id)
        if found is None:
            return None
        return Standing(found.nomination.id, found.nomination.version, nominated=found)

    def _of_move(self, case: SchemeCase) -> Standing | None:
        rows = self._engaged.get(case.id, [])
        primary = next((row for row in rows if row.is_primary), None)
        if primary is None or not may_see_strand(self._actor, primary.strand):
            return None
        return Standing(case.id, self._engagements[case.id], case, primary=primary)

    def _of_leaving(self, case: SchemeCase) -> Standing | None:
        decided = self._waiting.get(case.id)
        if decided is None:
            return None
        return Standing(decided.decision.id, answers_seen(decided), case, waiting=decided)


def standing_of(kind: DecisionKind, person: Person, actor: Actor) -> Standing | None:
    return Standings(actor, [person.id]).of(kind, person)


def _counted(model: Any, cases: list[UUID]) -> defaultdict[UUID, int]:
    """How many rows each case has had: they end and are never deleted."""
    held = select(model.case_id, func.count()).where(model.case_id.in_(cases))
    counts: defaultdict[UUID, int] = defaultdict(int)
    counts.update(iter(db.session.execute(held.group_by(model.case_id)).all()))
    return counts
