"""`popo add-agency` and `popo add-user`: who takes part, before anybody can sign in."""

import click

from popo.access.actor import RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts import passwords, roles
from popo.accounts.models import Agency, AgencyKind, LegalRole, Regime
from popo.accounts.queries import agency_named, list_agencies
from popo.accounts.services import NewAgency, NewUser
from popo.accounts.services import add_agency as add_agency_row
from popo.accounts.services import add_user as add_user_row
from popo.app import create_app
from popo.db import transaction
from popo.errors import RuleBroken


def _values(kind: type[AgencyKind | LegalRole | Regime | Role | Clearance]) -> click.Choice[str]:
    return click.Choice([member.value for member in kind])


@click.command("add-agency")
@click.option("--name", prompt="Name of the agency")
@click.option("--short-name", prompt="Short name")
@click.option("--kind", type=_values(AgencyKind), prompt="Kind")
@click.option("--legal-role", type=_values(LegalRole), prompt="Role under the Act")
@click.option("--regime", type=_values(Regime), prompt="Data protection regime")
@click.option("--contact", default="", help="Whom to ask there.")
def add_agency(
    name: str, short_name: str, kind: str, legal_role: str, regime: str, contact: str
) -> None:
    """Add an agency. The partnership itself, of kind "partnership", comes first."""
    details = NewAgency(
        name, short_name, AgencyKind(kind), LegalRole(legal_role), Regime(regime), contact
    )
    with create_app().app_context(), transaction():
        add_agency_row(None, details)
    click.echo(f"Added {name}. Record its information sharing agreement under Agencies.")


@click.command("add-user")
@click.option("--name", prompt="Name", help="Given name, then family name.")
@click.option("--sign-in-name", prompt="Sign-in name")
@click.option("--email", prompt="Work e-mail")
@click.option("--agency", prompt="Agency", help="Its name or short name.")
@click.option("--role", type=_values(Role), prompt="Role")
@click.option("--scope", default="", help="scheme, agency or a strand; needed for a strand lead.")
@click.option("--clearance", type=_values(Clearance), multiple=True, help="May be repeated.")
def add_user(
    name: str,
    sign_in_name: str,
    email: str,
    agency: str,
    role: str,
    scope: str,
    clearance: tuple[str, ...],
) -> None:
    """Add somebody who may sign in, and print a one-time password."""
    password = passwords.new_password()
    grant = _grant(Role(role), scope)
    with create_app().app_context(), transaction():
        details = NewUser(
            sign_in_name=sign_in_name,
            name=name,
            email=email,
            agency=_agency(agency),
            roles=[grant],
            clearances=[Clearance(kind) for kind in clearance],
        )
        add_user_row(None, details, password)
    click.echo(f"{roles.words(grant)}. One-time password: {password}")


def _grant(role: Role, scope: str) -> RoleScope:
    """The role with the scope asked for, or the only one it can have."""
    possible = [grant for grant in roles.OFFERED if grant.role is role]
    asked = [grant for grant in possible if scope in {"", grant.scope}]
    if len(asked) != 1:
        scopes = ", ".join(grant.scope for grant in possible)
        raise RuleBroken(f"Give the scope of this role with --scope: {scopes}.")
    return asked[0]


def _agency(name: str) -> Agency:
    found = agency_named(name)
    if found is None:
        known = ", ".join(agency.name for agency in list_agencies()) or "none yet"
        raise RuleBroken(f"No one agency is called that. Add it first. There are: {known}.")
    return found
