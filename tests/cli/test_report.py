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
