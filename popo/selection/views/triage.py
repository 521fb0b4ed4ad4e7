from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.selection import services
from popo.selection.forms.triage import OUTCOMES, TriageNominationForm
from popo.selection.queries.nominations import Nominated
from popo.selection.services.triage import check_may_triage
from popo.selection.views.common import STATUS_TAGS, Answer, nominated, person_page, selection
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
            return _conflict(found, form)
        else:
            done(f"The first look at the nomination of {found.person.reference} is recorded.")
            return redirect(url_for(".show_nomination", nomination_id=nomination_id))
    return person_page(
        "triage_nomination",
        found.person,
        form=form,
        found=found,
        kept_days=value_of(Name.DECLINED_KEPT_DAYS),
        **what_was_said(nomination),
    )


def _conflict(found: Nominated, form: TriageNominationForm) -> tuple[str, int]:
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
    return render_template("errors/conflict.html", fields=fields, href=href), 409
