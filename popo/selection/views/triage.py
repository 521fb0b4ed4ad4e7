from datetime import date
from uuid import UUID

from flask import redirect, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.people.queries import Found, names_of, possible_duplicates
from popo.people.services import looked_for
from popo.selection import services
from popo.selection.forms.triage import OUTCOMES, TriageNominationForm
from popo.selection.queries.nominations import Nominated
from popo.selection.services.triage import check_may_triage
from popo.selection.views.common import (
    STATUS_TAGS,
    Answer,
    conflict_page,
    nominated,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.selection.views.saying import what_was_said
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.notices import done


@selection.route("/nominations/<uuid:nomination_id>/triage", methods=["GET", "POST"])
@requires(Permission.NOMINATION_TRIAGE)
def triage_nomination(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id)
    nomination = found.nomination
    if request.method == "GET":  # of what was typed nothing is lost: sent, the conflict is shown
        check_may_triage(actor(), nomination)
    form = open_drafted(TriageNominationForm, str(nomination_id), {"version": nomination.version})
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.triage_nomination(actor(), found, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"The first look at the nomination of {found.person.reference} is recorded.")
            return redirect(url_for(".show_nomination", nomination_id=nomination_id))
    return person_page(
        "triage_nomination",
        found.person,
        form=form,
        found=found,
        alike=_alike(found.person),
        kept_days=value_of(Name.DECLINED_KEPT_DAYS),
        **what_was_said(nomination),
    )


def _alike(person: Person) -> list[Found]:
    """Who else is held and may be the same person.

    Who added the record was shown only those of whom they may know; who looks first sees more.
    """
    name = names_of([person.id], actor()).get(person.id)
    if name is None:
        return []
    born = person.date_of_birth
    known = born if isinstance(born, date) else None
    others = [
        hit
        for hit in possible_duplicates(name.full, known, actor())
        if hit.may_open and hit.person.id != person.id
    ]
    looked_for(actor(), f"{name.full} {known or ''}".strip(), others)
    return others


def _overtaken(found: Nominated, form: TriageNominationForm) -> tuple[str, int]:
    """Somebody looked at it meanwhile: what stands now, and what was chosen and typed."""
    fields = [
        (
            "Where it stands",
            "",
            STATUS_TAGS[found.nomination.status][0],
            OUTCOMES[form.outcome.data],
        ),
        ("Reasons", "", found.nomination.triage_words or "", form.words.data),
    ]
    href = url_for(".show_nomination", nomination_id=found.nomination.id)
    return conflict_page(found.person, fields, href)
