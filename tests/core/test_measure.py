"""Measures: numbers and units as they are typed, the whole text of what is refused, and how they are told."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.clean import line
from qcheck.core.dimension import SCALES, meant
from qcheck.core.exact import canonical, compare, divided, is_canonical, times
from qcheck.core.measure import broken, limits, shown, with_unit
from qcheck.core.typed import Unclear, decimal, typeable
from qcheck.model.checklist import Number

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=4).map(lambda n: canonical(f"{n:f}"))
PAIRS = [(a, b) for units in SCALES for a in units for b in units]


def refused(typed: str, unit: str = "", sign: str = ".") -> str:
    with pytest.raises(Unclear) as unclear:
        with_unit(typed, unit, sign)
    return f"{unclear.value}\n{unclear.value.hint}"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.5", "1.5"),
        (" 2 ", "2"),
        ("+2", "2"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("007", "7"),
        ("1.50", "1.50"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("0.500", "0.500"),
        ("00.125", "0.125"),
        ("1234.500", "1234.500"),
        ("1.2345", "1.2345"),
        ("123456789012345", "123456789012345"),
        ("0.000000000000000000001", "0.000000000000000000001"),
    ],
)
def test_a_number_is_kept_as_it_was_measured(typed: str, value: str) -> None:
    """Plus, leading zeros and the sign of nothing go; zeros at the end say how precise it is, and stay."""
    assert decimal(typed, ".") == value
    assert decimal(typed.replace(".", ","), ",") == value
    assert is_canonical(value)


@pytest.mark.parametrize(
    ("typed", "sign", "said"),
    [
        ("1.500", ".", "1.500 could be a fraction or 1500.\nWrite 1.5 or 1500."),
        ("1,500", ".", "1,500 could be a fraction or 1500.\nWrite 1.5 or 1500."),
        ("1.500", ",", "1.500 could be a fraction or 1500.\nWrite 1,5 or 1500."),
        ("1,500", ",", "1,500 could be a fraction or 1500.\nWrite 1,5 or 1500."),
        ("-12.345", ".", "-12.345 could be a fraction or -12345.\nWrite -12.3450 or -12345."),
        ("2.000", ".", "2.000 could be a fraction or 2000.\nWrite 2 or 2000."),
        ("1,5", ".", "1,5 has a comma; this workspace writes a point.\nWrite 1.5."),
        ("1.5", ",", "1.5 has a point; this workspace writes a comma.\nWrite 1,5."),
        ("0,500", ".", "0,500 has a comma; this workspace writes a point.\nWrite 0.500."),
        ("1,5,0", ".", "1,5,0 has more than one decimal sign.\nLeave out those of thousands: 1500.5."),
        ("1.000.000", ".", "1.000.000 has more than one decimal sign.\nLeave out those of thousands: 1500.5."),
        ("1.000,5", ",", "1.000,5 has more than one decimal sign.\nLeave out those of thousands: 1500,5."),
        ("5.", ".", "5. ends with a point.\nWrite 5, or the digits after it."),
        ("5,", ".", "5, ends with a comma.\nWrite 5, or the digits after it."),
        ("1e999", ".", "1e999 has an exponent.\nWrite the number out, such as 1500."),
        ("2.5E-3", ".", "2.5E-3 has an exponent.\nWrite the number out, such as 1500."),
        ("NaN", ".", "NaN is not a number.\nWrite a number, such as 1.5."),
        ("inf", ",", "inf is not a number.\nWrite a number, such as 1,5."),
        ("-", ".", "- is not a number.\nWrite a number, such as 1.5."),
        (".", ".", ". is not a number.\nWrite a number, such as 1.5."),
        ("3-4", ".", "3-4 is not a number.\nWrite a number, such as 1.5."),
        ("1/2", ".", "1/2 is not a number.\nWrite a number, such as 1.5."),
        ("- 5", ".", "- 5 is not a number.\nWrite a number, such as 1.5."),
        ("٣", ".", "٣ has digits other than 0 to 9.\nWrite it with 0 to 9, such as 1.5."),
        ("\uff11", ".", "\uff11 has digits other than 0 to 9.\nWrite it with 0 to 9, such as 1.5."),
        ("1½", ",", "1½ has digits other than 0 to 9.\nWrite it with 0 to 9, such as 1,5."),
        ("1_000", ".", "1_000 has something between its digits.\nWrite them without it, such as 1500."),
        ("1 000,5", ",", "1 000,5 has something between its digits.\nWrite them without it, such as 1500."),
        ("1\u00a0000", ".", "1 000 has something between its digits.\nWrite them without it, such as 1500."),
        ("1'000", ".", "1'000 has something between its digits.\nWrite them without it, such as 1500."),
        ("", ".", "no number was given.\nWrite a number, such as 1.5."),
        ("--1", ".", "--1 has more than one plus or minus.\nWrite one, such as -1.5."),
        ("+-1", ",", "+-1 has more than one plus or minus.\nWrite one, such as -1,5."),
        ("0x1F", ".", "0x1F is not in decimal digits.\nWrite a number, such as 1.5."),
        ("0b1", ".", "0b1 is not in decimal digits.\nWrite a number, such as 1.5."),
        ("1234567890123456", ".", "1234567890123456 has more than 15 digits.\nWrite it with fewer."),
        ("1" * 61, ".", f"{'1' * 40}… is too long for a number.\nWrite a number, such as 1.5."),
        ("\x1b[2J", ".", "�[2J is not a number.\nWrite a number, such as 1.5."),
    ],
)
def test_what_is_no_number_or_two_is_refused(typed: str, sign: str, said: str) -> None:
    """The refusal repeats what was typed, says why it is unclear, and what to type instead."""
    assert refused(typed, "", sign) == said
    with pytest.raises(Unclear) as unclear:
        decimal(typed, sign)
    assert f"{unclear.value}\n{unclear.value.hint}" == said


def test_what_follows_many_spaces_is_not_cut_off() -> None:
    """A number is never taken from the beginning of something longer."""
    assert refused(f"5{' ' * 500}00") == "5 00 has something between its digits.\nWrite them without it, such as 1500."


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("1.5", "mm", "1.5"),
        ("1.5mm", "mm", "1.5"),
        ("1.5 mm", "mm", "1.5"),
        (" 1.5  MM ", "mm", "1.5"),
        ("1.50cm", "mm", "15.0"),
        ("150 mm", "m", "0.150"),
        ("1 km", "mm", "1000000"),
        ("\u22125 cm", "mm", "-50"),
        ("2 t", "mg", "2000000000"),
        ("5 KG", "g", "5000"),
        ("3 cl", "ml", "30"),
        ("90 s", "min", "1.5"),
        ("1.5 min", "s", "90"),
        ("-90 s", "min", "-1.5"),
        ("1h", "min", "60"),
        ("36 min", "h", "0.6"),
        ("1013 mbar", "bar", "1.013"),
        ("1 bar", "kPa", "100"),
        ("230 V", "kV", "0.230"),
        ("5 kohm", "Ω", "5000"),
        ("2 \u2126", "kΩ", "0.002"),
        ("63°C", "°C", "63"),
        ("63 ° C", "°C", "63"),
        ("63 C", "°C", "63"),
        ("63 c", "°C", "63"),
        ("63 \u00baC", "°C", "63"),
        ("63 \u2103", "°C", "63"),
        ("5%", "%", "5"),
        ("7 PH", "pH", "7"),
        ("300 Lux", "lux", "300"),
        ("3 pcs", "pcs", "3"),
        ("4 m2", "m2", "4"),
        ("4 m²", "m²", "4"),
        ("3 l/min", "l/min", "3"),
        ("3 Nm", "Nm", "3"),
        ("3 MW", "MW", "3"),
        ("3 kgCO2e", "kgCO2e", "3"),
        ("3 site2", "site2", "3"),
    ],
)
def test_a_unit_may_be_typed(typed: str, unit: str, value: str) -> None:
    """The item's own unit is dropped, another of its dimension converted exactly, with its precision."""
    assert with_unit(typed, unit, ".") == value


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("63 mm", "°C", "this item is in °C, not “mm”.\nWrite it in °C."),
        ("63°F", "°C", "this item is in °C, not “°F”.\nWrite it in °C."),
        ("5 in", "mm", "this item is in mm, not “in”.\nWrite it in mm."),
        ('5"', "mm", 'this item is in mm, not “"”.\nWrite it in mm.'),
        ("3 mm mm", "mm", "this item is in mm, not “mm mm”.\nWrite it in mm."),
        ("1mm2", "mm", "this item is in mm, not “mm2”.\nWrite it in mm."),
        ("5 Mg", "mg", "this item is in mg, not “Mg”.\nWrite it in mg."),
        ("5 MV", "mV", "this item is in mV, not “MV”.\nWrite it in mV."),
        ("5 mΩ", "MΩ", "this item is in MΩ, not “mΩ”.\nWrite it in MΩ."),
        ("5 mW", "kW", "this item is in kW, not “mW”.\nWrite it in kW."),
        ("5 mW", "MW", "this item is in MW, not “mW”.\nWrite it in MW."),
        ("5 k", "K", "this item is in K, not “k”.\nWrite it in K."),
        ("5 kg", "pcs", "this item is in pcs, not “kg”.\nWrite it in pcs."),
        ("1.5mm", "", "this item is a number without a unit, not mm.\nWrite the number alone."),
        ("100 s", "min", "100 s has no end when it is written in min.\nWrite it in min."),
        ("1,5 mm", "mm", "1,5 has a comma; this workspace writes a point.\nWrite 1.5mm."),
        ("1.500 mm", "mm", "1.500 could be a fraction or 1500.\nWrite 1.5mm or 1500mm."),
        ("1 000 mm", "mm", "1 000 has something between its digits.\nWrite them without it, such as 1500mm."),
        ("1e3 mm", "mm", "1e3 has an exponent.\nWrite the number out, such as 1500mm."),
        ("1e3", "e3", "1e3 has an exponent.\nWrite the number out, such as 1500."),
        ("0x1F", "F", "0x1F is not in decimal digits.\nWrite a number, such as 1.5."),
        ("mm", "mm", "mm is not a number.\nWrite a number, such as 1.5."),
        ("5 \x1b[2J", "mm", "this item is in mm, not “�[2J”.\nWrite it in mm."),
        (f"5 {'x' * 50}", "mm", f"this item is in mm, not “{'x' * 40}…”.\nWrite it in mm."),
    ],
)
def test_another_unit_is_refused(typed: str, unit: str, said: str) -> None:
    """A unit of another dimension, one that is not known, and one whose capitals could mean another are not guessed."""
    assert refused(typed, unit) == said


