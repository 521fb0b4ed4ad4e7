"""Sets up templates: where they are, their filters, and what every layout may count on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from jinja2 import FileSystemLoader, StrictUndefined

from popo import clock, resources
from popo.web import filters
from popo.web.assets import init_assets
from popo.web.govuk import govuk

_FILTERS: list[Callable[..., str]] = [
    filters.longdate,
    filters.shortdate,
    filters.clocktime,
    filters.plural,
    filters.signed,
]


def init_templates(app: Flask) -> None:
    """Makes undefined values an error, and registers filters and globals.

    The globals of the page frame get harmless values here, so that an error page can always be
    drawn; `app.py` replaces them.
    """
    app.jinja_loader = FileSystemLoader(resources.path("templates"))
    app.jinja_env.undefined = StrictUndefined
    for function in [*_FILTERS, daymonth, meaning, relative]:
        app.add_template_filter(function)
    app.jinja_env.globals.update(
        govuk=govuk,
        service_name="POPO case management",
        marking="OFFICIAL-SENSITIVE",
        demonstration=False,
        show_find=False,
        navigation=list,
        signed_in=_nobody,
        can=_may_not,
        today=clock.today,
    )
    init_assets(app)


def daymonth(value: date) -> str:
    """`12 March`, with its year where scheme time is in another."""
    return filters.daymonth(value, clock.today())


def meaning(value: date, kind: filters.MeaningKind = "due") -> str:
    """`12 March, overdue 4 days`, from scheme time."""
    return filters.meaning(value, clock.today(), kind)


def relative(value: date, kind: filters.MeaningKind = "event") -> str:
    """`in 9 days`, from scheme time."""
    return filters.relative(value, clock.today(), kind)


def _nobody() -> None:
    return None


def _may_not(*_args: Any) -> bool:
    return False
