"""The walk: each key, what it records, and what the screen says of it."""

from pathlib import Path

import pytest

from qcheck.app import answer, owed
from qcheck.model.key import KEYS
from tui.walking import JOB, Screen, Site, made, play


def test_pass_ticks_at_once_and_goes_on(site: Site) -> None:
    """One key, one answer in the record, and the next missing item is in hand; Space does the same."""

    async def act(screen: Screen) -> None:
        assert screen.at == "1"
        await screen.press("p")
        assert site.item(1).standing == "pass"
        assert screen.said == "1 ticked. 14 left. Power isolated"
        assert screen.at == "2"
        await screen.press("space")
        assert site.item(2).standing == "pass"
        assert screen.at == "3"

    play(site.walk(), act)


def test_a_filter_for_what_is_missing_passes_over_nothing(site: Site) -> None:
    """What is answered leaves the list, and the next one is in hand, not the one after it."""

    async def act(screen: Screen) -> None:
        await screen.press("m", "p")
        assert screen.at == "2"
        await screen.press("n")
        assert screen.at == "3"
        await screen.press("f", "escape")
        assert screen.at == "4"

    play(site.walk(), act)


def test_the_same_key_once_more_drops_no_photo(site: Site) -> None:
    """What has passed, or failed, is said again by intent only."""
    answer.answer(site.desk(), JOB, ("1",), "pass", {})
    answer.answer(site.desk(), JOB, ("2",), "fail", {})
    said = len(site.job().events)

    async def act(screen: Screen) -> None:
        for number, word in ((1, "It was ticked already."), (2, "It has failed already.")):
            await screen.to(number)
            await screen.press("p" if number == 1 else "f")
            assert word in screen.over
            await screen.press("escape")
        assert len(site.job().events) == said
        await screen.to(1)
        await screen.press("p", "enter")
        assert len(site.job().events) == said + 1

    play(site.walk(), act)


def test_what_is_wrong_reaches_whoever_puts_it_right(site: Site) -> None:
    """The words of a failure stand with its punch item, and in what is handed out."""
    from qcheck.app import handout

    async def act(screen: Screen) -> None:
        await screen.press("f")
        await screen.type("two scratches\n\nravi\n\n")
        await screen.to("P1")
        assert "Dana Miller: failed: two scratches" in screen.hand

    play(site.walk(), act)
    shown, _, _ = handout.handout(site.desk(), JOB, "ravi", "text", site=False)
    assert [i.text for i in shown.items] == ["Power isolated: two scratches"]


def test_a_failure_is_recorded_by_its_key_alone(site: Site) -> None:
    """Whoever leaves the question has failed the item all the same, and nothing else is said of it."""

    async def act(screen: Screen) -> None:
        await screen.press("f")
        assert site.item(1).standing == "fail"
        assert "1 Power isolated: FAILED, recorded" in screen.over
        await screen.press("escape")
        assert screen.over == ""
        assert screen.at == "2"

    play(site.walk(), act)
    assert site.job().punch == ()
    assert site.item(1).notes == ()


