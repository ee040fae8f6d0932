"""Reports in other languages, as a real process: asked for once, or for the whole workspace."""

from pathlib import Path

from conftest import Shell

JOB = "jobs/elm-street-kitchen"


def speak(shell: Shell, language: str) -> None:
    """Has the workspace speak a language."""
    path = shell.folder / "qcheck.yaml"
    source = path.read_text(encoding="utf-8").replace("language: en\n", f"language: {language}\n")
    path.write_text(source, encoding="utf-8")


def test_a_report_speaks_the_language_that_is_asked_for_and_a_terminal_stays_english(elm: Shell) -> None:
    """With dates as the language writes them, and what people wrote as they wrote it."""
    elm("tick", "1-2")
    elm("fail", "3", "--note", "3 mm out")
    said = {tag: elm("report", "--format", "text", "--language", tag).out for tag in ("en", "de", "es", "fr")}
    assert "✗ NOT READY FOR HANDOVER\n" in said["en"]
    assert "✗ NICHT BEREIT ZUR ABNAHME\n" in said["de"]
    assert "✗ NO LISTA PARA LA ENTREGA\n" in said["es"]
    assert "✗ PAS PRÊT POUR LA RÉCEPTION\n" in said["fr"]
    assert all("3 mm out" in text for text in said.values())
    assert elm("status").out.startswith("ELM STREET KITCHEN   NOT READY   2 left")


def test_a_page_in_the_language_of_the_workspace_is_what_the_record_makes(elm: Shell, tmp_path: Path) -> None:
    """It was sealed over the same state as in English, so that it can be checked on any machine."""
    speak(elm, "de")
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    kept = (elm.folder / JOB / "reports" / "handover-A.html").read_bytes()
    held = tmp_path / "held.html"
    held.write_bytes(kept)
    assert '<html lang="de">' in kept.decode()
    assert (
        "The page is, byte for byte, what the record makes of revision A.\n" in elm("audit", "--report", str(held)).out
    )
    elm("report", "--language", "fr", "--out", str(held))
    assert '<html lang="fr">' in held.read_text(encoding="utf-8")
    found = elm("audit", "--report", str(held), code=2).out
    assert found.endswith("THE PAGE COULD NOT BE COMPARED with revision A: it is in another language, fr.\n")
    assert "Revision A, accepted by Ann Client" in found
    assert "No seal of this record" not in found


def test_a_language_that_there_is_not_is_told_with_those_there_are(elm: Shell) -> None:
    """At its place in the settings, and at the option."""
    line = (elm.folder / "qcheck.yaml").read_text(encoding="utf-8").splitlines().index("language: en") + 1
    speak(elm, "it")
    assert elm("report", code=2).err == (
        f"qcheck.yaml:{line}:11: block: language: it is not allowed [value-unknown]\n    Use one of en, de, es, fr\n"
    )
    speak(elm, "en")
    assert "'it' is not one of 'en', 'de', 'es', 'fr'." in elm("report", "--language", "it", code=2).err
