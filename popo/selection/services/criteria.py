"""Drafting criteria and adopting them at a named meeting. Adopted, they never change by a byte."""

from collections.abc import Mapping, Sequence
from typing import Any

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.meetings.queries import Cited
from popo.selection.criteria import CriteriaRefused, digest, read
from popo.selection.models import CriteriaKind, CriteriaSet, CriteriaStatus
from popo.selection.queries.consultation import consultation_on, obstacles
from popo.selection.queries.criteria import criteria_in_force, newest_number


class DocumentRefused(RuleBroken):
    """What a document holds forbids it; `sentences` has one for each fault."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def draft_criteria(actor: Actor, kind: CriteriaKind, document: Mapping[str, Any]) -> CriteriaSet:
    """A new version to be talked about. Raises DocumentRefused."""
    _check(kind, document)
    row = CriteriaSet(
        criteria_kind=kind,
        number=newest_number(kind) + 1,
        status=CriteriaStatus.DRAFT,
        document=dict(document),
        digest=digest(document),
    )
    db.session.add(row)
    record_criteria(Event.CRITERIA_DRAFTED, actor, row)
    return row


def edit_criteria(
    actor: Actor, row: CriteriaSet, document: Mapping[str, Any], read_version: int
) -> None:
    """Changes a draft, sent out or not. Raises StaleVersion where somebody else saved meanwhile."""
    check_may_be_edited(row)
    if row.version != read_version:
        raise StaleVersion
    _check(row.criteria_kind, document)
    row.document, row.digest = dict(document), digest(document)
    record_criteria(Event.CRITERIA_EDITED, actor, row)


def check_may_be_edited(row: CriteriaSet) -> None:
    if not row.is_draft:
        raise RuleBroken("These criteria were adopted: they never change. Draft a new version.")


def adopt_criteria(actor: Actor, row: CriteriaSet, decided_at: Cited) -> None:
    """Puts a draft in force by the decision at this agenda item, and supersedes the one before."""
    _check_may_be_adopted(row)
    if decided_at.item.item_kind is not ItemKind.CRITERIA:
        raise RuleBroken("Criteria are adopted at an agenda item about criteria.", "item")
    consultation = consultation_on(row)
    if consultation is None or decided_at.meeting.day < consultation.starts_on:
        raise RuleBroken("Criteria are adopted at a meeting held since they were sent out.", "item")
    row.opened()
    former = criteria_in_force(row.criteria_kind)
    if former is not None:
        former.opened()
        former.status, former.superseded_on = CriteriaStatus.SUPERSEDED, clock.today()
        db.session.flush()  # there is one version in force at any moment, here too
    row.status = CriteriaStatus.ADOPTED
    row.adopted_on = decided_at.meeting.day
    row.agenda_item_id = decided_at.item.id
    record_criteria(Event.CRITERIA_ADOPTED, actor, row, digest=row.digest)


def _check_may_be_adopted(row: CriteriaSet) -> None:
    if not row.is_draft:
        raise RuleBroken("These criteria were adopted already.")
    if found := obstacles(row):
        raise RuleBroken(" ".join(obstacle.sentence for obstacle in found))


def _check(kind: CriteriaKind, document: Mapping[str, Any]) -> None:
    try:
        criteria = read(document)
    except CriteriaRefused as refused:
        raise DocumentRefused(refused.sentences) from None
    if criteria.kind != kind:
        raise DocumentRefused(["The document is for the other kind of criteria."])


def record_criteria(event: Event, actor: Actor, row: CriteriaSet, **details: Any) -> None:
    record(
        event,
        actor,
        about=(CriteriaSet.__tablename__, row.id),
        kind=row.criteria_kind.value,
        number=row.number,
        **details,
    )