@given(NUMBERS, st.sampled_from(PAIRS))
def test_a_conversion_is_exact_or_refused(number: str, units: tuple[str, str]) -> None:
    """No conversion within a dimension changes the quantity, and a refusal means that it has no end."""
    given_, wanted = units
    scale = next(s for s in SCALES if given_ in s)
    exact = Fraction(number) * scale[given_] / scale[wanted]
    try:
        value = with_unit(f"{typeable(number, '.')} {given_}", wanted, ".")
    except Unclear:
        assert exact.denominator % 3 == 0
    else:
        assert Fraction(value) == exact
        assert is_canonical(value)


@given(st.text(), st.text(max_size=20), st.sampled_from(".,"))
def test_any_text_is_a_number_of_the_record_or_refused(typed: str, unit: str, sign: str) -> None:
    """Whatever is typed, it becomes a number of the record or a refusal with a hint, and nothing else is raised."""
    try:
        value = with_unit(typed, unit, sign)
    except Unclear as unclear:
        told = f"{unclear}{unclear.hint}"
    else:
        assert is_canonical(value)
        return
    assert line(told) == told


@given(st.text("0123456789.,-+eExX _'\u2212%mk"), st.sampled_from(["", "mm", "%", "kg"]), st.sampled_from(".,"))
def test_nothing_like_a_number_is_taken_for_another_one(typed: str, unit: str, sign: str) -> None:
    """What is accepted is, with its own sign for a point, the number that any reader takes it for."""
    try:
        value = with_unit(typed, unit, sign)
    except Unclear:
        return
    text = typed.strip().lower().replace("\u2212", "-").replace(sign, ".")
    alone = text.rstrip("%mkg ")
    factor = {"m": 1000, "km": 1_000_000}.get(text[len(alone) :].strip(), 1) if unit == "mm" else 1
    assert Decimal(value) == Decimal(alone) * factor