def test_what_a_failure_needs_is_one_statement_with_it(site: Site) -> None:
    """Words, person and date go with the failure, and one undo takes all of it back."""

    async def act(screen: Screen) -> None:
        await screen.press("f")
        await screen.type("two scratches\n\nravi\nthu\n")
        assert screen.over == ""
        assert screen.said == "1 FAILED. P1 Power isolated: to be put right, waiting on Ravi Shah, Thu 3 Dec."
        (punch,) = site.job().punch
        assert (punch.owner, punch.due, punch.item) == ("ravi", "2026-12-03", "site/start.isolated")
        assert [n.text for n in site.item(1).notes] == ["two scratches"]
        await screen.press("u")
        assert "Take this back?" in screen.over
        await screen.press("escape")
        assert site.item(1).standing == "fail"
        await screen.press("u", "enter")
        assert screen.said == "Taken back."

    play(site.walk(), act)
    assert site.item(1).standing == "open"
    assert site.job().punch == ()
    assert site.item(1).notes == ()


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("\n\nnobody\n\n", "nobody is not among the people in qcheck.yaml."),
        ("\n\nravi\nsometime\n", "sometime"),
        ("\nno-such.jpg\n\n\n", "no-such.jpg"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_to_be_mended(site: Site, typed: str, wrong: str) -> None:
    """A wrong person, date or photo records nothing besides the failure, and nothing that was typed is lost."""

    async def act(screen: Screen) -> None:
        await screen.press("f")
        await screen.type(typed)
        assert wrong in screen.over
        assert any(screen.lines)
        await screen.press("escape")

    play(site.walk(), act)
    assert site.job().punch == ()
    assert site.item(1).standing == "fail"


def test_not_applicable_by_what_the_list_allows(site: Site) -> None:
    """Refused where it always applies, at once where it needs no reason, else with the reason."""

    async def act(screen: Screen) -> None:
        await screen.press("n")
        assert screen.said.startswith("Not recorded. 1 Power isolated: its list says that it always applies.")
        await screen.to(2)
        await screen.press("n")
        assert site.item(2).standing == "na"
        await screen.to(3)
        await screen.press("n")
        await screen.type("\n")
        assert "Its list asks for the reason." in screen.over
        assert site.item(3).standing == "open"
        await screen.type("no stairs\n")
        assert site.item(3).heads[-1].note == "no stairs"
        assert screen.at == "4"

    play(site.walk(), act)


def test_skip_leaves_an_item_and_comes_back_to_it(site: Site) -> None:
    """Nothing is recorded; what was skipped is next again after the last."""

    async def act(screen: Screen) -> None:
        await screen.press("s")
        assert screen.at == "2"
        for _ in range(20):
            await screen.press("s")
            if screen.at == "1":
                break
        assert screen.at == "1"

    play(site.walk(), act)
    assert all(i.standing == "open" for i in site.job().items)


def test_a_value_is_asked_for_and_judged(site: Site) -> None:
    """Pass, v and a digit begin it; what is no number stays to be mended; what breaks the limit fails."""

    async def act(screen: Screen) -> None:
        await screen.to(6)
        await screen.press("p")
        assert "Value: at most 2 mm" in screen.over
        await screen.type("level\n")
        assert "level is not a number" in screen.over
        await screen.press("escape", "v", "escape")
        await screen.type("1.5\n")
        assert screen.said.startswith("6 ticked: 1.5 mm (at most 2 mm).")
        assert site.item(6).heads[-1].value == "1.5"
        await screen.to(6)
        await screen.type("35\n")
        assert "6 Worktop level: FAILED, recorded" in screen.over
        await screen.type("\n\nravi\n\n")

    play(site.walk(), act)
    assert site.item(6).heads[-1].value == "35"
    assert [p.owner for p in site.job().punch] == ["ravi"]


def test_a_choice_a_text_and_a_date(site: Site) -> None:
    """What is offered can be taken with the arrow keys; a choice that does not pass fails."""

    async def act(screen: Screen) -> None:
        await screen.to(7)
        await screen.press("p", "down", "enter")
        assert site.item(7).heads[-1].value == "granite"
        await screen.press("p")
        await screen.type("X-17\n")
        assert site.item(8).heads[-1].value == "X-17"
        await screen.type("1 dec\n")
        assert site.item(9).heads[-1].value == "2026-12-01"
        await screen.to(7)
        await screen.press("v")
        await screen.type("quartz\n")
        assert "FAILED" in screen.over

    play(site.walk(), act)


def test_a_command_and_a_check_take_no_value(site: Site) -> None:
    """The screen says how they are answered."""

    async def act(screen: Screen) -> None:
        await screen.to(10)
        await screen.press("p")
        assert screen.said == "It is answered by running its command: qcheck run 10"
        await screen.press("v")
        assert screen.said == "10 Network answers: it takes no value."
        await screen.to(1)
        await screen.press("v", "7")
        assert screen.said == "1 Power isolated: it takes no value."

    play(site.walk(), act)
    assert all(i.standing == "open" for i in site.job().items)


def test_a_remark(site: Site) -> None:
    """It goes on record beside the item; an empty one is asked for again."""

    async def act(screen: Screen) -> None:
        await screen.press("t")
        await screen.type("\n")
        assert "Write something." in screen.over
        await screen.type("client asked for oak\n")
        assert screen.said == "Noted."
        assert "Note: client asked for oak (Dana Miller, Tue 1 Dec 2026 08:00)" in screen.hand

    play(site.walk(), act)
    assert [n.text for n in site.item(1).notes] == ["client asked for oak"]


def photo(path: Path, shade: int = 40) -> Path:
    """A photo of a phone."""
    from PIL import Image

    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (640, 480), (shade, 80, 90)).save(path)
    return path


