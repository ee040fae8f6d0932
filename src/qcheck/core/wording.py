"""Wording: a finding's sentence and hint, made when it is shown."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.clean import line
from qcheck.core.dates import local
from qcheck.core.phrase import phrase
from qcheck.core.scoped import scoped
from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.model.finding import Arg, Finding
from qcheck.model.settings import Settings

# By code: what is wrong, what to do. `{by}` and other names of people and times are put into words before.
SENTENCES: dict[str, tuple[str, str]] = {
    "item-missed": ("{text}: not checked", "{how}"),
    "item-failed": ("{text}: failed ({by}, {at}){reading}{note}", "Put it right, then: {how}"),
    "na-without-reason": (
        "{text}: said not to apply, without a reason ({by})",
        'qcheck na {number} --note "why"',
    ),
    "na-not-allowed": (
        "{text}: said not to apply, but it always does ({by})",
        "Check it, then: {how}",
    ),
    "answer-stale": (
        "{text}: reworded since it was answered ({by}, {at})",
        "Read it again, then: {how}",
    ),
    "answer-contested": (
        "{text}: answered differently on two devices ({said})",
        "Agree, then say which holds: qcheck resolve",
    ),
    "value-amiss": ("{text}: said to have passed ({by}, {at}){reading}", "Look again, then: {how}"),
    "self-verified": (
        "{name} {text}: {how} by {by}, {who}",
        "Someone else looks, then: qcheck punch {do} {name}",
    ),
    "evidence-missing": (
        "{text}: {missing} missing ({by}, {at})",
        "qcheck attach {number} --{attach}, or answer again",
    ),
    "condition-unknown": (
        "{text}: it cannot be told whether this is needed; it depends on {waits}",
        "Answer that first, or set the fact: qcheck plan FACT=ANSWER",
    ),
    "hold-not-released": (
        "{text}: hold point, not released by {role}",
        "qcheck release {number}, under the name of whoever may",
    ),
    "hold-passed": (
        "{text}: done past the hold point {hold} before it was released ({by}){note}",
        "Have the hold point released, look again, then: qcheck tick {number}",
    ),
    "witness-missing": (
        "{text}: witness point, and it is not recorded whether the {who} came",
        "qcheck witness {number} --came NAME, or --absent",
    ),
    "wrong-role": (
        "{text}: it is for {role} to answer, and {by} did",
        "Have someone of that role look, then: qcheck tick {number}",
    ),
    "role-overridden": (
        "{text}: answered by {by}, who is not {role}, as the lead allowed{note}",
        "Have someone of that role look, then: qcheck tick {number}",
    ),
    "failure-hidden": (
        "{text}: failed ({by}, {at}){note}, and is no longer needed ({why})",
        "See that what failed no longer matters; it stands in the report",
    ),
    "answered-out-of-order": ("{text}: answered before {before}{note}", "Look again, then: qcheck tick {number}"),
    "item-late": ("{text}: was due by {at}, {when}", "Tell whoever counts on it, and do it now"),
    "reading-late": (
        "{text}: {count} of the readings due every {every} late, the longest after {longest}",
        "Take the next one now: qcheck tick {number}=…",
    ),
    "result-expired": ("{text}: its result of {at} holds for {fresh} only", "qcheck run {number}"),
    "punch-open": ("{name} {text}: {how}{reading}", "Put it right, then: qcheck punch done {name}"),
    "punch-unverified": (
        "{name} {text}: said to be done by {by}, not confirmed",
        "Someone else looks, then: qcheck punch verify {name}",
    ),
    "punch-contested": (
        "{name} {text}: said differently on two devices: {what}",
        "Agree, then say it once more: qcheck punch show {name}",
    ),
    "punch-no-owner": ("{name} {text}: nobody has it ({owner})", "qcheck punch assign {name} WHO"),
    "punch-no-date": ("{name} {text}: no date was promised", "qcheck punch promise {name} --due fri"),
    "promise-overdue": (
        "{name} {text}: promised for {date}, and not done",
        "Tell whoever counts on it, then: qcheck punch promise {name} --due 2d --why materials",
    ),
    "promise-moved": ("{name} {text}: moved from {first} to {date} ({why})", ""),
    "punch-vague": (
        "{name} {text}: does not say what is wrong, or where",
        "Raise it anew with what is seen and where, and void this one",
    ),
    "punch-reopened": (
        "{name} {text}: came back after it was confirmed",
        "Say why: qcheck punch diagnose {name} --cause …",
    ),
    "complaint-unacknowledged": (
        "{name} {text}: the client has not been told that it is known, {late} {at}",
        "Speak to them, then: qcheck contact call --about {name}",
    ),
    "complaint-unowned": ("{name} {text}: a complaint without an owner", "qcheck punch assign {name} WHO"),
    "complaint-unconfirmed": (
        "{name} {text}: made good, and the client has not said so",
        "Ask them, then: qcheck punch verify {name} --as client",
    ),
    "client-silent": (
        "The client has heard nothing since {at}; {days} days are allowed",
        "Speak to them, then: qcheck contact call",
    ),
    "seller-silent": (
        "{by}, who sold the job, has not spoken to the client since {at}; {days} days are allowed",
        "They speak to the client, then record it under their name: qcheck contact call",
    ),
    "follow-up-due": (
        "Handed over on {at}, and nobody has asked the client how it is",
        "Call them, then: qcheck contact call",
    ),
    "feedback-due": (
        "Handed over on {at}, and the client was not asked what they think",
        "qcheck rate --form makes a page for them; qcheck rate 9 records what they said",
    ),
    "low-rating-unanswered": (
        "The client gave {score} of 10 on {at}{note}",
        "Speak to them, then: qcheck contact call",
    ),
    "photo-reused": ("{text}: has the same photo as {other}", "Take the photo that is missing, and answer again"),
    "photo-older-than-job": (
        "{text}: {file} was taken on {taken}, before the job was opened",
        "Take a new photo; how it was before belongs to qcheck found",
    ),
    "section-all-na": (
        "All {count} items of {text} were said not to apply",
        "Ask for the fact once, and put when: on the items of the list",
    ),
    "ticks-in-a-burst": ("{count} commands within a minute by {by}, at {at}", ""),
    "unit-missing": (
        "The list repeats over {kind}, and the job has none",
        "qcheck plan --add-unit {kind}=NAME",
    ),
    "gate-forced": (
        "Gate {gate} was released by {by} on {at} though it was not ready{note}",
        "Put right what stood in the way, then: qcheck release {gate}",
    ),
    "subject-unknown": (
        "{subject}: no item of this job is called that ({kind})",
        "Was a line merged from another job?",
    ),
    "job-unopened": (
        "The record does not say how this job was opened",
        "Bring the missing log back from another device",
    ),
    "plan-contested": (
        "{field}: set differently on two devices",
        "Agree, then set it again with qcheck plan",
    ),
    "fact-missing": ("Not answered: {text}", "qcheck plan {fact}=… ({choice})"),
    "lead-missing": ("The job has no lead", "qcheck plan --lead WHO"),
    "person-unknown": (
        "{person} is not among the people in qcheck.yaml",
        "Add the full name and the roles there",
    ),
    "handover-undated": ("No handover date was promised", "qcheck plan --handover DATE"),
    "handover-late": (
        "The handover promised for {date} is late",
        "Tell the client, then: qcheck plan --handover DATE --reason …",
    ),
    "handover-moved": ("Handover moved from {first} to {date}", ""),
    "signoff-missing": ("The handover is not signed{whom}", "qcheck handover{how}"),
    "signoff-stale": (
        "Revision {next} begins: {what} by {by}, {since}{also}; {person} signed revision {revision} on {at}",
        "Show what moved (qcheck diff), then sign again: qcheck handover",
    ),
    "handover-refused": (
        "{person} refused the handover on {at}{comment}",
        "Put it right, then: qcheck handover",
    ),
    "waiver-expired": (
        "Its waiver ended on {until} ({approver})",
        "Put it right, or ask for a new date with qcheck waive",
    ),
    "waiver-pending": (
        "Waiver not yet confirmed by {approver} (recorded by {by})",
        "{approver} confirms with qcheck waive",
    ),
    "waiver-self-approved": (
        "{approver} may not approve this waiver",
        "Someone who did not do the work approves it",
    ),
    "waiver-unused": ("A waiver by {approver} is no longer needed", ""),
    "line-unreadable": (
        "This line of the record cannot be read: {detail}",
        "Bring the file back from a backup or another device",
    ),
    "line-torn": ("A line was cut off while it was written; it was never confirmed", ""),
    "chain-broken": (
        "The record was changed here: {detail}",
        "Bring the file back from a backup or another device",
    ),
    "log-forked": (
        "The log goes on in two ways: {detail}",
        "Both are kept; find out which copy of the folder is in use",
    ),
    "kind-unknown": ("A statement ({detail}) is not understood by this version", "Bring qcheck up to date"),
    "checklist-altered": (
        "The pinned checklist is not what the job was opened with: {detail}",
        "Bring the file back",
    ),
    "merge-conflict": (
        "A merge was left unfinished here ({detail})",
        "Delete the lines with these marks, keep all others",
    ),
    "evidence-absent": (
        "{file}: this photo or file is not in the evidence folder",
        "Bring it back from the device it came from, or from a backup",
    ),
    "evidence-altered": (
        "{file}: this photo or file is not what was recorded",
        "Bring it back from the device it came from, or from a backup",
    ),
    "log-shortened": (
        "Lines are missing at the end of this log: {detail}",
        "Bring the file back from a backup or another device; an older copy of a folder lacks them too",
    ),
    "line-doubled": ("This line stands here twice; it counts once", ""),
    "line-moved": ("This line stands before the one it follows; the order of lines does not matter", ""),
    "record-stray": (
        "No log, and it lies among the logs: {detail}",
        "If it is a log, give it back its name; if not, take it out of the folder",
    ),
    "file-stray": ("Nothing in the record speaks of this: {detail}", "Take it out of the folder, or leave it"),
    "private-altered": (
        "The client's data is not what was recorded: {detail}",
        "Bring the file back from a backup or another device",
    ),
    "seal-differs": (
        "The seal of revision {revision} does not fit the record: {detail}",
        "Compare with a copy from before, in git or a backup, and with the page that the client holds",
    ),
    "seal-unchecked": ("Of the seal of revision {revision} one part could not be worked out anew: {detail}", ""),
    "signature-bad": (
        "The signature by a key under revision {revision} does not fit what stands there: {detail}",
        "Compare with a copy from before, in git or a backup; then sign again: qcheck handover --sign",
    ),
    "signature-foreign": (
        "Revision {revision} is signed with a key that is not known to be the signer's: {detail}",
        "If it is theirs, add it to allowed_signers, under the name that they signed with",
    ),
    "signature-unchecked": (
        "The signature by a key under revision {revision} could not be checked: {detail}",
        "Install OpenSSH 8.8 or later, which has ssh-keygen, then try again",
    ),
    "removed-on-request": ("Removed on request on {at} by {by}: {what} ({reason})", ""),
    "removed-but-here": (
        "{file}: this was removed on request and is here all the same",
        "Remove it here too: qcheck forget {job}",
    ),
    "clock-ahead": ("Dated in the future: {at} ({by})", "Set that device's clock"),
    "backdated": ("Recorded on {at} as done on {done_at} ({by})", ""),
    "text-contested": (
        "{file} was changed on two devices at once; this is the side that does not hold",
        "Take over from it what is missing, then remove it",
    ),
    "names-alike": (
        "The name differs from {file} only in the case of letters: Windows, macOS and USB sticks keep one of the two",
        "Rename one, or remove it",
    ),
    "id-duplicate": (
        "Two {named}s have the id {id}; the first is on line {line}",
        "Give this one another id",
    ),
    "reference-unknown": ("There is no {named} called {name}", "There are: {known}"),
    "include-cycle": ("The list includes itself: {path}", "Remove one of these includes"),
    "name-differs": (
        "The list calls itself {name}, and its file something else",
        "{advice}",
    ),
    "pause-too-long": (
        "{count} critical items are due by {gate}; people hold {limit} in mind",
        "Keep the most dangerous ones",
    ),
    "accept-missing": (
        "Critical, but nothing says when it passes: {text}",
        "Add accept: with what is measured or seen",
    ),
    "text-vague": (
        "“{word}” has no measure: {text}",
        "Say what is seen, counted or measured, or add accept:",
    ),
    "hold-last": (
        "{text}: a hold point that holds nothing, for no item comes after it or needs it",
        "Move it before the work it holds, or name it in needs: of that work",
    ),
    "question-differs": (
        "{list} asks for {name} too, and offers other answers: {known}",
        "Offer the same answers in both, or ask for two facts",
    ),
    "reference-ambiguous": ("{name} could be several items: {known}", "Write more of its name"),
    "cycle": ("{text}: waits for itself ({path})", "Take one of these out of needs: or when:"),
    "condition-mistyped": ("{name} can never be {value}", "It can be: {known}"),
    "condition-unreachable": (
        "{text}: never needed, for this cannot be: {condition}",
        "Mend the condition, or remove the item",
    ),
    "condition-idle": ("{text}: its condition is always true: {condition}", "Leave the condition out"),
    "required-but-hidden": (
        (
            "{text}: needs {name}, but the two never apply together "
            "(one only where {condition}; {name} only where {other})"
        ),
        "Take it out of needs:, or change one of the conditions",
    ),
    "role-unknown": (
        "Nobody in qcheck.yaml is {role}: {text}",
        "Give the role to someone under people:, or mend its name",
    ),
    "former-in-use": (
        "moved_from: {name} is still in use, or claimed by another item",
        "Name an id that is gone; answers can go along to one item only",
    ),
    "file-not-utf8": ("The file is not UTF-8 text", "Save it as UTF-8"),
    "file-too-large": ("The file is larger than {limit}, so it was not read", "Split it"),
    "file-empty": ("The file is empty", "Write what belongs into it, or remove it"),
    "yaml-syntax": (
        "Not YAML: {problem}",
        "Look for a tab, a missing space after a colon, a text that needs quotes, or one not closed",
    ),
    "yaml-alias": ("{name}: anchors and aliases are not allowed", "Write the text out, or use include"),
    "yaml-tag": ("{tag}: tags are not allowed", "Leave it out, or put the text in quotes"),
    "yaml-documents": ("A second document begins here", "One file is one list: move it to another file"),
    "yaml-too-deep": ("Nested more than {limit} levels deep", "Look for runaway brackets"),
    "key-not-text": ("A key is a list or a mapping", "Write a plain word before the colon"),
    "key-duplicate": ("{key} stands here twice", "Remove one of them"),
    "keys-clash": ("{key} is the key for {action}, and for {other}", "Give one of them another key"),
    "key-unknown": ("{named} has no key {key}", "There are: {known}"),
    "key-missing": ("{named} needs the key {key}", "Add a line {key}: …"),
    "logo-unusable": ("{path} cannot be the logo: {why}", "Give another picture, or take the line out"),
    "value-wrong": ("{key} needs {wanted}; this is {got}", "Change it to {wanted}"),
    "value-empty": ("{key} has no value; it needs {wanted}", "Write the value, or remove the key"),
    "value-unknown": ("{key}: {got} is not allowed", "Use {wanted}"),
    "text-too-long": (
        "{key} is {length} characters long; {limit} are allowed",
        "Shorten it",
    ),
    "list-empty": ("{key} needs at least {named}", "Add one, or remove what it belongs to"),
    "id-not-text": ("{id} is read as a number, a yes/no or nothing, so it cannot be an id", "Write a word: {fix}"),
    "id-malformed": ("{id} cannot be an id: use {allowed}", "For example: {fix}"),
    "id-absent": ("This item has no id: {text}", "Write {fix}: before its text"),
    "too-many-problems": ("More than {limit} problems; the rest of the file was not read", "Mend these first"),
    "zone-unknown": ("{zone} is not a time zone", "Use a name such as Europe/Berlin or UTC"),
    "gate-required": ("The gates need one called {gate}", "Add {gate} to the list"),
    "word-taken": ("{key}: qcheck {word} is another command, and stays that", "Choose another word"),
    "word-double": (
        "{key}: {other} is called that too, so qcheck {word} means that one",
        "Choose another word for one of them",
    ),
    "limits-crossed": ("{low} is {least}, which is beyond {high}: {most}", "Swap them, or mend one of them"),
    "units-columns": (
        "One name a line; this has {count} columns",
        "Keep one column; a name with a comma in it goes into quotes",
    ),
    "units-double": ("{name} stands here twice; the first is on line {line}", "Remove one, or tell them apart"),
    "units-quote": ("A quote begins here and does not end on this line", "Close it, or leave it out"),
    "punch-double": (
        "{name} stands here twice; the first is {other}",
        "Remove one; two that read alike are told apart by an id each",
    ),
    "id-reused": (
        "{id} is the id of {name} already, which is something else: {text}",
        "Write another id, such as {fix}; if it is the same, say so in the words of {name}",
    ),
    "owner-unknown": (
        "{name} is not among the people in qcheck.yaml",
        "There are: {known}. Someone new gets a line under people: there",
    ),
    "owner-ambiguous": ("{name} could be {known}", "Write more of the name"),
    "date-unclear": ("{why}", "Write it as 2026-12-04; in a spreadsheet, give the cells the format of a date"),
    "photo-refused": ("{why}", "{how}"),
    "columns-unnamed": (
        "No line names the columns",
        "The first line names them, such as: text, where, fix, trade, owner, due, category, id, photos",
    ),
    "column-unknown": ("The column {name} was not read", "Columns are: {known}; rename it if it is one of these"),
    "column-double": ("The column {name} holds the {key} too, as {other} does", "Rename or remove one of them"),
    "cell-without-column": (
        "Nothing names the column of this cell: {text}",
        "Name the column, or remove it; in a CSV file a text with a separator in it goes into quotes",
    ),
    "line-without-text": ("This line does not say what is wrong: {text}", "Write the text, or remove the line"),
    "lines-above": ("Above the names of the columns, not read as an item: {text}", ""),
    "quote-open": ("A quote begins here and is never closed", "Close it, or leave it out"),
    "file-not-text": (
        "The file is not text that can be read",
        "Save it again from the spreadsheet, as CSV in UTF-8 or as XLSX",
    ),
    "encoding-assumed": (
        "The file is not UTF-8, and was read as Windows-1252: is this right? {name}",
        "If it is not: save it as CSV in UTF-8",
    ),
    "file-not-sheet": ("The workbook cannot be read: {why}", "{how}"),
    "sheet-too-large": (
        "More than {rows} rows, {columns} columns or what they can hold, so it was not read",
        "Copy the list alone into a new file",
    ),
    "sheet-unknown": ("There is no sheet called {name}", "There are: {known}"),
    "sheets-left": ("Only the sheet {name} was read, and not: {known}", "Another one is read with --sheet NAME"),
    "pictures-left": (
        "Pictures inside the workbook were not read: {count}",
        "Save them beside it, and name them in a column called photos",
    ),
    "template-broken": ("This cannot be used: {why}", "What a template may hold is in docs/templates.md"),
    "template-unknown": ("{name}: there is no such thing here", "docs/templates.md names all that there is"),
    "template-unseen": ("No page shows {what}: {why}", "How pages are put together is in docs/templates.md"),
    "template-outdated": (
        "This was copied from qcheck {version}, and {name} has changed since",
        "Compare: qcheck templates show {name}. Then let the first line say: Copied from {now}",
    ),
    "answer-unreadable": (
        "No answer that can be recorded: {problem}",
        'Record what the client says by hand: qcheck rate 9 "their words"',
    ),
    "answer-line-left": ("Not taken {why}: {text}", ""),
    "character-hidden": ("The invisible character {character} stands here", "Remove it, or type the text anew"),
}

PEOPLE = ("by", "approver")
# The longest that a word from a file is shown: a name is quoted, a text is told.
LONG = 300
LONGEST = {"got": 60, "key": 60, "id": 60, "name": 60, "tag": 60, "zone": 60, "fix": 60}

TIMES = ("at", "done_at", "date", "first", "since", "until", "taken")


WEEKDAYS = (
    phrase("Mon"), phrase("Tue"), phrase("Wed"), phrase("Thu"), phrase("Fri"), phrase("Sat"), phrase("Sun"),
)  # fmt: skip
MONTHS = (
    phrase("Jan"), phrase("Feb"), phrase("Mar"), phrase("Apr"), phrase("May"), phrase("Jun"),
    phrase("Jul"), phrase("Aug"), phrase("Sep"), phrase("Oct"), phrase("Nov"), phrase("Dec"),
)  # fmt: skip


class Speaker(Struct, frozen=True):
    """What is needed to put things into words: names of people, the zone times are told in, and the language.

    Whoever has one of the roles in `unnamed` is called by that role.
    """

    settings: Settings
    zone: tzinfo
    tongue: Tongue = ENGLISH
    unnamed: tuple[str, ...] = ()

    def name(self, person: str) -> str:
        known = next((p for p in self.settings.people if p.id == person), None)
        role = next((r for r in known.roles if r in self.unnamed), "") if known else ""
        return line(role or (known.name if known else person))

    def when(self, text: str, *, year: bool = True) -> str:
        """A date or time as people read it: `Fri 4 Dec 2026`, with the hour if there is one."""
        return self.say(when(text, self.zone, year=year))

    def plain(self) -> "Speaker":
        """The same in the language that seals are made over."""
        return replace(self, tongue=ENGLISH)

    def say(self, text: str) -> str:
        """A phrase in the language that is spoken; any other text as it stands."""
        return self.tongue.say(text)


def when(text: str, zone: tzinfo, *, year: bool = True) -> str:
    """`Fri 4 Dec 2026 17:00` from a date or time of the record; what is no date is given back as it is."""
    try:
        moment = local(text, zone) if "T" in text else None
        day = moment.date() if moment else date.fromisoformat(text)
    except (ValueError, OverflowError):
        return line(text)
    names = {"weekday": WEEKDAYS[day.weekday()], "day": str(day.day), "month": MONTHS[day.month - 1]}
    words = (
        phrase("{weekday} {day} {month} {year}", **names, year=str(day.year))
        if year
        else phrase("{weekday} {day} {month}", **names)
    )
    return phrase("{date} {time}", date=words, time=f"{moment:%H:%M}") if isinstance(moment, datetime) else words


def message(finding: Finding, speaker: Speaker) -> str:
    """What is wrong, in one sentence without a full stop."""
    sentence = SENTENCES[finding.code][0]
    said = speaker.say(phrase(sentence, **_words(finding, speaker)))
    named = sentence.startswith("{named}") and said.startswith(("a ", "an ", "the "))
    return said[:1].upper() + said[1:] if named else said


def hint(finding: Finding, speaker: Speaker) -> str:
    """What to do about it, in English as the commands are; empty where nothing is to be done."""
    words = _words(finding, speaker)
    near = words.get("near", "")
    return f"Did you mean {near}?" if near else SENTENCES[finding.code][1].format_map(words)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


def _words(finding: Finding, speaker: Speaker) -> Mapping[str, str]:
    words = {key: _word(key, value, speaker) for key, value in finding.args.items()}
    words["subject"] = line(finding.subject)
    for quoted in ("note", "comment"):
        if words.get(quoted):
            words[quoted] = speaker.say(phrase(": {note}", note=words[quoted]))
    if words.get("also"):
        words["also"] = speaker.say(phrase("; also {also}", also=words["also"]))
    if "text" in finding.args:
        words["text"] = _word("text", scoped(finding.subject, str(finding.args["text"])), speaker)
    return words


def _word(key: str, value: Arg, speaker: Speaker) -> str:
    if isinstance(value, tuple):
        return ", ".join(line(speaker.say(part)) for part in value)
    if isinstance(value, int):
        return str(value)
    if key in PEOPLE:
        return speaker.name(value)
    return speaker.when(value) if key in TIMES else line(_short(speaker.say(value), LONGEST.get(key, LONG)))
