"""Every feature: its tables, its pages, and what it gives to the page frame."""

from flask import Blueprint, Flask

from popo.accounts import models as accounts
from popo.actions import models as actions
from popo.actions.views import actions as action_pages
from popo.audit import models as audit
from popo.cases import models as cases
from popo.contacts import models as contacts
from popo.crime import models as crime
from popo.crime.views import crime as crime_pages
from popo.drafts import models as drafts
from popo.drafts.views import blueprint as draft_pages
from popo.jobs import models as jobs
from popo.keys import models as keys
from popo.meetings import models as meetings
from popo.offending import models as offending
from popo.overview.views import blueprint as overview_pages
from popo.people import models as people
from popo.people.views import blueprint as people_pages
from popo.reports import models as reports
from popo.reports.views import reports as report_pages
from popo.selection import models as selection
from popo.settings import models as settings
from popo.whereabouts import models as whereabouts

TABLES = (
    accounts,
    actions,
    audit,
    cases,
    contacts,
    crime,
    drafts,
    jobs,
    keys,
    meetings,
    offending,
    people,
    reports,
    selection,
    settings,
    whereabouts,
)
"""Modules whose import tells the database handle of its tables."""

BLUEPRINTS: tuple[Blueprint, ...] = (
    action_pages,
    crime_pages,
    draft_pages,
    overview_pages,
    people_pages,
    report_pages,
)


def register_features(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
