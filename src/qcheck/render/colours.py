"""Colours: what stands out on a terminal, on a dark ground and on a light one.

Only the palette that everyone sets for themselves is used, at any depth of colour. Green and yellow vanish on a light
ground and stand behind words or in signs alone; red can be read on both.
"""

VERDICT = {
    "ready": "bold black on green",
    "ready with waivers": "bold black on yellow",
    "not ready": "bold white on red",
}
SIGN = {"fail": "bold red", "contested": "bold red", "stale": "bold yellow", "pass": "green"}
WORDS = {"fail": "bold red", "contested": "bold red", "stale": "bold", "na": "dim", "hidden": "dim"}
WARNING = "black on yellow"
BLOCK = "red"
LATE = "bold red"
