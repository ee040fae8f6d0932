"""What the loading of punch lists reports: one explanation a rule.

As in `reading`, each function's body is its explanation: the place of the finding is known only to the reader.
"""


def punch_double() -> None:
    """Two lines of punch lists are the same one: the same id, or the same text and place.

    One of them may be meant for another place, and would then never be put right. Remove one, or give each an id.
    """


def id_reused() -> None:
    """A line has the id of a punch item that is about something else.

    A list that numbers its lines anew on each walk would be taken for the one before, and nothing of it be raised.
    Write other ids, or leave the column out: then text and place tell the lines apart.
    """


def owner_unknown() -> None:
    """The owner of a punch item is nobody of `qcheck.yaml`.

    Everything open is waiting on one person who can be asked. Write the id or the name as it stands there, or add the
    person under `people:`.
    """


def owner_ambiguous() -> None:
    """The owner of a punch item could be several people.

    What two people could have, neither does. Write more of the name.
    """


def date_unclear() -> None:
    """A date in a punch list is none, or could be two.

    `05/06/2026` is in May for some and in June for others, and `fri` is another day each time the file is read. Write
    the date as `2026-12-04`. Dates of a spreadsheet that are dates there are always clear.
    """


def photo_refused() -> None:
    """A photo that a punch list names cannot be taken.

    It lies beside the list, or in a folder below it, and is named from there: a list may come from anyone, and may not
    send for other files of your machine.
    """


def columns_unnamed() -> None:
    """No line of a punch list names its columns, or none of them is the text.

    Which column says what is wrong cannot be guessed. Name it: `text`, `description`, `defect`, `Mangel` and other
    usual names will do.
    """


def column_unknown() -> None:
    """A column of a punch list has a name that is not known, and was not read.

    The list was loaded without it. If it holds something that a punch item has, rename it and load the list again.
    """


def column_double() -> None:
    """Two columns of a punch list say the same thing of an item.

    Which of them holds cannot be known. Rename one, or remove it. Several places (`floor`, `room`) are joined.
    """


def cell_without_column() -> None:
    """A cell of a punch list stands under no name.

    In a CSV file it is mostly a comma or semicolon in a text without quotes, by which the rest of the line moved.
    """


def line_without_text() -> None:
    """A line of a punch list holds something, and not what is wrong.

    Such as a sum at the end, a heading between the lines, or an item that was left half written.
    """


def lines_above() -> None:
    """Lines above the names of the columns hold something, and were not read as items.

    Mostly the head of a form: project, date, who walked. If they are items, move them below the names of the columns.
    """


def quote_open() -> None:
    """A quote begins in a CSV file and nothing closes it.

    Everything after it would become one text. Close it, or leave it out.
    """


def file_not_text() -> None:
    """The file is neither text in an encoding that is known, nor a workbook of Excel.

    Save it again from the program that made it, as CSV in UTF-8 or as XLSX.
    """


def encoding_assumed() -> None:
    """A CSV file does not say how its letters are encoded, and is not UTF-8.

    It was read as Windows-1252, which Excel writes in western Europe and America. Look at the word that is shown: if
    its letters are wrong, undo the loading, save the file in UTF-8, and load it again.
    """


def file_not_sheet() -> None:
    """The workbook cannot be read: damaged, with a password, of another kind, or without what it takes to read it.

    Save it again as `.xlsx`, or as CSV in UTF-8.
    """


def sheet_too_large() -> None:
    """A list has more rows or columns than any punch list, or unpacks to more than it may.

    It is not read, since such a file is a mistake or an attack. Copy the list alone into a new file.
    """


def sheet_unknown() -> None:
    """The workbook has no sheet of the name that was given with `--sheet`.

    Capitals make no difference.
    """


def sheets_left() -> None:
    """A workbook has several sheets that hold something, and one of them was read.

    It is the first that holds anything. Another one is loaded with `--sheet NAME`.
    """


def pictures_left() -> None:
    """A workbook has pictures in it, which were not read.

    Which item a picture belongs to, only its position says. Save them beside the workbook, and name them in a column
    called `photos`.
    """
