"""This machine: where qcheck keeps what it remembers, who is logged in, which time zone it is in."""

from qcheck.store.workspace import device_user, home

__all__ = ["device_user", "device_zone", "home"]


def device_zone(environ: dict[str, str]) -> str:
    """The zone this machine is set to, as far as it tells by name; UTC otherwise."""
    from qcheck.store import zones  # 7 ms, only for a new workspace

    return zones.device_zone(environ)