def test_a_photo_of_the_inbox(site: Site) -> None:
    """The newest is offered first; before the answer it waits for it."""
    photo(site.root / "inbox" / "IMG_1.jpg")

    async def act(screen: Screen) -> None:
        await screen.to(11)
        await screen.press("i", "down", "enter")
        assert screen.over == ""
        assert screen.said == "11 IMG_1.jpg kept. Meter reading shown"
        await screen.press("p")
        assert site.item(11).standing == "pass"
        assert [k.name for k in site.item(11).heads[-1].kept] == ["IMG_1.jpg"]

    play(site.walk(), act)


def test_a_photo_by_its_path_which_completes(site: Site, tmp_path: Path) -> None:
    """Folders and photos are offered as a path is typed; other files are not."""
    photo(tmp_path / "phone" / "meter.jpg")
    (tmp_path / "phone" / "notes.txt").write_text("no photo", encoding="utf-8")

    async def act(screen: Screen) -> None:
        await screen.to(11)
        await screen.press("p")
        assert screen.said == "11 ticked. 15 left. It lacks 1 photo. Meter reading shown"
        await screen.to(11)
        await screen.press("i")
        await screen.type(f"{tmp_path}/pho")
        await screen.press("down", "enter")
        assert screen.lines == [f"{tmp_path}/phone/"]
        await screen.press("down", "enter")
        assert screen.over == ""

    play(site.walk(), act)
    assert [k.name for k in site.item(11).heads[-1].kept] == ["meter.jpg"]


def test_a_note_comes_first_where_the_list_asks_for_one(site: Site) -> None:
    """A remark made later is no explanation, so a failure that needs one is asked for it before it is recorded."""

    async def act(screen: Screen) -> None:
        await screen.to(12)
        await screen.press("f")
        assert site.item(12).standing == "open"
        await screen.type("drips\n")
        assert site.item(12).heads[-1].note == "drips"
        assert "What is wrong?" not in screen.over

    play(site.walk(), act)


def test_an_item_for_a_role_is_answered_for_whoever_has_it(site: Site) -> None:
    """Nobody ticks what is another's to judge; who did it is asked, and is among those who may."""

    async def act(screen: Screen) -> None:
        await screen.to(13)
        assert "it is for electrician to answer" in screen.hand
        await screen.press("p", "down", "enter", "enter")
        assert screen.over == ""

    play(site.walk(), act)
    assert (site.item(13).heads[-1].by, site.item(13).heads[-1].did) == ("dana", "olga")


def test_a_hold_point_is_released_by_someone_who_may(site: Site) -> None:
    """What lies behind it is held and comes last; once it is right the walk stays to have it released."""

    async def act(screen: Screen) -> None:
        await screen.to(4)
        await screen.press("r")
        assert screen.said.startswith("4 Pipes seen: hold point: not released.")
        await screen.press("p")
        assert screen.at == "4"
        assert "May release: Olga Petrova" in screen.hand
        await screen.press("r", "enter")
        assert "Someone who may." in screen.over  # nobody else's name is there unasked
        await screen.type("olga\n\n")
        assert screen.said == "4 Pipes seen: released by Olga Petrova."
        assert [r.by for r in site.item(4).releases] == ["olga"]
        assert screen.at == "5"
        await screen.press("r")
        assert screen.said == "5 Pipes closed in: this is no hold point."

    play(site.walk(), act)


