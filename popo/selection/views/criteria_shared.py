"""What the pages about criteria share."""

from collections.abc import Iterable
from uuid import UUID

from flask import abort

from popo.errors import RuleBroken
from popo.meetings.queries import meetings_of
from popo.selection.models import CriteriaSet, CriteriaStatus
from popo.selection.queries.criteria import get_criteria
from popo.selection.services.criteria import DocumentRefused, check_may_be_edited
from popo.web.forms import Form

STATUS_TAGS = {
    CriteriaStatus.DRAFT: ("Draft", "plain"),
    CriteriaStatus.IN_CONSULTATION: ("In consultation", "waiting"),
    CriteriaStatus.ADOPTED: ("In force", "good"),
    CriteriaStatus.SUPERSEDED: ("Superseded", "quiet"),
}


def criteria_set(criteria_id: UUID) -> CriteriaSet:
    return get_criteria(criteria_id) or abort(404)


def draft_set(criteria_id: UUID) -> CriteriaSet:
    """One that may still be changed."""
    row = criteria_set(criteria_id)
    check_may_be_edited(row)
    return row


def decided_at(versions: Iterable[CriteriaSet]) -> dict[UUID, str]:
    return meetings_of(row.agenda_item_id for row in versions if row.agenda_item_id)


def show_all(form: Form, broken: RuleBroken) -> None:
    """Every fault of a document is a sentence of its own."""
    sentences = broken.sentences if isinstance(broken, DocumentRefused) else [broken.message]
    for sentence in sentences:
        form.show(RuleBroken(sentence, broken.field))
