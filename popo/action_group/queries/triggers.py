"""What calls for talking of somebody, each kind read for everybody in one statement.

Columns are read and nothing sealed is opened. A subquery names the people of open cases, so no
list of keys is sent; who may be seen is asked once, of the subjects.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.action_group.models import AgendaRequest
from popo.action_group.policy import is_open_request
from popo.action_group.proposing import Reason, Subject, Trigger
from popo.action_group.wording import due, since_day
from popo.actions.models import Action, ActionStatus
from popo.actions.policy import readable as readable_actions
from popo.cases.models import Colour, SchemeCase, Strand, StrandEngagement, TrafficLight
from popo.cases.policy import may_see_strand
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.meetings.models import Meeting, MeetingStatus
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import (
    LivingSummary,
    Person,
    SightCompartment,
    SightLevel,
    WarningMarker,
)
from popo.people.models.details import STALE_AFTER_DAYS
from popo.people.policy import readable, visible_to
from popo.people.queries.stops import not_stopped
from popo.selection.models import Nomination, NominationStatus, PanelDecision
from popo.selection.policy import decision_open_to, is_proposed, nomination_open_to
from popo.strands.wording import counted, day_of
from popo.whereabouts.models import KeyDate
from popo.whereabouts.queries import RELEASES

MOST_SUBJECTS = 20_000
MOST_REQUESTS = 500
RELEASE_DAYS = 28
MARKER_DAYS = 28
BETWEEN_MEETINGS_DAYS = 28
"""How far back an arrest is looked for where no meeting was held before."""

_YOUNG = Strand.PREVENT_AND_DETER
_OPEN_ACTIONS = [status for status in ActionStatus if status.is_open]
Found = tuple[UUID, Reason]


class Triggers:
    """What stands behind the proposal for one meeting, as this actor may read it today."""

    def __init__(self, actor: Actor, meeting: Meeting) -> None:
        self._actor = actor
        self._today = clock.today()
        self._day = max(self._today, meeting.day)
        self._since = self._last_meeting(meeting)
        self._people = select(SchemeCase.person_id).where(is_open(self._today))
        self._cases = select(SchemeCase.id).where(is_open(self._today))
        self.subjects: dict[UUID, Subject] = {}
        self.opened_on: dict[UUID, date] = {}
        self._add_cases()

    def found(self) -> Iterable[Found]:
        """Everything; the subjects are whole once it was read to its end."""
        return chain(
            self._nominations(),
            self._proposed(),
            self._requests(),
            self._lights(),
            self._releases(),
            self._arrests(),
            self._markers(),
            self._summaries(),
            self._actions(),
        )

    def _last_meeting(self, meeting: Meeting) -> date:
        held = (MeetingStatus.HELD, MeetingStatus.CONFIRMED)
        last = db.session.execute(
            select(func.max(Meeting.starts_at)).where(
                Meeting.body == meeting.body,
                Meeting.status.in_(held),
                Meeting.starts_at < meeting.starts_at,
            )
        ).scalar()
        if last is None:
            return self._today - timedelta(days=BETWEEN_MEETINGS_DAYS)
        return clock.local(last).date()

    def _add_cases(self) -> None:
        """Open cases of people this actor may read; none whose only strand is hidden from them."""
        primary = aliased(StrandEngagement)
        rows = db.session.execute(
            select(
                Person.id,
                Person.reference,
                _is_young(),
                SchemeCase.opened_on,
                primary.strand,
            )
            .join(SchemeCase, SchemeCase.person_id == Person.id)
            .join(
                primary,
                and_(
                    primary.case_id == SchemeCase.id,
                    primary.is_primary,
                    on(primary, self._today),
                ),
            )
            .where(
                is_open(self._today),
                visible_to(self._actor, SightLevel.READ),
                not_stopped(self._today),
                self._strand_seen(),
            )
            .limit(MOST_SUBJECTS)
        )
        told = may_see_strand(self._actor, _YOUNG)
        for person_id, reference, is_young, opened_on, strand in rows:
            young = bool(is_young) or (told and strand is _YOUNG)
            self.subjects[person_id] = Subject(person_id, reference, young)
            self.opened_on[person_id] = opened_on

    def _strand_seen(self) -> ColumnElement[bool]:
        if may_see_strand(self._actor, _YOUNG):
            return true()
        of_adults = exists().where(
            StrandEngagement.case_id == SchemeCase.id,
            StrandEngagement.strand != _YOUNG,
            on(StrandEngagement, self._today),
        )
        return or_(Person.sight_compartment == SightCompartment.YOUNG_PERSON, of_adults)

    def _add(self, person_id: UUID, reference: str, young: bool) -> None:  # noqa: FBT001 - a column
        self.subjects.setdefault(person_id, Subject(person_id, reference, bool(young)))

    def _nominations(self) -> Iterator[Found]:
        young = or_(
            Person.sight_compartment == SightCompartment.YOUNG_PERSON, Nomination.strand == _YOUNG
        )
        statement = (
            select(Person.id, Person.reference, _flag(young), Nomination.nominated_on)
            .join(Nomination, Nomination.person_id == Person.id)
            .where(
                Nomination.status == NominationStatus.AWAITING_PANEL,
                readable(Nomination, self._actor),
                nomination_open_to(self._actor),
            )
        )
        for person_id, reference, is_young, day in self._seen(statement):
            self._add(person_id, reference, is_young)
            words = f"Nomination ready for the panel, nominated {day_of(day, self._today)}"
            yield person_id, Reason(Trigger.NOMINATION_READY, words, day)

    def _proposed(self) -> Iterator[Found]:
        statement = (
            select(Person.id, PanelDecision.created_at)
            .join(PanelDecision, PanelDecision.person_id == Person.id)
            .where(
                is_proposed(),
                readable(PanelDecision, self._actor),
                decision_open_to(self._actor),
            )
        )
        for person_id, moment in self._seen(statement):
            day = clock.local(moment).date()
            words = f"De-selection proposed {day_of(day, self._today)}"
            yield person_id, Reason(Trigger.DE_SELECTION_PROPOSED, words, day)

    def _requests(self) -> Iterator[Found]:
        """Why is sealed: it is opened for the lines that are shown."""
        statement = (
            select(
                Person.id,
                Person.reference,
                _is_young(),
                AgendaRequest.asked_on,
                Agency.short_name,
            )
            .join(AgendaRequest, AgendaRequest.person_id == Person.id)
            .join(Agency, Agency.id == AgendaRequest.agency_id)
            .where(is_open_request(), readable(AgendaRequest, self._actor))
            .order_by(AgendaRequest.asked_on, AgendaRequest.id)
        )
        for person_id, reference, is_young, day, agency in self._seen(statement, MOST_REQUESTS):
            self._add(person_id, reference, is_young)
            words = f"{agency} asks, {day_of(day, self._today)}"
            yield person_id, Reason(Trigger.REQUESTED, words, day)

    def _seen(self, statement: Select[Any], limit: int = MOST_SUBJECTS) -> Iterable[Any]:
        """Of a statement about `Person`, those this actor may read."""
        visible = (visible_to(self._actor, SightLevel.READ), not_stopped(self._today))
        return db.session.execute(statement.where(*visible).limit(limit)).all()

    def _lights(self) -> Iterator[Found]:
        """The colour, where it is red, and its review, where it is due before the meeting ends."""
        held = select(
            TrafficLight.person_id,
            TrafficLight.colour,
            TrafficLight.starts_on,
            TrafficLight.review_on,
        ).where(
            TrafficLight.case_id.in_(self._cases),
            on(TrafficLight, self._today),
            or_(TrafficLight.colour == Colour.RED, TrafficLight.review_on <= self._day),
            readable(TrafficLight, self._actor),
        )
        for person_id, colour, starts_on, review_on in db.session.execute(held):
            if colour is Colour.RED:
                words = f"Red since {day_of(starts_on, self._today)}"
                yield person_id, Reason(Trigger.GRADED_RED, words, starts_on)
            if review_on <= self._day:
                words = f"Review {due(review_on, self._today)}"
                yield person_id, Reason(Trigger.REVIEW_DUE, words, review_on)

    def _releases(self) -> Iterator[Found]:
        last = self._day + timedelta(days=RELEASE_DAYS)
        held = select(KeyDate.person_id, func.min(KeyDate.falls_on)).where(
            KeyDate.person_id.in_(self._people),
            KeyDate.date_kind.in_(RELEASES),
            KeyDate.replaced_on.is_(None),
            KeyDate.passed_on.is_(None),
            KeyDate.falls_on.between(self._today, last),
            readable(KeyDate, self._actor),
        )
        for person_id, day in db.session.execute(held.group_by(KeyDate.person_id)):
            words = f"Release {day_of(day, self._today)}"
            yield person_id, Reason(Trigger.RELEASE_NEAR, words, day - timedelta(days=RELEASE_DAYS))

    def _arrests(self) -> Iterator[Found]:
        held = select(
            OffenceEvent.person_id, func.max(OffenceEvent.happened_on), func.count()
        ).where(
            OffenceEvent.person_id.in_(self._people),
            OffenceEvent.event_kind == OffenceEventKind.ARREST,
            OffenceEvent.happened_on >= self._since,
            readable(OffenceEvent, self._actor),
        )
        for person_id, day, count in db.session.execute(held.group_by(OffenceEvent.person_id)):
            again = f", {count:,} times since the last meeting" if count > 1 else ""
            words = f"Arrested {day_of(day, self._today)}{again}"
            yield person_id, Reason(Trigger.ARRESTED, words, day)

    def _markers(self) -> Iterator[Found]:
        """The first to lapse; what it warns of stands on the person's own pages."""
        held = select(WarningMarker.person_id, func.min(WarningMarker.review_on)).where(
            WarningMarker.person_id.in_(self._people),
            on(WarningMarker, self._today),
            WarningMarker.review_on <= self._day + timedelta(days=MARKER_DAYS),
            readable(WarningMarker, self._actor),
        )
        for person_id, day in db.session.execute(held.group_by(WarningMarker.person_id)):
            lapsed = "lapsed" if day < self._today else "expires"
            words = f"A warning marker {lapsed} {day_of(day, self._today)}"
            yield person_id, Reason(Trigger.MARKER_EXPIRES, words, day)

    def _summaries(self) -> Iterator[Found]:
        held = select(LivingSummary.person_id, func.max(LivingSummary.written_on)).where(
            LivingSummary.person_id.in_(self._people), readable(LivingSummary, self._actor)
        )
        newest = dict(iter(db.session.execute(held.group_by(LivingSummary.person_id)).all()))
        stale = self._today - timedelta(days=STALE_AFTER_DAYS)
        for person_id, opened_on in self.opened_on.items():
            written = newest.get(person_id)
            if written is None:
                yield person_id, Reason(Trigger.SUMMARY_STALE, "No summary written", opened_on)
            elif written < stale:
                words = f"Summary not looked at {since_day(written, self._today)}"
                since = written + timedelta(days=STALE_AFTER_DAYS + 1)
                yield person_id, Reason(Trigger.SUMMARY_STALE, words, since)

    def _actions(self) -> Iterator[Found]:
        """Agreed at a meeting and still open."""
        late = func.sum(case((Action.due_on < self._today, 1), else_=0))
        held = select(Action.person_id, func.count(), late, func.min(Action.asked_on)).where(
            Action.agenda_item_id.is_not(None),
            Action.status.in_(_OPEN_ACTIONS),
            Action.asked_on < self._day,
            Action.person_id.is_not(None),
            readable_actions(self._actor),
        )
        for person_id, count, overdue, day in db.session.execute(held.group_by(Action.person_id)):
            words = f"{counted(count, 'action')} of an earlier meeting open"
            words += f", {overdue} overdue" if overdue else ""
            yield person_id, Reason(Trigger.ACTIONS_OPEN, words, day)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _is_young() -> ColumnElement[int]:
    return _flag(Person.sight_compartment == SightCompartment.YOUNG_PERSON)