def test_past_a_hold_point_only_with_a_reason(site: Site) -> None:
    """Why one went on all the same is asked, and stands in the record."""

    async def act(screen: Screen) -> None:
        await screen.to(5)
        assert screen.board.row
        assert screen.board.row.mark == "held"
        await screen.press("p")
        await screen.type("\n")
        assert "A reason, or Esc." in screen.over
        await screen.type("photo seen by phone\n")

    play(site.walk(), act)
    assert site.item(5).heads[-1].forced == "photo seen by phone"


def test_who_came_to_a_witness_point(site: Site) -> None:
    """They are invited for a time; then it is said who came."""

    async def act(screen: Screen) -> None:
        await screen.to(14)
        await screen.press("r", "shift+tab", *["backspace"] * 4)
        await screen.type("invite\nAnn Client\nfri 9:00\n")
        assert screen.said == "Recorded."
        await screen.press("r")
        await screen.type("\n\n\n")

    play(site.walk(), act)
    assert [(w.outcome, w.person) for w in site.item(14).witnesses] == [
        ("invited", "Ann Client"),
        ("attended", "Ann Client"),
    ]


def test_a_waiver(site: Site) -> None:
    """Reason, approver and last day; whoever has to approve it is offered."""

    async def act(screen: Screen) -> None:
        await screen.to(3)
        await screen.press("w")
        await screen.type("covers on back-order\nolga\n18 dec\n")
        assert screen.said == "3 waiver recorded; it counts once Olga Petrova confirms it: qcheck waive 3 --as olga."

    play(site.walk(), act)
    (waiver,) = site.job().waivers
    assert (waiver.reason, waiver.approver, waiver.until) == ("covers on back-order", "olga", "2026-12-18")


def test_a_punch_item_is_raised_with_place_person_and_date(site: Site) -> None:
    """What cannot be taken is said before anything is recorded."""

    async def act(screen: Screen) -> None:
        await screen.press("a")
        await screen.type("Scratch on the door\nhall\n\nravi\nnever\n\n")
        assert "never" in screen.over
        assert site.job().punch == ()
        await screen.press("shift+tab", *["backspace"] * 5)
        await screen.type("2d\n\n")
        assert screen.said == "P1 Scratch on the door: to be put right, waiting on Ravi Shah, Thu 3 Dec"

    play(site.walk(), act)
    (punch,) = site.job().punch
    assert (punch.where, punch.category, punch.owner, punch.due) == ("hall", "A", "ravi", "2026-12-03")


def test_a_failed_item_is_given_to_someone_later(site: Site) -> None:
    """The key that raises asks only who and when where the item has failed."""

    async def act(screen: Screen) -> None:
        await screen.press("f", "escape")
        await screen.to(1)
        await screen.press("a")
        await screen.type("olga\nfri\n")

    play(site.walk(), act)
    assert [(p.item, p.owner) for p in site.job().punch] == [("site/start.isolated", "olga")]


@pytest.fixture
def raised(site: Site) -> Site:
    """The job with one punch item, Ravi's."""
    from qcheck.app import punch

    punch.add(site.desk(), JOB, punch.New("Scratch on the door"), {"owner": "ravi"})
    return site


def test_the_life_of_a_punch_item(raised: Site) -> None:
    """Done by whoever has it, confirmed by someone else, opened again with the reason."""

    async def act(screen: Screen) -> None:
        await screen.to("P1")
        await screen.press("p")
        await screen.type("\npolished\n\n")
        assert raised.job().punch[0].standing == "completed"
        await screen.to("P1")
        await screen.press("p")
        await screen.type("ravi\n\n")
        assert "Ravi Shah did it, so someone else confirms it" in screen.over
        await screen.press("escape", "f")
        await screen.type("still there\n\n")
        assert raised.job().punch[0].standing == "open"
        await screen.press("p")
        await screen.type("\n\n\n")
        await screen.press("p")
        await screen.type("olga\n\n")
        assert raised.job().punch[0].standing == "verified"
        await screen.to("P1")
        await screen.press("f")
        await screen.type("came back\n\n")
        assert raised.job().punch[0].standing == "open"

    play(raised.walk(), act)


