from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import agency_by_id
from popo.errors import RuleBroken
from popo.offending.find_offence import title_of
from popo.people.models import SightLevel
from popo.selection import services
from popo.selection.criteria import Measure
from popo.selection.forms.predictions import FORMS, SEXES, sex_as_known
from popo.selection.models import CriteriaKind, Prediction
from popo.selection.ogrs import ogrs3
from popo.selection.ogrs.result import percent
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.queries.predictions import get_prediction
from popo.selection.services.predictions import agrees
from popo.selection.views.common import Answer, person_named, person_page, selection
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

_COUNTS_FOR_DAYS = 365
"""Where no criteria in force ask for it."""


@selection.route(
    "/people/<string:reference>/predict/<any(ogrs3,ogrs4):model>", methods=["GET", "POST"]
)
@requires(Permission.SCORING_MAKE)
def predict(reference: str, model: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    form = FORMS[model](data={"sex": sex_as_known(person.sex)})
    if form.validate_on_submit():
        try:
            prediction = services.predict(actor(), person, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            shown = percent(prediction.outcome["two_year"])
            done(f"{prediction.model_version}: {shown} percent within two years, kept.")
            href = url_for(".show_prediction", reference=reference, prediction_id=prediction.id)
            return redirect(href)
    return person_page("predict", person, form=form, model=model)


@selection.get("/people/<string:reference>/predictions/<uuid:prediction_id>")
@requires(Permission.NOMINATION_MAKE)
def show_prediction(reference: str, prediction_id: UUID) -> Answer:
    """A result with everything it was worked out from, worked out again as it is opened."""
    person = person_named(reference)
    prediction = get_prediction(prediction_id, person, actor())
    if prediction is None:
        refuse_sight(reference)
    inputs = cast("object", prediction.inputs)
    known = isinstance(inputs, Mapping)
    agency = agency_by_id(prediction.agency_id)
    is_ogrs3 = prediction.model_version == ogrs3.VERSION
    model = "ogrs3" if is_ogrs3 else "ogrs4"
    return person_page(
        "show_prediction",
        person,
        prediction=prediction,
        model=model,
        has_one_year=is_ogrs3,
        agency=agency.short_name if agency else "",
        said=_in_words(model, inputs) if isinstance(inputs, Mapping) else [],
        agrees=known and agrees(prediction),
        until=_counts_until(prediction),
        percent=percent,
    )


def _in_words(model: str, inputs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each input that was given, under the question it answered."""
    labels = {field.name: field.label.text for field in FORMS[model]()}
    return [
        (labels.get(name, name), _said(name, value))
        for name, value in inputs.items()
        if value not in {"", None}
    ]


def _said(name: str, value: Any) -> str:
    if name == "sex":
        return SEXES.get(value, str(value))
    if name == "ho_code":
        return f"{value} {title_of(value)}".strip()
    return str(value)


def _counts_until(prediction: Prediction) -> date:
    """The last day on which the criteria in force let it count."""
    in_force = criteria_in_force(CriteriaKind.CATCH_AND_CONVICT)
    asked = [
        factor.counts_for_days
        for factor in (in_force.opened().factors if in_force else ())
        if factor.measure is Measure.REOFFENDING_PERCENT
    ]
    days = asked[0] if asked else _COUNTS_FOR_DAYS
    return prediction.calculated_on + timedelta(days=days)
