"""PDFs that anybody can read: tagged for screen readers, set from templates and plain data."""

import json
from collections.abc import Mapping
from typing import Any

import typst

from popo import resources


def as_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """`template` is a name in `templates/print`, without its ending; it reads `data` as JSON.

    It is PDF/UA-1, which refuses a picture without a description and a document without a title.
    Only the typefaces that come with the package are used, so that every machine sets the same.
    """
    folder = resources.path("templates") / "print"
    return bytes(
        typst.compile(
            folder / f"{template}.typ",
            root=folder,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    )
