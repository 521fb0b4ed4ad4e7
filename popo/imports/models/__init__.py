from popo.imports.models.exports import ListExport
from popo.imports.models.flags import FlagDifference
from popo.imports.models.lists import (
    BatchState,
    ImportBatch,
    ImportChange,
    ImportDigest,
    ImportPart,
    ImportRow,
    ListSource,
    RowState,
)

__all__ = [
    "BatchState",
    "FlagDifference",
    "ImportBatch",
    "ImportChange",
    "ImportDigest",
    "ImportPart",
    "ImportRow",
    "ListExport",
    "ListSource",
    "RowState",
]
