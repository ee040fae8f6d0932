"""With other devices: sync, clone."""

from collections.abc import Iterator
from typing import Annotated

import typer

from qcheck.app import sync as app
from qcheck.app.news import News
from qcheck.app.sync import Synced, Waiting
from qcheck.app.told import as_json
from qcheck.cli import out
from qcheck.cli.place import caller, desk, options

FEW = 10
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def sync(
    context: typer.Context,
    status: Annotated[bool, typer.Option("--status", help="Say what waits to be sent; no network is used.")] = False,
    json: Json = False,
) -> int:
    """Exchange what was recorded here and on other devices, through git. Exit code 1 if it waits, as it does offline.

    Example: qcheck sync
    """
    here = desk(context)
    if status:
        waits = app.status(here)
        if json:
            out.raw(as_json(waits))
        else:
            _say_waiting(waits, app.when(here, waits))
        return 0
    quiet = options(context).quiet
    try:
        done = app.sync(here, None if quiet or json else out.passing)
    finally:
        out.passing("")
    if json:
        out.raw(as_json(done))
    elif not quiet or done.outcome == "waiting":
        _say(done, app.names(here, done.jobs[:FEW]))
    return 1 if done.outcome == "waiting" else 0


def _say(done: Synced, sent: list[str]) -> None:
    for news in done.news:
        out.say(_news(news))
    if done.more:
        out.say(f"{done.more} more jobs have news.")
    _listed("Came in changed", done.changed)
    _listed("Taken in from copies of a shared folder", done.copies)
    _listed("Put back, since it belongs to the record", done.put_back)
    _listed("Changed on two devices at once; the side that does not hold is in", done.contested)
    if done.outcome == "folder":
        return
    if done.outcome == "waiting":
        out.say(f"Not exchanged. {done.why}")
        waits = _sent(done, sent)
        out.say(f"Waiting to be sent: {waits}. Nothing is lost; sync again." if waits else "Sync again.")
    elif done.jobs or done.files:
        out.say(f"Sent: {_sent(done, sent)}.")
    elif not (done.news or done.changed or done.more):
        out.say("Nothing new here or there.")


def _news(news: News) -> str:
    by = f" ({', '.join(news.by)})" if news.by else ""
    return f"{news.name}: {', '.join(news.words)}{by}{''.join(_led_to(news))}."


def _led_to(news: News) -> Iterator[str]:
    """What news led to here, and what is to be done about it."""
    if news.contested:
        things = "thing is" if news.contested == 1 else "things are"
        yield f"; {news.contested} {things} contested now: qcheck resolve {news.job}"
    if news.stale:
        yield f"; the handover is to be signed again, revision {', '.join(news.stale)} is stale"
    if news.still_here:
        files = "file" if news.still_here == 1 else "files"
        yield f"; {news.still_here} {files} of what was removed to remove here too: qcheck forget {news.job}"


def _sent(done: Synced, names: list[str]) -> str:
    more = [f"{len(done.jobs) - FEW} more jobs"] if len(done.jobs) > FEW else []
    few = len(done.files) <= 3  # noqa: PLR2004 (more than that are counted)
    others = list(done.files) if few else [f"{len(done.files)} files of the workspace"]
    return ", ".join([*names, *more, *others])


def _listed(what: str, paths: tuple[str, ...]) -> None:
    if paths:
        more = f" and {len(paths) - FEW} more" if len(paths) > FEW else ""
        out.say(f"{what}: {', '.join(paths[:FEW])}{more}.")


def _say_waiting(waits: Waiting, when: str) -> None:
    told = {news.job for news in waits.news}
    for news in waits.news:
        out.say(f"Waits to be sent: {_news(news)}")
    _listed("Waits to be sent", (*(job for job in waits.jobs if job not in told), *waits.files))
    if not (waits.jobs or waits.files):
        out.say("Nothing waits to be sent.")
    out.say(f"Last sync: {when}." if when else "This device was never synced.")


def clone(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where it is: https://…, user@host:path, or a path.")],
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="The folder to make.")] = "",
    as_: Annotated[str, typer.Option("--as", metavar="WHO", help="Who uses this device.")] = "",
) -> int:
    """Begin on this device with a workspace that others share. It works at once, and writes to logs of its own.

    Example: qcheck clone git@example.org:miller/jobs-2026.git --as ravi
    """
    from qcheck.app import clone as cloning  # 5 ms, only where one is cloned

    quiet = options(context).quiet
    try:
        made = cloning.clone(caller(context), url, folder, as_, None if quiet else out.passing)
    finally:
        out.passing("")
    who = as_
    if not who and len(made.people) > 1 and out.asking():
        out.say(f"Who are you? {', '.join(f'{p.id} ({p.name})' for p in made.people)}")
        who = out.ask("Your short name?", check=lambda typed: "" if typed else "It stands beside what you tick.")
    name = cloning.remember(caller(context), made.root, who) if who else ""
    if not quiet:
        jobs = f"{made.jobs} job{'s' if made.jobs != 1 else ''}"
        out.say(f"{made.root}: {jobs}.{f' You are {name}.' if name else ''}")
        out.say(f"Next: qcheck -C {made.root.name} jobs, and qcheck sync whenever there is a network.")
    return 0
