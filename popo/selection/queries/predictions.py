from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import db
from popo.people.models import Person
from popo.people.policy import readable
from popo.selection.models import Prediction

MOST_PREDICTIONS = 200


def get_prediction(prediction_id: UUID, person: Person, actor: Actor) -> Prediction | None:
    return db.session.scalars(
        select(Prediction).where(
            Prediction.id == prediction_id,
            Prediction.person_id == person.id,
            readable(Prediction, actor),
        )
    ).one_or_none()


def predictions_of(person: Person, actor: Actor) -> list[Prediction]:
    """Newest first."""
    ordered = (
        select(Prediction)
        .where(Prediction.person_id == person.id, readable(Prediction, actor))
        .order_by(Prediction.calculated_on.desc(), Prediction.created_at.desc(), Prediction.id)
        .limit(MOST_PREDICTIONS)
    )
    return list(db.session.scalars(ordered))