def test_a_punch_item_that_is_disputed_or_none(raised: Site) -> None:
    """Whoever has it says that it is not theirs; the lead says that it is none, with the reason."""

    async def act(screen: Screen) -> None:
        await screen.to("P1")
        await screen.press("f")
        await screen.type("was there before\n\n")
        assert raised.job().punch[0].standing == "disputed"
        await screen.press("n")
        await screen.type("\n")
        assert "It needs the reason." in screen.over
        await screen.type("as agreed\n\n")

    play(raised.walk("olga"), act)
    assert raised.job().punch[0].standing == "voided"


def test_whose_a_punch_item_is_and_by_when(raised: Site) -> None:
    """A first date is a promise; one that moves needs the reason; what it waits for is told and untold."""

    async def act(screen: Screen) -> None:
        await screen.to("P1")
        await screen.press("a")
        await screen.type("olga\nthu\n")
        assert (raised.job().punch[0].owner, raised.job().punch[0].due) == ("olga", "2026-12-03")
        await screen.press("a")
        await screen.type("\nfri\n\n")
        assert "A date that moves needs the reason." in screen.over
        await screen.type("weather\n")
        assert raised.job().punch[0].due == "2026-12-04"
        await screen.press("w")
        await screen.type("paint\n\n")
        assert "Waits for: paint" in screen.hand
        await screen.press("w")
        await screen.type("\n\n")
        assert "Waits for" not in screen.hand

    play(raised.walk(), act)


@pytest.mark.parametrize("key", ["v", "t", "i", "r"])
def test_keys_that_are_for_items_say_so_on_the_punch_list(raised: Site, key: str) -> None:
    """Nothing happens in silence."""

    async def act(screen: Screen) -> None:
        await screen.to("P1")
        await screen.press(key)
        assert screen.said.endswith("that goes with items of the checklist.")

    play(raised.walk(), act)


def test_an_answer_that_puts_a_punch_item_right_asks_whether_it_is_done(site: Site) -> None:
    """Of one statement with the answer, by whoever had it."""

    async def act(screen: Screen) -> None:
        await screen.to(6)
        await screen.type("3\n\n\nravi\n\n")
        await screen.to(6)
        await screen.type("1\n")
        assert "Is it done: P1 Worktop level?" in screen.over
        await screen.type("\n")
        assert screen.said == "P1 done; someone else confirms it."

    play(site.walk(), act)
    assert [(p.standing, p.doers) for p in site.job().punch] == [("completed", ("ravi",))]


def test_the_gate_tells_all_that_stands_in_the_way_and_leads_to_it(site: Site) -> None:
    """Whom it waits on comes first; Enter goes to what is in hand there; it is not handed over while it is shut."""

    async def act(screen: Screen) -> None:
        await screen.press("g")
        assert "NOT READY: 15 problems" in screen.over
        await screen.press("h")
        assert screen.over
        await screen.press("down", "down", "enter")
        assert screen.over == ""
        assert screen.at == "3"
        await screen.press("h")
        assert "NOT READY" in screen.over
        await screen.press("escape")

    assert play(site.walk(), act).return_value is None


def test_the_walk_ends_at_the_gate_and_goes_on_to_the_handover(tmp_path: Path) -> None:
    """When the last is answered, the gate says that nothing is left; h goes on."""
    short = "checklist: site\nsections:\n  - id: s\n    title: S\n    items:\n      - a: First\n      - b: Second\n"
    site = made(tmp_path, checklist=short)

    async def act(screen: Screen) -> None:
        await screen.press("p", "p")
        assert "Nothing is left that can be checked by this gate.\nREADY" in screen.over
        await screen.press("h")

    assert play(site.walk(), act).return_value == "handover"