@given(NUMBERS, st.sampled_from(".,"))
def test_a_number_as_it_can_be_typed_is_read_as_itself(number: str, sign: str) -> None:
    """Three decimals that could be thousands are avoided without changing the number."""
    assert Decimal(decimal(typeable(number, sign), sign)) == Decimal(number)


@given(NUMBERS, NUMBERS)
def test_numbers_are_compared_exactly(one: str, other: str) -> None:
    """Comparing decimal text gives what exact arithmetic gives."""
    left, right = Decimal(one), Decimal(other)
    assert compare(one, other) == (left > right) - (left < right)


def test_numbers_are_compared_by_value_however_precise() -> None:
    """Zeros at the end, the sign and many digits make no difference that is not there."""
    assert compare("1.50", "1.5") == 0
    assert compare("-2", "-1.9") == -1
    assert compare("10", "9") == 1
    assert compare("0.1000000000000000000001", "0.1") == 1


@pytest.mark.parametrize(
    "text", ["", "x", "1,5", "01", "1.", ".5", "-0", "+1", "1e3", "NaN", "٣", "--1", "9" * 61, "-"]
)
def test_what_the_record_does_not_write_is_not_compared(text: str) -> None:
    """A text that is no number of the record is told from one, and never counts as nothing."""
    assert not is_canonical(text)
    with pytest.raises(ValueError, match="not two decimal numbers"):
        compare(text, "1")
    with pytest.raises(ValueError, match="not two decimal numbers"):
        compare("1", text)


