"""Every feature: its tables, its pages, and what it gives to the page frame."""

from flask import Blueprint, Flask

from popo.accounts import jobs as account_jobs
from popo.accounts import models as accounts
from popo.accounts.views import blueprint as account_pages
from popo.action_group import models as action_group
from popo.action_group.views import blueprint as action_group_pages
from popo.actions import models as actions
from popo.actions.views import actions as action_pages
from popo.audit import models as audit
from popo.cases import models as cases
from popo.cases.views import blueprint as case_pages
from popo.checklist import models as checklist
from popo.checklist.views import blueprint as checklist_pages
from popo.circumstances import models as circumstances
from popo.circumstances.views import blueprint as circumstance_pages
from popo.contacts import models as contacts
from popo.contacts.views import blueprint as contact_pages
from popo.crime import models as crime
from popo.crime.views import crime as crime_pages
from popo.drafts import jobs as draft_jobs
from popo.drafts import models as drafts
from popo.drafts.rescue import init_rescue
from popo.drafts.views import blueprint as draft_pages
from popo.duplicates import jobs as duplicate_jobs
from popo.duplicates import models as duplicates
from popo.duplicates.views import blueprint as duplicate_pages
from popo.imports import jobs as import_jobs
from popo.imports import models as imports
from popo.imports.views import blueprint as import_pages
from popo.jobs import models as jobs
from popo.keys import models as keys
from popo.meetings import models as meetings
from popo.meetings.views import meetings as meeting_pages
from popo.offending import models as offending
from popo.offending.views import blueprint as offending_pages
from popo.oversight import models as oversight
from popo.oversight.views import blueprint as oversight_pages
from popo.overview import jobs as overview_jobs
from popo.overview import models as overview
from popo.overview.frame import init_frame
from popo.overview.views import blueprint as overview_pages
from popo.papers import models as papers
from popo.papers.views import papers as paper_pages
from popo.people import models as people
from popo.people.views import blueprint as people_pages
from popo.plans import models as plans
from popo.plans.views import plans as plan_pages
from popo.reminders import models as reminders
from popo.reminders.views import reminders as reminder_pages
from popo.reports import models as reports
from popo.reports.views import reports as report_pages
from popo.resettlement import models as resettlement
from popo.resettlement.views import blueprint as resettlement_pages
from popo.room.views import room as room_pages
from popo.selection import jobs as selection_jobs
from popo.selection import models as selection
from popo.selection.views import selection as selection_pages
from popo.settings import models as settings
from popo.strands.views import blueprint as strand_pages
from popo.transitions import jobs as transition_jobs
from popo.transitions import models as transitions
from popo.transitions.views import blueprint as transition_pages
from popo.whereabouts import models as whereabouts
from popo.whereabouts.views import blueprint as whereabouts_pages

TABLES = (
    accounts,
    action_group,
    actions,
    audit,
    cases,
    checklist,
    circumstances,
    contacts,
    crime,
    drafts,
    duplicates,
    imports,
    jobs,
    keys,
    meetings,
    offending,
    oversight,
    overview,
    papers,
    people,
    plans,
    reminders,
    reports,
    resettlement,
    selection,
    settings,
    transitions,
    whereabouts,
)
"""Modules whose import tells the database handle of its tables."""

NIGHTLY = (
    account_jobs,
    draft_jobs,
    duplicate_jobs,
    import_jobs,
    overview_jobs,
    selection_jobs,
    transition_jobs,
)
"""Modules whose import registers work of the night."""

BLUEPRINTS: tuple[Blueprint, ...] = (
    account_pages,
    action_group_pages,
    action_pages,
    case_pages,
    checklist_pages,
    circumstance_pages,
    contact_pages,
    crime_pages,
    draft_pages,
    duplicate_pages,
    import_pages,
    meeting_pages,
    offending_pages,
    oversight_pages,
    overview_pages,
    paper_pages,
    people_pages,
    plan_pages,
    reminder_pages,
    report_pages,
    resettlement_pages,
    room_pages,
    selection_pages,
    strand_pages,
    transition_pages,
    whereabouts_pages,
)


def register_features(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    init_frame(app)
    init_rescue(app)
