from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.people.models import SightLevel
from popo.selection import services
from popo.selection.forms.predictions import FORMS, sex_as_known
from popo.selection.ogrs.result import percent
from popo.selection.views.common import Answer, person_named, person_page, selection
from popo.web.current import actor
from popo.web.notices import done


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
            return redirect(url_for(".person_selection", reference=reference))
    return person_page("predict", person, form=form, model=model)
