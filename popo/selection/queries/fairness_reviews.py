"""How far a draft's fairness is answered: the newest review of it, and what is still owed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from popo.db import db
from popo.selection.fairness.document import Figures
from popo.selection.models import CriteriaSet, FairnessAnswer, FairnessReview

MOST_REVIEWS = 200


@dataclass(frozen=True)
class Reviewed:
    """The newest review of one version of the criteria, with its answers by key.

    `former` are the answers given to the figures worked out before: a starting text, no more.
    """

    row: CriteriaSet
    review: FairnessReview
    figures: Figures
    answers: dict[str, FairnessAnswer]
    former: dict[str, FairnessAnswer]

    @property
    def is_stale(self) -> bool:
        """Whether the draft was changed after the figures were worked out."""
        return self.review.digest != self.row.digest

    @property
    def owed(self) -> list[str]:
        """The keys of what nobody has answered yet."""
        return [key for key in self.figures.asked if key not in self.answers]

    @property
    def version(self) -> int:
        """Goes up with every answer and every change of one."""
        return sum(answer.version for answer in self.answers.values())

    def starting_text(self, key: str) -> tuple[str, str]:
        """Words and action to begin with: what was said already, or of the figures before."""
        held = self.answers.get(key) or self.former.get(key)
        return (held.words, held.action) if held else ("", "")

    @property
    def is_answered(self) -> bool:
        return self.review.answered_on is not None and not self.is_stale


@dataclass(frozen=True)
class FairnessCheck:
    """What stands in the way of adoption, in a sentence; empty where nothing does."""

    reviewed: Reviewed | None
    obstacle: str

    @property
    def is_clear(self) -> bool:
        return not self.obstacle


def fairness_of(row: CriteriaSet) -> FairnessCheck:
    """For the page that adopts, and for whoever must refuse to."""
    found = reviewed(row)
    return FairnessCheck(found, _obstacle(found))


def reviewed(row: CriteriaSet) -> Reviewed | None:
    """The newest review of these criteria; None where nobody has opened any."""
    newest = _reviews_of([row.id])
    if not newest:
        return None
    review, *older = newest
    answers = _answers_to([review.id])
    return Reviewed(row, review, review.opened(), answers, _answers_to([one.id for one in older]))


def _answers_to(reviews: Sequence[UUID]) -> dict[str, FairnessAnswer]:
    """By the key of what was asked; of several the last one given."""
    rows = db.session.scalars(
        select(FairnessAnswer)
        .where(FairnessAnswer.review_id.in_(reviews))
        .order_by(FairnessAnswer.created_at, FairnessAnswer.id)
    )
    return {row.ratio: row for row in rows}


def newest_reviews(rows: Iterable[CriteriaSet]) -> dict[UUID, FairnessReview]:
    """By the criteria they are of, for a list."""
    found = _reviews_of(row.id for row in rows)
    return {review.criteria_set_id: review for review in reversed(found)}


def _reviews_of(criteria: Iterable[UUID]) -> list[FairnessReview]:
    """The newest first."""
    statement = select(FairnessReview).where(FairnessReview.criteria_set_id.in_(list(criteria)))
    ordered = statement.order_by(FairnessReview.created_at.desc(), FairnessReview.id)
    return list(db.session.scalars(ordered.limit(MOST_REVIEWS)))


def _obstacle(found: Reviewed | None) -> str:
    if found is None:
        return "Its fairness was never looked at."
    if found.is_stale:
        return "It was changed after its fairness was looked at: work the figures out again."
    if found.owed:
        count = len(found.owed)
        return f"{count} of its fairness figures {'is' if count == 1 else 'are'} not answered."
    return ""
