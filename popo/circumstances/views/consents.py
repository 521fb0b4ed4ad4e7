from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.circumstances.forms.consents import AddConsentForm, WithdrawConsentForm
from popo.circumstances.models import Consent
from popo.circumstances.queries.consents import consents_of
from popo.circumstances.services import consents as services
from popo.circumstances.views.blueprint import (
    Answer,
    add_page,
    blueprint,
    opened,
    page,
    person_or_404,
    show_href,
)
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.filters import shortdate
from popo.web.notices import done


@blueprint.route("/people/<string:reference>/circumstances/consent", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def add_consent(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = opened(AddConsentForm, reference)
    return add_page(
        "add_consent",
        person,
        form,
        lambda: services.add_consent(actor(), person, form.details()),
        "The consent is on record.",
    )


@blueprint.route(
    "/people/<string:reference>/circumstances/consent/<uuid:consent_id>/withdraw",
    methods=["GET", "POST"],
)
@requires(Permission.PERSON_EDIT)
def withdraw_consent(reference: str, consent_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    row = _consent_or_404(person, consent_id)
    form = WithdrawConsentForm(data={"version": row.version, "withdrawn_on": clock.today()})
    if request.method == "POST" and form.validate():
        day, words = form.details()
        try:
            services.withdraw_consent(actor(), row, day, words, form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(person, row, form)
        else:
            done("The consent is withdrawn. Confirm below once what depended on it has stopped.")
            return redirect(show_href(reference))
    return page("withdraw_consent", person, form)


@blueprint.post("/people/<string:reference>/circumstances/consent/<uuid:consent_id>/stopped")
@requires(Permission.PERSON_EDIT)
def confirm_stopped(reference: str, consent_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    services.confirm_stopped(actor(), _consent_or_404(person, consent_id))
    done("Recorded: what depended on the consent has stopped.")
    return redirect(show_href(reference))


def _consent_or_404(person: Person, consent_id: UUID) -> Consent:
    found = [row for row in consents_of(person, actor()) if row.id == consent_id]
    return found[0] if found else abort(404)


def _conflict(person: Person, row: Consent, form: WithdrawConsentForm) -> tuple[str, int]:
    looked_at(actor(), person, "withdraw_consent")
    day, words = form.details()
    ended = shortdate(row.ends_on) if row.ends_on else ""
    fields = [
        ("Withdrawn on", "", ended, shortdate(day)),
        ("What they said", "", row.withdrawal or "", words),
    ]
    href = url_for("circumstances.show_circumstances", reference=person.reference)
    return render_template("errors/conflict.html", fields=fields, href=href), 409
