"""The agencies, and staff in every role under plainly fictional names."""

from collections import defaultdict
from dataclasses import dataclass

from popo.access.actor import AGENCY, SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, LegalRole, Regime

PREVENT_AND_DETER = "prevent_and_deter"
CATCH_AND_CONVICT = "catch_and_convict"
REHABILITATE_AND_RESETTLE = "rehabilitate_and_resettle"


@dataclass(frozen=True)
class Body:
    """`agreed`: whether it has signed the information sharing agreement."""

    kind: AgencyKind
    name: str
    short_name: str
    legal_role: LegalRole
    regime: Regime
    agreed: bool = True


@dataclass(frozen=True)
class Worker:
    sign_in: str
    name: str
    agency: AgencyKind
    role: Role = Role.PRACTITIONER
    scope: str = AGENCY
    clearances: tuple[Clearance, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@example.test"


BODIES = (
    Body(
        AgencyKind.PARTNERSHIP,
        "Luton Crime and Disorder Reduction Partnership",
        "Partnership",
        LegalRole.RESPONSIBLE,
        Regime.GENERAL,
    ),
    Body(
        AgencyKind.POLICE,
        "Luton Police",
        "Police",
        LegalRole.RESPONSIBLE,
        Regime.LAW_ENFORCEMENT,
    ),
    Body(
        AgencyKind.PROBATION,
        "Luton Division, Bedfordshire Probation",
        "Probation",
        LegalRole.RESPONSIBLE,
        Regime.LAW_ENFORCEMENT,
    ),
    Body(
        AgencyKind.YOUTH_OFFENDING_SERVICE,
        "Luton Youth Offending Service",
        "YOS",
        LegalRole.CO_OPERATING,
        Regime.LAW_ENFORCEMENT,
    ),
    Body(
        AgencyKind.COUNCIL,
        "Luton Borough Council",
        "Council",
        LegalRole.RESPONSIBLE,
        Regime.GENERAL,
    ),
    Body(
        AgencyKind.PRISON,
        "Prison liaison",
        "Prison",
        LegalRole.INVITED,
        Regime.LAW_ENFORCEMENT,
    ),
    Body(
        AgencyKind.DRUG_SERVICE,
        "Luton Drug Service",
        "Drugs",
        LegalRole.PROVIDER,
        Regime.GENERAL,
    ),
    Body(
        AgencyKind.HOUSING,
        "Luton Housing",
        "Housing",
        LegalRole.PROVIDER,
        Regime.GENERAL,
    ),
    Body(
        AgencyKind.VOLUNTARY,
        "Example Mentoring",
        "Mentoring",
        LegalRole.INVITED,
        Regime.GENERAL,
    ),
    Body(
        AgencyKind.HEALTH,
        "Luton Primary Care",
        "Health",
        LegalRole.RESPONSIBLE,
        Regime.GENERAL,
        agreed=False,
    ),
)

_YOUNG = (Clearance.PREVENT_AND_DETER,)
_K = AgencyKind

SIGN_INS = (
    Worker("coordinator", "Pat Sample", _K.COUNCIL, Role.COORDINATOR, SCHEME, _YOUNG),
    Worker("chair", "Robin Placeholder", _K.COUNCIL, Role.CHAIR, SCHEME, _YOUNG),
    Worker(
        "lead-yos",
        "Nadia Specimen",
        _K.YOUTH_OFFENDING_SERVICE,
        Role.STRAND_LEAD,
        PREVENT_AND_DETER,
        _YOUNG,
    ),
    Worker(
        "lead-police",
        "Tom Madeup",
        _K.POLICE,
        Role.STRAND_LEAD,
        CATCH_AND_CONVICT,
        (Clearance.INTELLIGENCE,),
    ),
    Worker(
        "lead-probation",
        "Grace Template",
        _K.PROBATION,
        Role.STRAND_LEAD,
        REHABILITATE_AND_RESETTLE,
    ),
    Worker("police", "Kim Fictional", _K.POLICE),
    Worker("probation", "Ola Invented", _K.PROBATION),
    Worker("yos", "Sam Pretend", _K.YOUTH_OFFENDING_SERVICE, clearances=_YOUNG),
    Worker("drugs", "Jo Imaginary", _K.DRUG_SERVICE, clearances=(Clearance.HEALTH,)),
    Worker("housing", "Lee Fable", _K.HOUSING),
    Worker("tasking", "Dee Fiction", _K.COUNCIL, Role.TASKING_MEMBER, SCHEME),
    Worker("authorities", "Max Notreal", _K.POLICE, Role.RESPONSIBLE_AUTHORITY_MEMBER, SCHEME),
    Worker("governance", "Uma Dummy", _K.COUNCIL, Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME),
    Worker("spoc", "Val Stand-In", _K.PROBATION, Role.AGENCY_CONTACT, AGENCY),
    Worker("admin", "Ash Example", _K.COUNCIL, Role.ADMINISTRATOR, SCHEME),
)
"""One of each role, as the documents name them."""

COLLEAGUES = (
    Worker("police-2", "Bo Make-Believe", _K.POLICE),
    Worker("police-3", "Cleo Contrived", _K.POLICE),
    Worker("police-4", "Drew Conjured", _K.POLICE),
    Worker("probation-2", "Esme Supposed", _K.PROBATION),
    Worker("probation-3", "Finn Storybook", _K.PROBATION),
    Worker("probation-4", "Gil Legendary", _K.PROBATION),
    Worker("yos-2", "Hana Mythical", _K.YOUTH_OFFENDING_SERVICE, clearances=_YOUNG),
    Worker("drugs-2", "Ivo Notional", _K.DRUG_SERVICE, clearances=(Clearance.HEALTH,)),
    Worker("council", "Jude Hypothetical", _K.COUNCIL),
    Worker("prison", "Kit Fabled", _K.PRISON),
    Worker("mentor", "Lou Fanciful", _K.VOLUNTARY),
)
"""More practitioners, so that not everything is written by the same hand."""

STAFF = (*SIGN_INS, *COLLEAGUES)


def practitioners() -> dict[str, list[str]]:
    """The sign-in names of those who work with people, by the kind of their agency."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for worker in STAFF:
        if worker.role is Role.PRACTITIONER:
            found[worker.agency.value].append(worker.sign_in)
    return dict(found)


def phone_of(number: int) -> str:
    """From the first hundred of the numbers Ofcom keeps for drama; the rest are the town's."""
    return f"01632 960{number:03}"
