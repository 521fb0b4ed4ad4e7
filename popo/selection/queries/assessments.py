"""What an equality impact assessment says, with the names of those who answered for it."""

from typing import Any

from popo.accounts.queries import users_by_id
from popo.clock import written
from popo.selection.fairness.assessment import About, assessment
from popo.selection.fairness.drawing import Given
from popo.selection.queries.fairness_reviews import Reviewed
from popo.settings.names import Name
from popo.settings.queries import value_of


def given_in(found: Reviewed) -> dict[str, Given]:
    """By the key of what was asked."""
    users = users_by_id(answer.answered_by_id for answer in found.answers.values())
    return {
        key: Given(
            answer.words, answer.action, users[answer.answered_by_id].name, answer.answered_on
        )
        for key, answer in found.answers.items()
    }


def assessment_of(found: Reviewed) -> dict[str, Any]:
    """As plain texts, for the page and for print."""
    review, row = found.review, found.row
    keys = {review.opened_by_id, review.answered_by_id or review.opened_by_id}
    names = {key: user.name for key, user in users_by_id(keys).items()}
    answered = "Not yet"
    if review.answered_on and review.answered_by_id:
        answered = f"{written(review.answered_on)}, last by {names[review.answered_by_id]}"
    about = About(
        scheme=value_of(Name.SCHEME),
        criteria=row.words,
        digest=review.digest,
        status=_status(found),
        opened_by=names[review.opened_by_id],
        answered=answered,
    )
    return assessment(about, found.figures, given_in(found))


def _status(found: Reviewed) -> str:
    if found.is_stale:
        return "The draft was changed after these figures were worked out: they are out of date."
    if found.owed:
        return f"Not finished: {len(found.owed)} of what was asked has no answer yet."
    return "Everything that was asked is answered."