def test_a_filter_leaves_what_all_of_its_words_mean(site: Site) -> None:
    """States by their beginnings, places and gates by their signs, numbers, any part of a text; Escape shows all."""

    async def act(screen: Screen) -> None:
        async def shown(words: str) -> list[str]:
            await screen.press("escape", "slash")
            await screen.type(words)
            return [row.number for row in screen.board.rows if row.key]

        assert await shown("pipes") == ["4", "5"]
        assert await shown("held") == ["5", "13"]
        assert await shown("crit") == ["1"]
        assert await shown("@pan") == ["15"]
        assert await shown("gate:clo") == ["16"]
        assert await shown("12") == ["12"]
        assert await shown("mi worktop") == ["6"]
        assert await shown("mine electric") == []
        assert screen.hand == "Nothing here. Change the filter, or Esc for all."
        await screen.press("enter")
        await screen.press("p")
        assert screen.said == "Nothing is in hand. Change the filter."
        await screen.press("escape")
        assert len([row for row in screen.board.rows if row.key]) == 16
        await screen.press("p", "m")
        assert screen.board.rows[1].number == "2"
        await screen.press("m")
        assert screen.board.rows[1].number == "1"

    play(site.walk(), act)


def test_one_item_fills_the_screen_in_order(site: Site) -> None:
    """The keys stay the same, buttons can be touched, and the place in the section is told."""

    async def act(screen: Screen) -> None:
        assert screen.hand.startswith(
            "Start: item 1 of 5\n1 Power isolated\nNot checked\nCritical\nAccept: 0 V on every"
        )
        await screen.press("p")
        assert screen.hand.startswith("Start: item 2 of 5\n2 Floor swept")
        await screen.pilot.click("#touch-pass")
        await screen.pilot.pause()
        assert site.item(2).standing == "pass"
        await screen.press("pagedown", "pageup", "down")
        assert screen.at == "4"
        await screen.press("escape")
        assert screen.hand.startswith("4 Pipes seen")
        await screen.press("enter")
        assert screen.hand.startswith("Start: item 4 of 5")

    play(site.walk(one=True), act, size=(40, 20))


def test_moving_about(site: Site) -> None:
    """Arrows and letters, pages, ends, sections; a heading is never stood on."""

    async def act(screen: Screen) -> None:
        await screen.press("down", "j")
        assert screen.at == "3"
        await screen.press("up", "k", "up")
        assert screen.at == "1"
        await screen.press("end")
        assert screen.at == "16"
        await screen.press("home")
        assert screen.at == "1"
        await screen.press("right_square_bracket")
        assert screen.at == "6"
        await screen.press("right_square_bracket", "left_square_bracket")
        assert screen.at == "6"
        await screen.press("left_square_bracket")
        assert screen.at == "1"
        await screen.press("pagedown")
        assert screen.at not in {"", "1"}
        await screen.press("pageup", "pageup")
        assert screen.at == "1"

    play(site.walk(), act)


def test_every_key_is_explained_and_found_by_its_word(site: Site) -> None:
    """The help lists all of them; the palette does what a key does."""

    async def act(screen: Screen) -> None:
        await screen.press("question_mark")
        shown = "\n".join(screen.seen)
        assert "It is right. On the punch list: it is done" in shown
        await screen.press("escape", "ctrl+p")
        await screen.type("one by")
        await screen.pilot.pause(0.3)
        await screen.press("enter")
        await screen.pilot.pause(0.3)
        assert screen.walk.one

    play(site.walk(), act, size=(120, 60))
    assert all(key.help.endswith((".", "@place, gate:NAME.")) for key in KEYS.values())


def test_a_touch_chooses_and_a_second_one_opens(site: Site) -> None:
    """Keys at the bottom can be touched as well."""

    async def act(screen: Screen) -> None:
        await screen.pilot.click("#board", offset=(10, 3))
        assert screen.at == "3"
        await screen.pilot.click("#board", offset=(10, 3))
        await screen.pilot.pause()
        assert screen.walk.one
        await screen.press("escape")
        await screen.pilot.click("#keys", offset=(3, 0))
        await screen.pilot.pause()
        assert site.item(3).standing == "pass"

    play(site.walk(), act)


def test_quit(site: Site) -> None:
    """Leaving records nothing and says that nothing comes next."""

    async def act(screen: Screen) -> None:
        await screen.press("q")

    assert play(site.walk(), act).return_value == ""


