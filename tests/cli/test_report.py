"""The report for the client and the one for us, as commands."""

from conftest import Shell


def test_the_report_is_for_the_client_unless_it_is_asked_for(elm: Shell) -> None:
    """The internal one has a file of its own, so that neither is mailed for the other."""
    settings = elm.folder / "qcheck.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("hidden_names: []", "hidden_names: [fitter]"), encoding="utf-8")
    elm("tick", "1", "--did", "ravi")
    elm("note", "looks tired", "1")
    folder = elm.folder / "jobs" / "elm-street-kitchen" / "reports"
    assert elm("report").out == f"Report: {folder / 'handover.html'}\n"
    assert elm("report", "--internal").out == f"Report: {folder / 'handover-internal.html'}\n"
    client, internal = (
        (folder / name).read_text(encoding="utf-8") for name in ("handover.html", "handover-internal.html")
    )
    for ours in ("Ravi Shah", "looks tired", "internal: not for the client"):
        assert ours in internal
        assert ours not in client
        assert ours not in elm("report", "--data").out
    assert "fitter, recorded by Dana Miller" in client
    assert '"audience": "internal"' in elm("report", "--internal", "--data").out


def test_a_file_is_what_its_ending_says(elm: Shell) -> None:
    """A page called .pdf would be sent to a client who cannot open it."""
    said = elm("report", "--out", "x.pdf", code=2).err
    assert said == "x.pdf: what is made is html.\nAdd --format pdf, or give the file another ending.\n"
    assert elm("report", "--format", "text", "--out", "x.md", code=2).err.startswith("x.md: what is made is text.\n")
    assert not (elm.folder / "x.pdf").exists()


def test_a_folder_is_no_file(elm: Shell) -> None:
    """Not even the one that one is in."""
    assert elm("report", "--out", ".", code=2).err == "Cannot write .: Is a directory.\n"
