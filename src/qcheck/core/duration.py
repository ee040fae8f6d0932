"""Durations: lengths of time as people write them, `30min`, `1h30min`, `2w`, in whole seconds."""

import re

from qcheck.core.phrase import counted, listed

UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "min": 60, "s": 1}
NAMES = {
    "w": lambda count: counted("{count} week", "{count} weeks", count),
    "d": lambda count: counted("{count} day", "{count} days", count),
    "h": lambda count: counted("{count} hour", "{count} hours", count),
    "min": lambda count: counted("{count} minute", "{count} minutes", count),
    "s": lambda count: counted("{count} second", "{count} seconds", count),
}
# Ten years: added to any date of a job, it stays within the calendar.
LONGEST = 3_650 * UNITS["d"]

# Each unit at most once, the longer before the shorter; `m` alone would be minutes to one and months to another.
PATTERN = "".join(rf"(?:([0-9]{{1,9}})\s*{unit}\s*)?" for unit in UNITS)


def seconds(text: str) -> int | None:
    """How long that is; None if it is no duration, or one of more than ten years."""
    match = re.fullmatch(PATTERN, text.strip(), re.ASCII)
    if not match or not match[0]:
        return None
    length = sum(int(count or 0) * unit for count, unit in zip(match.groups(), UNITS.values(), strict=True))
    return length if length <= LONGEST else None


def spoken(length: int) -> str:
    """A length in seconds, zero or more, in words: `1 hour 30 minutes`; a day is told as `24 hours`."""
    said = []
    for unit, size in _scale(length):
        count, length = divmod(length, size)
        if count:
            said.append(NAMES[unit](count))
    return listed(" ", said or [NAMES["s"](0)])


def _scale(length: int) -> list[tuple[str, int]]:
    """The units that a length is told in: weeks only where nothing is left over, days from the second one on."""
    skipped = {"w"} if length % UNITS["w"] else set()
    if length < 2 * UNITS["d"]:
        skipped.add("d")
    return [(unit, size) for unit, size in UNITS.items() if unit not in skipped]