def test_keys_that_the_settings_give(tmp_path: Path) -> None:
    """The new key does it, and the usual one does not."""
    site = made(tmp_path, settings="\n")
    path = site.root / "qcheck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("keys: {}", "keys: {pass: y, fail: [x, f2]}"), "utf-8")

    async def act(screen: Screen) -> None:
        await screen.press("p", "f")
        assert site.item(1).standing == "open"
        await screen.press("y")
        assert site.item(1).standing == "pass"
        await screen.press("f2")
        assert site.item(2).standing == "fail"

    play(site.walk(), act)


def test_what_someone_else_says_meanwhile_shows(site: Site) -> None:
    """A command beside the walk, or another walk, is seen within a second."""

    async def act(screen: Screen) -> None:
        answer.answer(site.desk("ravi"), JOB, ("2",), "pass", {})
        await screen.pilot.pause(1)
        row = next(row for row in screen.board.rows if row.number == "2")
        assert row.mark == "ok"
        assert screen.at == "1"
        assert "14 left" in screen.seen[1]

    play(site.walk(), act)


def test_undo_takes_back_nothing_newer_than_it_showed(site: Site) -> None:
    """Where more was said meanwhile in one's name, nothing is taken back, and that is told."""

    async def act(screen: Screen) -> None:
        await screen.press("u")
        assert (
            screen.said == "Dana Miller has said nothing in this job that could be undone." or "Opening" in screen.said
        )
        await screen.press("p", "u")
        answer.answer(site.desk(), JOB, ("3",), "pass", {})
        await screen.press("enter")
        assert "Nothing was undone." in screen.over
        await screen.press("escape")

    play(site.walk(), act)
    assert [site.item(n).standing for n in (1, 3)] == ["pass", "pass"]


def test_a_record_that_takes_no_line_shows_nothing_as_recorded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is told on the screen; the item stays as it was."""
    from qcheck.store import record

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record, "_append", full)

    async def act(screen: Screen) -> None:
        await screen.press("p")
        assert "No space left on device" in screen.said
        assert screen.board.row
        assert (screen.at, screen.board.row.mark) == ("1", "")

    play(site.walk(), act)


def test_settings_that_break_meanwhile_are_told_and_end_nothing(site: Site) -> None:
    """The walk goes on once they are mended."""
    path = site.root / "qcheck.yaml"
    whole = path.read_text(encoding="utf-8")

    async def act(screen: Screen) -> None:
        path.write_text("people: [\n", encoding="utf-8")
        await screen.pilot.pause(1)
        await screen.press("p")
        assert "qcheck.yaml" in screen.said
        path.write_text(whole, encoding="utf-8")
        await screen.pilot.pause(1)
        await screen.press("p")
        assert site.item(1).standing == "pass"

    play(site.walk(), act)


def test_what_is_typed_ahead_goes_where_it_belongs(site: Site) -> None:
    """A burst over a slow line is taken in its order: value, Enter, the next item's key."""

    async def act(screen: Screen) -> None:
        await screen.to(6)
        await screen.type("1.5\n")
        await screen.to(1)
        await screen.type("fscratched\n\nravi\n2d\np")
        assert screen.over == ""

    play(site.walk(), act)
    assert site.item(6).heads[-1].value == "1.5"
    assert [n.text for n in site.item(1).notes] == ["scratched"]
    assert site.item(2).standing == "pass"
    assert site.job().punch[0].owner == "ravi"


def test_moves_of_a_punch_item_that_others_made_first_are_told(raised: Site) -> None:
    """What was closed meanwhile is not closed twice; what is wrong stands in the question."""

    async def act(screen: Screen) -> None:
        await screen.to("P1")
        await screen.press("n")
        owed.move(raised.desk("olga"), JOB, "void", ("P1",), owed.Terms("none"), {})
        await screen.type("none\n\n")
        assert "P1 Scratch on the door" in screen.over
        await screen.press("escape")

    play(raised.walk(), act)


def test_a_window_that_shrinks_cuts_the_gate_to_its_new_width(site: Site) -> None:
    """At once, without waiting for the next key."""

    async def act(screen: Screen) -> None:
        await screen.pilot.resize_terminal(40, 20)
        await screen.pilot.pause(0.1)
        assert screen.seen[0] == " Elm                          NOT READY"

    play(site.walk(), act)
