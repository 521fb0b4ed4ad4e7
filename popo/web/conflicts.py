"""A form somebody else's saving overtook: what stood, what stands, what was typed, put together.

A `VersionedForm` carries what it showed when it was opened. When its record has changed since,
the page compares the three and offers the form again, filled with what both of them made of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import render_template
from werkzeug.datastructures import MultiDict
from wtforms import fields
from wtforms.widgets import HiddenInput

from popo.web.fields import Paragraph
from popo.web.forms import VersionedForm
from popo.web.merging import merge
from popo.web.posted import Posted, as_posted

Line = tuple[str, str, str, str]
"""A label, as it was opened, what they saved, what was typed."""


@dataclass(frozen=True)
class _Three:
    """One field three times over."""

    field: Any
    original: list[str]
    theirs: list[str]
    mine: list[str]

    def line(self) -> Line:
        original, theirs, mine = map(self._in_words, (self.original, self.theirs, self.mine))
        return str(self.field.label.text), original, theirs, mine

    def settled(self) -> list[str]:
        if isinstance(self.field, Paragraph):
            sides = ("".join(side) for side in (self.original, self.theirs, self.mine))
            return [merge(*(side.replace("\r\n", "\n") for side in sides)).text]
        return self.theirs if self.mine == self.original else self.mine

    def _in_words(self, values: list[str]) -> str:
        if isinstance(self.field, fields.BooleanField):
            return "Yes" if values else "No"
        if isinstance(self.field, fields.SelectFieldBase):
            labels = {str(choice.value): choice.label for choice in self.field.iter_choices()}
            return ", ".join(str(labels.get(value, value)) for value in values)
        return ", ".join(values)


def conflict_page(
    form: VersionedForm, now: VersionedForm, href: str, also: Iterable[Line] = ()
) -> tuple[str, int]:
    """`now`: the same form as it would be opened at this moment. `also`: what no field shows.

    `href` leads to the record as it is now.
    """
    opened = form.opened.told()
    threes = [
        _Three(field, opened.get(field.name, []), as_posted(now[field.name]), as_posted(field))
        for field in form
        if not isinstance(field.widget, HiddenInput)
    ]
    lines = [*also, *(three.line() for three in threes)]
    together: MultiDict[str, str] = MultiDict(_together(form, now, threes))
    form.process(together)
    page = render_template(
        "errors/conflict.html",
        fields=lines,
        form=form,
        shown=[one.field for one in threes],
        href=href,
    )
    return page, 409


def _together(form: VersionedForm, now: VersionedForm, threes: list[_Three]) -> Posted:
    """What the form offered again is filled with: over the record as it stands now."""
    held = {field.name: as_posted(field) for field in form}
    settled = {three.field.name: three.settled() for three in threes}
    return held | settled | {name: as_posted(now[name]) for name in ("version", "opened")}
