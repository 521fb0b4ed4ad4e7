"""The roles that can be given, each with what it may cover, and how pages say them."""

from collections.abc import Mapping

from popo.access.actor import AGENCY, SCHEME, RoleScope
from popo.access.permissions import Clearance, Role

STRANDS = {
    "prevent_and_deter": "Prevent and Deter",
    "catch_and_convict": "Catch and Convict",
    "rehabilitate_and_resettle": "Rehabilitate and Resettle",
}
"""Strands by the value that scopes a role; what a strand is, `cases` knows."""

_WORDS = {
    RoleScope(Role.PRACTITIONER, AGENCY): "Practitioner",
    **{RoleScope(Role.STRAND_LEAD, value): f"{name} lead" for value, name in STRANDS.items()},
    RoleScope(Role.COORDINATOR, SCHEME): "Scheme co-ordinator",
    RoleScope(Role.CHAIR, SCHEME): "Chair",
    RoleScope(Role.TASKING_MEMBER, SCHEME): "Tasking Group member",
    RoleScope(Role.RESPONSIBLE_AUTHORITY_MEMBER, SCHEME): "Responsible authority member",
    RoleScope(Role.REPORTING_GROUP, SCHEME): "Reporting group member",
    RoleScope(Role.AGENCY_CONTACT, AGENCY): "Agency contact",
    RoleScope(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME): "Information governance officer",
    RoleScope(Role.ADMINISTRATOR, SCHEME): "Administrator",
}

OFFERED: tuple[RoleScope, ...] = tuple(_WORDS)
"""Every role with each scope it makes sense for."""

OFFERED_BY_AGENCIES: tuple[RoleScope, ...] = (
    RoleScope(Role.PRACTITIONER, AGENCY),
    RoleScope(Role.AGENCY_CONTACT, AGENCY),
)
"""What an agency contact may give: nothing that sees beyond the agency's own people."""

CLEARANCE_WORDS = {
    Clearance.PREVENT_AND_DETER: "Prevent and Deter",
    Clearance.INTELLIGENCE: "Intelligence",
    Clearance.HEALTH: "Health",
}


def words(grant: RoleScope) -> str:
    """How pages say a role."""
    return _WORDS.get(grant) or f"{grant.role.value.replace('_', ' ').capitalize()} ({grant.scope})"


def choices(offered: tuple[RoleScope, ...]) -> Mapping[str, str]:
    """For a form: key to words."""
    return {grant.key: words(grant) for grant in offered}


def scope_of(key: str) -> RoleScope:
    """The role and scope a key stands for. Raises ValueError where it is not offered."""
    for grant in OFFERED:
        if grant.key == key:
            return grant
    raise ValueError(key)
