"""What the readers of YAML files report: one explanation a rule.

These are found while a file is read, so the readers make the findings; the functions here hold what
`qcheck explain` prints, and a test holds that every code the readers use has one.
"""

# Each function's body is its explanation: the place of the finding is known only to the reader that calls `found`.


def file_not_utf8() -> None:
    """The file is not UTF-8 text.

    Umlauts and accents saved in another encoding would be read as other letters. Save the file as UTF-8.
    """


def file_too_large() -> None:
    """The file is larger than any checklist needs to be.

    It is not read, since a huge file is more often a mistake or an attack than a list. Split the list, and join
    the parts with `include`.
    """


def file_empty() -> None:
    """The file holds nothing.

    An empty list would pass every job. Write at least one section with one item.
    """


def yaml_syntax() -> None:
    """The text is not YAML.

    Mostly a tab used for indentation, a missing space after a colon, or a text with `: ` in it that needs quotes.
    Nothing after this place was read: mend it, then lint again.
    """


def yaml_alias() -> None:
    """The file uses an anchor (`&name`) or an alias (`*name`).

    A few aliases of aliases can grow to gigabytes, and a reader cannot see what a line says. Write the text out,
    or put shared sections into a checklist of their own and `include` it.
    """


def yaml_tag() -> None:
    """The file uses a tag such as `!!python/object`.

    Tags make a reader run or build things; a checklist has no need of them. Leave the tag out, or quote the text
    if it begins with an exclamation mark.
    """


def yaml_documents() -> None:
    """The file holds more than one document, divided by `---`.

    One file is one checklist. Move the second document to a file of its own.
    """


def yaml_too_deep() -> None:
    """Lists and keys are nested deeper than any of our formats goes.

    Deep nesting can exhaust the machine's stack. The formats need fewer than ten levels: look for runaway brackets.
    """


def key_not_text() -> None:
    """A key is a list or a mapping instead of a word.

    Often an unquoted `{…}` or `[…]` at the start of a line. Write a plain word before the colon.
    """


def key_duplicate() -> None:
    """A key stands twice in one place.

    YAML readers keep one of them in silence, so half of what was written would be lost. Remove one, or rename it.
    """


def keys_clash() -> None:
    """A key of the walk is to do two things.

    Only one of them could happen, and nobody would know which. Give one of them another key; an action that is not
    named under `keys` keeps those that it has, which `qcheck walk` shows under `?`.
    """


def key_unknown() -> None:
    """A key is not one that may stand here.

    Ignoring it would drop what its writer meant. Mend the spelling, or remove it.
    """


def key_missing() -> None:
    """A key that must be there is not.

    Add it; `qcheck show` prints a list that has all of them.
    """


def value_wrong() -> None:
    """A value is of another form than its key needs.

    For instance a list where a single text belongs, or a word where a whole number does.
    """


def logo_unusable() -> None:
    """The logo that `qcheck.yaml` names cannot go on a page.

    It is not there, is a link, is no PNG, JPEG or SVG, is too large, or an SVG that would run or load something.
    No page is made without it in silence: a client would get one that looks like nobody's.
    """


def value_empty() -> None:
    """A key stands without a value.

    An empty value reads as "nothing was meant". Write the value, or remove the key.
    """


def value_unknown() -> None:
    """A value is none of the few words that its key allows.

    Use one of those that the hint names; lower case counts.
    """


def text_too_long() -> None:
    """A text is longer than anyone on site would read.

    Put the detail into `why` or into a document that the item names.
    """


def list_empty() -> None:
    """A list that needs at least one entry has none.

    A section without items would count as finished. Add an entry, or remove the section.
    """


def id_not_text() -> None:
    """An id would be read as a number, true or false.

    `1.10` and `1.1` are the same number, and a bare number already means the number of an item in a job. Give the
    id at least one letter.
    """


def id_malformed() -> None:
    """An id holds a space, a dot, a slash or another sign that ids are joined and typed with.

    Ids are typed on site and stay in records for ever. Use letters, digits and hyphens.
    """


def id_absent() -> None:
    """An item has a text but no id.

    Answers are kept by id, so that a text can be reworded and an item moved. Write `id: text`, or the long form
    with `id:` and `text:`.
    """


def too_many_problems() -> None:
    """There is so much wrong in the file that reading it ended.

    Mostly it is another kind of file, or one indentation that shifted everything. Mend what is named first.
    """


def zone_unknown() -> None:
    """The time zone is not in the time zone database.

    Dates are judged in this zone. Use a name such as `Europe/Berlin`, `America/New_York` or `UTC`.
    """


def gate_required() -> None:
    """The list of gates lacks `handover`.

    It is the gate that releases a delivery to the client; everything before and after is placed around it.
    """


def word_taken() -> None:
    """A word of `terminology` is the name of another command.

    It is read in reports all the same. Typed, the name stays what it is: nobody's `qcheck check` may become something
    else by a setting.
    """


def word_double() -> None:
    """Two terms of `terminology` that are commands have the same word.

    Typed, it means one of the two only, and in a report nobody can tell which is meant.
    """


def units_columns() -> None:
    """A line of a file of units has more than one column.

    Which of them is the name cannot be known, and two rooms on a line would become one. Keep one column; a name with a
    comma, a semicolon or a tab in it goes into quotes.
    """


def units_double() -> None:
    """A name stands twice in a file of units.

    One of them may be meant for another unit, which would then never be checked. Remove one, or tell them apart.
    Capitals and the number of spaces make no difference.
    """


def units_quote() -> None:
    """A quote begins in a file of units and does not end on its line.

    Everything up to the next quote would become one name. Close it, or double it if it belongs to the name.
    """


def character_hidden() -> None:
    """A character stands in the text that nobody sees.

    It can hide or reorder other text, and a name with it looks like one without. Remove it, or type the name anew.
    """


def answer_unreadable() -> None:
    """A file or a mail holds no answer to a rating form that is certain.

    There is no form's answer in it, no score from 0 to 10, or two that differ; and no score is ever guessed. Read it,
    and record what the client says by hand: `qcheck rate 9 "their words"`.
    """


def answer_line_left() -> None:
    """A line of a mail was not taken into a rating.

    What mail programs add is passed over: signatures, the mail that is answered. A value that is unclear is as well.
    Read the line; what matters in it is recorded by hand.
    """


def limits_crossed() -> None:
    """The lower of two limits lies beyond the higher one.

    No answer could pass, or no reading would ever be due. Swap the two, or mend the one that is wrong.
    """
