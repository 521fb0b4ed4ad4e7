from uuid import UUID

from flask import redirect, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.selection import services
from popo.selection.forms.decisions import DecideNominationForm
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import scorings_shown
from popo.selection.views.common import (
    DECISION_WORDS,
    Answer,
    conflict_page,
    nominated,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_panel, panel_words, starts, usual_starts
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.notices import done


@selection.route("/nominations/<uuid:nomination_id>/decide", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def decide_nomination(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id)
    form = _form(found)
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.decide_nomination(actor(), found, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"The decision on {found.person.reference} is recorded.")
            return redirect(url_for(".show_nomination", nomination_id=nomination_id))
    return person_page(
        "decide_nomination",
        found.person,
        form=form,
        found=found,
        runs=scorings_shown(found.nomination, actor()),
        kept_days=value_of(Name.DECLINED_KEPT_DAYS),
        **panel_words(form, found.person, found.nomination.strand),
    )


def _form(found: Nominated) -> DecideNominationForm:
    nomination = found.nomination
    usual = usual_starts(nomination.strand, clock.today())
    data = {"version": nomination.version, **usual}
    form = open_panel(DecideNominationForm, found.person, str(nomination.id), data)
    starts(form, nomination.strand)
    return form


def _overtaken(found: Nominated, form: DecideNominationForm) -> tuple[str, int]:
    """Somebody saved meanwhile: what stands now, and what was typed."""
    status = found.nomination.status.value.replace("_", " ")
    fields = [
        ("Where it stands", "", status, DECISION_WORDS[form.decision.data]),
        ("Reasons", "", "", form.reasons.data),
        ("What the nominator is told", "", "", form.outcome_words.data),
    ]
    href = url_for(".show_nomination", nomination_id=found.nomination.id)
    return conflict_page(found.person, fields, href)
