"""What a page needs to draw the objectives of one version: read at once, not by the row."""

from typing import Any

from popo.actions.standing import STATUS_WORDS
from popo.plans.models import Plan
from popo.plans.queries.owners import default_owners, without_owner
from popo.plans.queries.plans import actions_of, objectives_of
from popo.plans.views.common import users_of
from popo.web.current import actor


def drawn(plan: Plan | None) -> dict[str, Any]:
    """The objectives of a version, what was raised for each, and who owns them."""
    rows = objectives_of(plan, actor()) if plan else []
    raised = actions_of(rows, actor())
    defaults = default_owners()
    keys = [row.owner_id for row in rows] + [row.user_id for row in defaults.values()]
    keys += [action.owner_id for actions in raised.values() for action in actions]
    acting = [plan.drafted_by_id, plan.agreed_by_id, plan.ended_by_id] if plan else []
    return {
        "plan": plan,
        "objectives": rows,
        "raised": raised,
        "unowned": without_owner(rows),
        "defaults": defaults,
        "users": users_of([*keys, *acting]),
        "action_words": STATUS_WORDS,
    }
