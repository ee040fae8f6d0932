"""Columns: the names that offices give them, English and German, and their words for how much an item may wait."""

from qcheck.core.names import plain_words

NUMBER = "number"

_NAMES: dict[str, str] = {
    "id": "id, ref, reference, key, code, item id, snag id, defect id, kennung, schlüssel, referenz",
    NUMBER: (
        "no, nr, number, num, nummer, n°, s/n, line, row, pos, position nr, lfd nr, lfd, laufende nummer, "
        "item no, item nr, item number, snag no, defect no, zeile"
    ),
    "text": (
        "text, description, defect, defects, defect description, description of defect, issue, issue description, "
        "snag, snag description, item, item description, punch item, deficiency, finding, observation, problem, what, "
        "mangel, mängel, beschreibung, mangelbeschreibung, beschreibung des mangels, feststellung, befund, restarbeit"
    ),
    "where": (
        "where, location, room, place, area, zone, building, floor, level, ort, raum, zimmer, lage, bereich, "
        "einbauort, gebäude, geschoss, etage, stockwerk"
    ),
    "fix": (
        "fix, remedy, action, action required, required action, corrective action, rectification, what to do, to do, "
        "maßnahme, maßnahmen, abhilfe, nachbesserung, beseitigung, zu tun"
    ),
    "trade": "trade, discipline, gewerk",
    "owner": (
        "owner, responsible, responsible person, responsible party, responsibility, assigned to, assigned, assignee, "
        "who, by whom, action by, ball in court, verantwortlich, verantwortliche, verantwortlicher, zuständig, "
        "zuständigkeit, wer, bearbeiter"
    ),
    "due": (
        "due, due date, due by, date due, deadline, by, by when, target date, required by, complete by, frist, termin, "
        "fällig, fällig am, bis, bis wann, zu erledigen bis, fertig bis"
    ),
    "category": (
        "category, cat, priority, prio, severity, class, importance, kategorie, kat, priorität, dringlichkeit, schwere"
    ),
    "photos": "photo, photos, picture, pictures, image, images, foto, fotos, bild, bilder",
}
_CATEGORIES: dict[str, str] = {
    "A": (
        "a, before handover, before, critical, high, major, urgent, blocker, blocking, vor übergabe, vor abnahme, vor "
        "der übergabe, vor der abnahme, kritisch, hoch, dringend, schwer, wesentlich"
    ),
    "B": (
        "b, after handover, after, medium, normal, minor, moderate, nach übergabe, nach abnahme, nach der übergabe, "
        "nach der abnahme, mittel, leicht, unwesentlich"
    ),
    "C": "c, cosmetic, low, trivial, kosmetisch, niedrig, gering, optisch, schönheitsfehler",
}


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {plain_words(word): key for key, words in table.items() for word in words.split(",")}


_KEYS, _WAITS = _by_word(_NAMES), _by_word(_CATEGORIES)
KNOWN = tuple(_NAMES)


def key(heading: str) -> str:
    """The key of a punch list that a column's name means, or `number` for running numbers; empty for any other."""
    return NUMBER if heading.strip() in {"#", "№"} else _KEYS.get(plain_words(heading), "")


def category(word: str) -> str:
    """The category that a word means; empty for any other word. A figure means none: 1 is the least for some."""
    return _WAITS.get(plain_words(word), "")
