"""PDF at the command line: written beside the page, and recognised when it comes back."""

from conftest import Shell


def test_a_report_goes_into_the_job_s_folder_as_pdf(elm: Shell) -> None:
    """It says where, lies beside the page, and is one whatever the page is in."""
    ran = elm("report", "elm", "--format", "pdf", "--language", "de", "--internal")
    assert ran.out.endswith("jobs/elm-street-kitchen/reports/handover-internal.pdf\n")
    made = elm.folder / "jobs/elm-street-kitchen/reports/handover-internal.pdf"
    assert made.read_bytes().startswith(b"%PDF-1.7")
    assert b"<rdf:li>de</rdf:li>" in made.read_bytes()


def test_the_seal_of_a_signed_job_is_found_in_its_pdf(elm: Shell) -> None:
    """Whoever holds the file learns which revision it is of."""
    elm("handover", "elm", "--outcome", "refused", "--name", "Ann Client")
    elm("report", "elm", "--format", "pdf", "--out", "held.pdf")
    told = elm("audit", "--report", "held.pdf", code=None).out
    assert "the record has this seal:" in told
    assert "Revision A, refused by Ann Client" in told


def test_a_punch_list_is_set_by_place(elm: Shell) -> None:
    """A list for print is one, too, under the name of what it is ordered by."""
    elm("punch", "add", "Scratch \ue001 on the door", "--where", "kitchen", "--owner", "ravi")
    ran = elm("punch", "print", "elm", "--by", "place", "--format", "pdf")
    assert ran.out.endswith("reports/punch-by-place.pdf\n")
    assert ran.err == (
        "No font here has U+E001: in the PDF each shows as its number. A font that has them helps: docs/pdf.md.\n"
    )