def test_what_has_no_end_is_not_divided() -> None:
    """A third is no decimal number; what can be divided keeps its sign and all that counts."""
    assert divided("100", 60) == ""
    assert divided("-0.9", 60) == "-0.015"
    assert times("-1.25", 60) == "-75"
    assert times("-1.25", 10) == "-12.5"


def test_a_unit_is_known_by_its_spellings_within_its_dimension() -> None:
    """A spelling counts only where its unit does: C is °C for a temperature and nothing for a length."""
    assert meant("C", "°C") == "°C"
    assert meant("C", "mm") == ""
    assert meant("kOhm", "Ω") == ""
    assert meant("", "mm") == ""


@pytest.mark.parametrize(
    ("value", "unit", "sign", "said"),
    [
        ("3.5", "mm", ".", "3.5 mm"),
        ("3.5", "mm", ",", "3,5 mm"),
        ("-0.50", "°C", ",", "-0,50 °C"),
        ("63", "%", ".", "63%"),
        ("63", "", ".", "63"),
        ("1.5.5", "mm", ",", "1.5.5 mm"),
        ("a\x1b[2J\nb", "m\x1bm", ".", "a�[2J b m�m"),
    ],
)
def test_a_recorded_number_is_told_with_the_sign_of_the_workspace(value: str, unit: str, sign: str, said: str) -> None:
    """A number has its unit behind it; what is none is shown as it stands, without what could steer a terminal."""
    assert shown(value, unit, sign) == said


@pytest.mark.parametrize(
    ("number", "sign", "said"),
    [
        (Number("mm", "", "2"), ".", "at most 2 mm"),
        (Number("°C", "63", ""), ".", "at least 63 °C"),
        (Number("mm", "2", "4.5"), ",", "2 to 4,5 mm"),
        (Number("mm", "2", "2"), ".", "exactly 2 mm"),
        (Number("", "-1", "1"), ".", "-1 to 1"),
        (Number("mm"), ".", ""),
    ],
)
def test_limits_are_told_in_words(number: Number, sign: str, said: str) -> None:
    """Both limits are told as a range, one as a bound, none not at all."""
    assert limits(number, sign) == said


@pytest.mark.parametrize(
    ("value", "limit"),
    [("1.9", "2"), ("2", ""), ("2.0", ""), ("3", ""), ("4.50", ""), ("4.51", "4.5"), ("-3", "2")],
)
def test_the_limit_that_is_broken_is_named(value: str, limit: str) -> None:
    """Limits are inclusive; a number breaks the lower one or the higher one."""
    assert broken(value, Number("mm", "2", "4.5")) == limit
