"""The firm's look on pages: the colour and the logo that its settings name, ready for a renderer."""

from pathlib import Path

from qcheck.app.desk import BadFile, Desk
from qcheck.core.rules.table import found
from qcheck.errors import StorageFailed
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.settings import Brand, Settings
from qcheck.store import files, workspace


def assets(desk: Desk) -> dict[str, bytes]:
    """What a renderer needs to show it. Raises `BadFile` for a logo that cannot be used."""
    brand = desk.settings.brand
    content = _logo(desk.root, brand) if brand.logo else b""
    if isinstance(content, str):
        raise BadFile([_finding(brand, content)])
    return {"brand/accent": brand.accent.encode(), "brand/logo": content}


def lint(root: Path, settings: Settings) -> list[Finding]:
    """What is wrong with the logo, if one is named."""
    content = _logo(root, settings.brand) if settings.brand.logo else b""
    return [_finding(settings.brand, content)] if isinstance(content, str) else []


def _finding(brand: Brand, why: str) -> Finding:
    place = brand.place or Place(workspace.SETTINGS)
    return found("logo-unusable", place, f"file/{workspace.SETTINGS}", path=brand.logo, why=why)


def _logo(root: Path, brand: Brand) -> bytes | str:
    """The logo as a page may carry it, or why it cannot be one."""
    from qcheck.intake.logo import NotLogo, logo  # 5 ms for XML, only where there is a logo

    path = root / brand.logo
    try:
        for folder in reversed(path.relative_to(root).parents[:-1]):
            files.require_no_link(root / folder)
        return logo(files.read_plain(path))
    except StorageFailed as error:
        return error.message.rpartition(": ")[2].rstrip(".")
    except NotLogo as error:
        return str(error)
