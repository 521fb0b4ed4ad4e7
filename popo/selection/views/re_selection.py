from flask import redirect, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.selection import services
from popo.selection.forms.decisions import ENDS
from popo.selection.forms.re_selection import ReSelectForm
from popo.selection.queries.former import former_spell
from popo.selection.scoring import span
from popo.selection.services.eligibility import strand_for
from popo.selection.services.re_selection import why_not_again
from popo.selection.views.common import Answer, person_named, person_page, selection
from popo.selection.views.panel import is_new, open_panel, panel_words, starts, usual_starts
from popo.web.current import actor
from popo.web.notices import done, warn

_NO_SPELL = "There is no spell that ended, to follow on from."


@selection.route("/people/<string:reference>/select-again", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def re_select(reference: str) -> Answer:
    person = person_named(reference)
    former = former_spell(person, actor())
    why_not = why_not_again(person, former.case) if former else _NO_SPELL
    if former is None or why_not:
        warn(why_not)
        return redirect(url_for(".person_selection", reference=reference))
    strand = strand_for(person)
    form = open_panel(ReSelectForm, person, reference, usual_starts(strand, clock.today()))
    starts(form, strand)
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.re_select(actor(), person, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{reference} is selected again.")
            return redirect(url_for(".person_selection", reference=reference))
    return person_page(
        "re_select",
        person,
        form=form,
        former=former,
        strand=strand,
        end_words=ENDS,
        span=span,
        **panel_words(form, person, strand),
    )
