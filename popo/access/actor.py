"""Somebody at work: who they are, for which agency, and what they may do."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from popo.access.permissions import (
    ROLE_PERMISSIONS,
    WHOLE_SCHEME_ROLES,
    Clearance,
    Permission,
    Role,
)

SCHEME = "scheme"
AGENCY = "agency"


class RoleScope(NamedTuple):
    """A role and what it covers: the scheme, the holder's agency, or one strand."""

    role: Role
    scope: str

    @property
    def key(self) -> str:
        """How a sight grant names holders of this role."""
        return f"{self.role}/{self.scope}"


@dataclass(frozen=True)
class Actor:
    """Every service and query is told who asks. `operator` is the system account at a terminal."""

    user_id: UUID
    name: str
    agency_id: UUID
    agency_name: str
    agency_kind: str
    roles: frozenset[RoleScope]
    clearances: frozenset[Clearance] = frozenset()
    agreement_in_force: bool = True
    operator: str = ""
    permissions: frozenset[Permission] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        granted = (ROLE_PERMISSIONS[grant.role] for grant in self.roles)
        object.__setattr__(self, "permissions", frozenset().union(*granted))

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    def cleared_for(self, clearance: Clearance) -> bool:
        return clearance in self.clearances

    def holds(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.roles)

    @property
    def sees_whole_scheme(self) -> bool:
        """Needs no grant for each person: compartments and restrictions still subtract."""
        return any(
            grant.role in WHOLE_SCHEME_ROLES and grant.scope == SCHEME for grant in self.roles
        )

    @property
    def role_keys(self) -> list[str]:
        return sorted(grant.key for grant in self.roles)
