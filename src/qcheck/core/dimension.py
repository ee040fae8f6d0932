"""Dimensions: how units of measure are spelt, and the exact factors between those of one dimension."""

from collections.abc import Mapping

DEGREES = "°C"

# By dimension: what one of each unit is in the smallest, as whole numbers, so that no conversion is inexact by itself.
SCALES: tuple[Mapping[str, int], ...] = (
    {"mm": 1, "cm": 10, "dm": 100, "m": 1_000, "km": 1_000_000},
    {"mg": 1, "g": 1_000, "kg": 1_000_000, "t": 1_000_000_000},
    {"ml": 1, "cl": 10, "l": 1_000},
    {"s": 1, "min": 60, "h": 3_600},
    {"Pa": 1, "mbar": 100, "kPa": 1_000, "bar": 100_000},
    {"mV": 1, "V": 1_000, "kV": 1_000_000},
    {"mA": 1, "A": 1_000},
    {"W": 1, "kW": 1_000},
    {"Ω": 1, "kΩ": 1_000, "MΩ": 1_000_000},
)

# Other spellings, of keyboards and phones.
SPELLINGS = {
    "C": DEGREES,
    "c": DEGREES,
    "\u00baC": DEGREES,
    "\u00b0c": DEGREES,
    "\u2103": DEGREES,
    "\u2126": "Ω",
    "ohm": "Ω",
    "kohm": "kΩ",
    "Mohm": "MΩ",
}

# In these a capital makes a thousand millions of a thousandth, or less, so it has to be typed as it is.
CASED = frozenset({"mg", "mV", "mA", "MΩ"})


def meant(typed: str, unit: str) -> str:
    """The unit that was typed for a number in `unit`: that one or another of its dimension; empty if it is neither.

    Capitals make no difference where they cannot mean another unit: `MM` is mm, and `mW` is never MW.
    """
    family = scale(unit) or {unit: 1}
    spelt = "".join(typed.split())
    for word in (typed, spelt, SPELLINGS.get(spelt, "")):
        if word in family:
            return word
    folded = [known for known in family if known.casefold() == spelt.casefold() and _uncased(known, spelt)]
    return folded[0] if folded else ""


def scale(unit: str) -> Mapping[str, int]:
    """The units of the same dimension with their factors; empty for a unit that stands alone."""
    return next((units for units in SCALES if unit in units), {})


def _uncased(known: str, typed: str) -> bool:
    if scale(known):
        return known not in CASED
    return len(known) > 1 and (known[0] == typed[0] or known[0] not in {"m", "M"})
