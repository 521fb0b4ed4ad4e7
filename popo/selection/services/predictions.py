"""Working out OGRS and keeping the result with its inputs, so that it can be worked out again."""

from dataclasses import asdict
from typing import Any

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.selection.models import Prediction
from popo.selection.ogrs import ogrs3, ogrs4
from popo.selection.ogrs.result import Result
from popo.selection.services.destruction import check_not_destroyed

Inputs = ogrs3.Inputs | ogrs4.Inputs
_CLOSE = 1e-9


def predict(actor: Actor, person: Person, given: Inputs) -> Prediction:
    """Keeps what the model says. Raises RuleBroken with the model's own sentence of refusal."""
    check_not_destroyed(person)
    result = calculate(given)
    if result.refused:
        raise RuleBroken(result.refused)
    prediction = Prediction(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        model_version=ogrs3.VERSION if isinstance(given, ogrs3.Inputs) else ogrs4.VERSION,
        calculated_on=clock.today(),
        inputs=asdict(given),
        outcome=outcome_of(result),
    )
    db.session.add(prediction)
    record(
        Event.PREDICTION_MADE,
        actor,
        people=[person.id],
        about=(Prediction.__tablename__, prediction.id),
        model=prediction.model_version,
    )
    return prediction


def calculate(given: Inputs) -> Result:
    if isinstance(given, ogrs3.Inputs):
        return ogrs3.calculate(given)
    return ogrs4.calculate(given)


def recalculate(prediction: Prediction) -> dict[str, Any]:
    """The outcome again, from the inputs that were kept."""
    if prediction.model_version == ogrs3.VERSION:
        return outcome_of(calculate(ogrs3.Inputs(**prediction.inputs)))
    return outcome_of(calculate(ogrs4.Inputs(**prediction.inputs)))


def agrees(prediction: Prediction) -> bool:
    """Whether the model gives the figure that was kept, to nine places after the point."""
    again, kept = recalculate(prediction), prediction.outcome
    figures = ((again[name], kept[name]) for name in ("one_year", "two_year"))
    return all(
        new == old or (new is not None and old is not None and abs(new - old) <= _CLOSE)
        for new, old in figures
    )


def outcome_of(result: Result) -> dict[str, Any]:
    return {
        "one_year": result.one_year,
        "two_year": result.two_year,
        "band": result.band.value if result.band else "",
        "note": result.note,
    }
