"""Mail: whatever someone saved or pasted, it is text."""

from hypothesis import given
from hypothesis import strategies as st

from qcheck.intake.mail import text

PIECES = st.sampled_from(
    [
        *(
            b"MIME-Version: 1.0\n",
            b"Content-Type: text/plain; charset=",
            b"utf-8",
            b"utf-7",
            b"idna",
            b"rot13",
            b"\n",
            b"\n\n",
        ),
        *(b"Content-Type: multipart/mixed; boundary=b\n", b"\n--b\n", b"\n--b--\n", b"Content-Type: message/rfc822\n"),
        *(
            b"Content-Transfer-Encoding: base64\n",
            b"Content-Transfer-Encoding: quoted-printable\n",
            b"Content-Type: text/html\n",
        ),
        *(
            b"Content-Transfer-Encoding: uuencode\n",
            b"begin 644 x\n",
            b"=\n",
            b"=E2=9C",
            b"<p>",
            b"<br",
            b"&#x110000;",
            b"P7 done",
        ),
        *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00", b"\x81", b"Subject: =?utf-8?q?=ZZ?=\n", b" folded\n"),
    ]
)


@given(st.binary() | st.lists(PIECES | st.binary(max_size=4)).map(b"".join))
def test_any_bytes_are_text(source: bytes) -> None:
    """No head, no charset and no encoding makes it raise."""
    assert isinstance(text(source), str)
    assert text(b"") == ""
