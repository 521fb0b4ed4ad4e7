"""The blueprint, and what its views share."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from popo.imports.models import ImportBatch, ListSource
from popo.imports.queries.batches import get_batch, get_source
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.guard import refuse_sight

blueprint = Blueprint("imports", __name__)
Answer = Response | str | tuple[str, int]
STALE = "The list has moved on since you opened it. It is shown as it stands now."


def batch_or_404(batch_id: UUID) -> ImportBatch:
    batch = get_batch(batch_id, actor())
    if batch is None:
        refuse_sight("list")
    return batch


def source_or_404(source_id: UUID) -> ListSource:
    source = get_source(source_id, actor())
    if source is None:
        refuse_sight("list source")
    return source


def batch_href(batch: ImportBatch) -> str:
    return url_for("imports.show_batch", batch_id=batch.id)


def form_page(name: str, form: Form, **values: object) -> tuple[str, int]:
    shown = render_template(f"imports/{name}.html", form=form, **values)
    return shown, 422 if form.errors or form.form_errors else 200
