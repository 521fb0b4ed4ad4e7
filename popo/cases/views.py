"""A person's case: its colour, its strands and who works on it."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import AgencyKind
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases import queries, services
from popo.cases.forms import (
    AssignWorkerForm,
    CaseButtonForm,
    EngageStrandForm,
    LightDetails,
    SetTrafficLightForm,
)
from popo.cases.models import (
    Assignment,
    SchemeCase,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.policy import may_see_strand, strands_open_to
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.forms import Form
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn

cases = Blueprint("cases", __name__)
Answer = Response | str | tuple[str, int]
