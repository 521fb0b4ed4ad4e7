"""What an agency says for a nomination: a list of parts, each a short form, then check and send."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases.models import Strand
from popo.errors import RuleBroken, StaleVersion
from popo.people.services import looked_at
from popo.selection import services
from popo.selection.forms.nominations import NominatePersonForm
from popo.selection.forms.statements import WriteNominationPartForm
from popo.selection.models import NominationPart, NominationStatus
from popo.selection.parts import words_of
from popo.selection.queries.expiry import countdowns
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.queries.statements import (
    Prepared,
    get_part,
    get_prepared,
    unsent_nomination,
)
from popo.selection.queries.suggestions import Suggestion, suggestion_for
from popo.selection.views.common import (
    Answer,
    nominated,
    person_named,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.guard import refuse_sight
from popo.web.notices import done

_PART = "selection.write_nomination_part"


@selection.route("/people/<string:reference>/nominate", methods=["GET", "POST"])
@requires(Permission.NOMINATION_MAKE)
def nominate_person(reference: str) -> Answer:
    """Begins the list of parts, or goes on with what one has begun."""
    person = person_named(reference)
    begun = unsent_nomination(person, actor())
    if begun is not None:
        return redirect(url_for(".prepare_statement", statement_id=begun.statement.id))
    usual = Strand.PREVENT_AND_DETER if person.is_young else Strand.CATCH_AND_CONVICT
    form = NominatePersonForm(data={"strand": usual})
    if form.validate_on_submit():
        try:
            statement = services.start_nomination(actor(), person, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(url_for(".prepare_statement", statement_id=statement.id))
    return person_page("nominate_person", person, form=form)


@selection.post("/nominations/<uuid:nomination_id>/join")
@requires(Permission.NOMINATION_MAKE)
def join_nomination(nomination_id: UUID) -> Answer:
    statement = services.join_nomination(actor(), nominated(nomination_id))
    return redirect(url_for(".prepare_statement", statement_id=statement.id))


@selection.get("/nominations/statements/<uuid:statement_id>")
@requires(Permission.NOMINATION_MAKE)
def prepare_statement(statement_id: UUID) -> Answer:
    prepared = _prepared(statement_id)
    return _page("prepare_statement", prepared, suggested=_suggested(prepared))


@selection.route("/nominations/parts/<uuid:part_id>", methods=["GET", "POST"])
@requires(Permission.NOMINATION_MAKE)
def write_nomination_part(part_id: UUID) -> Answer:
    found = get_part(part_id, actor())
    if found is None:
        refuse_sight("nomination")
    prepared, row = found
    suggested = None if row.is_started else suggestion_for(row.part, prepared.person, actor())
    data = {**_held(row, suggested), "version": row.version}
    form = open_drafted(WriteNominationPartForm, str(part_id), data)
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.write_part(actor(), prepared, row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(prepared, row, form)
        else:
            return redirect(url_for(".prepare_statement", statement_id=prepared.statement.id))
    return _page("write_nomination_part", prepared, form=form, row=row, suggested=suggested)


@selection.route("/nominations/statements/<uuid:statement_id>/send", methods=["GET", "POST"])
@requires(Permission.NOMINATION_MAKE)
def send_statement(statement_id: UUID) -> Answer:
    prepared = _prepared(statement_id)
    form = Form()
    if form.validate_on_submit():
        try:
            nomination = services.send_statement(actor(), prepared)
        except RuleBroken as broken:
            form.show(broken)
        else:
            _say_sent(prepared, joined=nomination.nominated_by_id != actor().user_id)
            return redirect(url_for(".show_nomination", nomination_id=nomination.id))
    waiting = open_nomination_of(prepared.person) if prepared.nominates else None
    return _page("send_statement", prepared, form=form, waiting=waiting)


@selection.post("/nominations/statements/<uuid:statement_id>/discard")
@requires(Permission.NOMINATION_MAKE)
def discard_statement(statement_id: UUID) -> Answer:
    prepared = _prepared(statement_id)
    services.discard_statement(actor(), prepared)
    done("What you had prepared was discarded.")
    return redirect(url_for(".person_selection", reference=prepared.person.reference))


def _prepared(statement_id: UUID) -> Prepared:
    prepared = get_prepared(statement_id, actor())
    if prepared is None:
        refuse_sight("nomination")
    return prepared


def _page(template: str, prepared: Prepared, **values: object) -> Answer:
    young = prepared.is_about_young
    return person_page(
        template,
        prepared.person,
        prepared=prepared,
        words={row.part: words_of(row.part, young=young) for row in prepared.parts},
        countdown=countdowns([prepared.person.id], actor()).get(prepared.person.id),
        **values,
    )


def _suggested(prepared: Prepared) -> set[UUID]:
    """Of the parts not started, those for which the record holds something."""
    return {
        row.id
        for row in prepared.parts
        if not row.is_started and suggestion_for(row.part, prepared.person, actor())
    }


def _held(row: NominationPart, suggested: Suggestion | None) -> dict[str, object]:
    held = row if row.is_started else suggested
    return {"words": held.words, "source": held.source, "as_at": held.as_at} if held else {}


def _overtaken(
    prepared: Prepared, row: NominationPart, form: WriteNominationPartForm
) -> tuple[str, int]:
    """Saved in another tab, or by a colleague of the agency."""
    looked_at(actor(), prepared.person, "selection")
    now = WriteNominationPartForm(None, data={"version": row.version, **_held(row, None)})
    return conflict_page(form, now, url_for(_PART, part_id=row.id))


def _say_sent(prepared: Prepared, *, joined: bool) -> None:
    reference = prepared.person.reference
    if not joined:
        done(f"{reference} is nominated. You will read the outcome and its reasons here.")
    elif prepared.nomination.status is NominationStatus.DRAFT:
        done(f"{reference} was nominated meanwhile: what you wrote was added to that nomination.")
    else:
        done(f"What you know of {reference} was added to the nomination.")
