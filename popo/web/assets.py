"""Serves the style sheets, scripts and pictures: ours, and the two packages' as they came.

Every address holds a digest of all of them, so a browser may keep what it has for a year and
still never mixes two releases; scripts that load one another by relative address are covered.
Fonts, crown and crest stay unserved: they belong to gov.uk.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory, url_for

from popo import resources
from popo.access.guard import open_to_all

blueprint = Blueprint("assets", __name__)

_OURS = Path(__file__).parent.parent / "static"
_PACKAGED = {
    "govuk": ("govuk-frontend/dist/govuk", {"govuk-frontend.min.css", "govuk-frontend.min.js"}),
    "moj": ("@ministryofjustice/frontend/moj", {"moj-frontend.min.css"}),
}
_A_YEAR = 31_536_000


def init_assets(app: Flask) -> None:
    """Registers the route and the template global `asset_url`."""
    app.register_blueprint(blueprint)
    app.add_template_global(asset_url)


def asset_url(name: str) -> str:
    """The address of `popo/css/frame.css`, `govuk/govuk-frontend.min.css` and so on."""
    package, _, filename = name.partition("/")
    return url_for("assets.serve_asset", version=release(), package=package, filename=filename)


def folder(package: str) -> Path:
    """Where the files of `popo`, `govuk` or `moj` are."""
    if package == "popo":
        return _OURS
    return resources.path("node_modules") / _PACKAGED[package][0]


@cache
def release() -> str:
    """A short digest of everything that is served."""
    digest = sha256()
    for path in _served_files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _served_files() -> list[Path]:
    ours = sorted(path for path in _OURS.rglob("*") if path.is_file())
    theirs = [
        folder(package) / name for package in _PACKAGED for name in sorted(_PACKAGED[package][1])
    ]
    return ours + theirs


@blueprint.get("/assets/<string:version>/<string:package>/<path:filename>")
@open_to_all
def serve_asset(version: str, package: str, filename: str) -> Response:
    """A style sheet, script or picture."""
    if package != "popo" and filename not in _PACKAGED.get(package, ("", set()))[1]:
        abort(404)
    return _kept(send_from_directory(folder(package), filename), forever=version == release())


@blueprint.get("/assets/images/<string:filename>")
@open_to_all
def serve_icon(filename: str) -> Response:
    """An icon, where MoJ's style sheet looks for it; GOV.UK's only asks for a crest."""
    if not filename.startswith("icon-"):
        abort(404)
    return _kept(send_from_directory(folder("moj") / "assets/images", filename), forever=False)


def _kept(response: Response, *, forever: bool) -> Response:
    """Others are asked for again each time and answered 304; in debugging, so is everything."""
    if forever and not current_app.debug:
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response
