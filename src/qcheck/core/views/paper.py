"""Paper: how much room a sheet has, and how much of it a line of the missed-items sheet takes."""

from unicodedata import east_asian_width

from qcheck.model.sheetview import MissedLine

# In tenths of a millimetre, as templates/missed.html.j2 sets them on paper: what is left of Letter, the shorter of the
# two papers, below the head of the page and above the line that counts what has no room.
ROOM = 2160
HEADING = 88
ROW, LINE = 13, 36
# No cell is higher than that; a longer text is cut there, on paper only.
MOST_LINES = 2
# How many letters of usual width stand in a line of each column on A4, the narrower of the two papers.
TEXT, STANDS, WHERE, DUE = 58, 17, 16, 16
# So many letters the words take that mark a line as critical or late.
MARK = 9


def rows(line: MissedLine) -> int:
    """How many lines of text a line of the sheet takes on paper, and is given there."""
    text = f"{line.text}{'c' * MARK * line.critical}"
    cells = ((text, TEXT), (line.stands, STANDS), (line.where, WHERE), (f"{line.due}{'l' * MARK * line.late}", DUE))
    return min(MOST_LINES, max(_lines(text, width) for text, width in cells))


def height(of: int) -> int:
    """The height on paper of a line of the sheet that takes so many lines of text."""
    return ROW + LINE * of


def _lines(text: str, width: int) -> int:
    """How many lines a text takes, with words broken where they are too long."""
    return max(1, -(-sum(1 + (east_asian_width(sign) in "WF") for sign in text) // width))
