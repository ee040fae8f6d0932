"""Time zones, from the system's database or the `tzdata` package."""

import zoneinfo
from datetime import tzinfo
from pathlib import Path


def exists(name: str) -> bool:
    """Whether the time zone database knows a name."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def zone(name: str) -> tzinfo:
    """The zone of a name that exists."""
    return zoneinfo.ZoneInfo(name)


def device_zone(environ: dict[str, str]) -> str:
    """The zone this machine is set to, as far as it tells by name; UTC otherwise."""
    named = environ.get("TZ", "").removeprefix(":")
    if named and exists(named):
        return named
    try:
        _, _, linked = Path("/etc/localtime").resolve().as_posix().partition("/zoneinfo/")
    except OSError:
        return "UTC"
    return linked if linked and exists(linked) else "UTC"
