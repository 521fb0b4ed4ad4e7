from popo.people.models.childhood import Childhood, ChildhoodOpening
from popo.people.models.details import (
    Address,
    AddressKind,
    EqualityRecord,
    Identifier,
    LivingSummary,
    MarkerKind,
    NameKind,
    PersonName,
    Phone,
    WarningMarker,
)
from popo.people.models.finding import (
    LinkVerdict,
    PersonLink,
    SearchChange,
    SearchToken,
    TokenKind,
)
from popo.people.models.person import Person, Sex, SightCompartment, Told
from popo.people.models.sight import ConflictOfInterest, Restriction, SightGrant, SightLevel
from popo.people.models.stops import Stop, StopKind

__all__ = [
    "Address",
    "AddressKind",
    "Childhood",
    "ChildhoodOpening",
    "ConflictOfInterest",
    "EqualityRecord",
    "Identifier",
    "LinkVerdict",
    "LivingSummary",
    "MarkerKind",
    "NameKind",
    "Person",
    "PersonLink",
    "PersonName",
    "Phone",
    "Restriction",
    "SearchChange",
    "SearchToken",
    "Sex",
    "SightCompartment",
    "SightGrant",
    "SightLevel",
    "Stop",
    "StopKind",
    "TokenKind",
    "Told",
    "WarningMarker",
]
