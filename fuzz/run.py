"""Fuzzing: inputs made by libFuzzer, led by coverage, until a reader raises, hangs or takes too much memory.

Run from the root of the project, with the extra `fuzz` installed, which is for Linux:
`python fuzz/run.py READER [--minutes 10]`; `python fuzz/run.py --list` names the readers, and
`python fuzz/run.py READER FILE…` looks at files once, as after a finding. Ends with 1 if there were findings. Inputs
that were of use are kept in `fuzz/corpus/` for the next run, findings in `fuzz/found/`.
"""

import argparse
import contextlib
import hashlib
import importlib
import importlib.util
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
ROOT = HERE.parent
# What any reader may take for one input: seconds of the processor, and megabytes for an input of up to one megabyte.
SECONDS, MEGABYTES = 1.0, 200
LONGEST = 64_000
LARGE = 1_000_000
# Seconds after which a run gives an input up; it is then looked at again without instruments.
GIVEN_UP = 25
FOLLOWED = ["qcheck", "yaml", "zipfile", "email", "html.parser", "csv"]
SHOWN = 12


def readers() -> list[str]:
    """The names of all readers."""
    return sorted(path.stem for path in (HERE / "readers").glob("*.py"))


def reader(name: str) -> ModuleType:
    """A reader: `one(source)` reads bytes and raises what it must not, `seeds()` gives bytes to begin with, and `WORDS`
    holds pieces of its language; `large()`, where there is one, gives inputs of about a megabyte.
    """
    for folder in (ROOT, ROOT / "src", ROOT / "tests"):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    return importlib.import_module(f"fuzz.readers.{name}")


def _peak() -> int:
    """The most memory that this process ever took, in kilobytes; `getrusage` would count what its parent took too."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition("VmHWM:")[2].split()[0])


def look(one: Callable[[bytes], None], source: bytes) -> tuple[str, str, float, float]:
    """Reads an input: what kind of finding it is (empty for none), where, seconds and megabytes that it took."""
    before, began = _peak(), time.process_time()
    kind = where = ""
    try:
        one(source)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 (a panic in another language is no Exception)
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind, where = "raised", f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {error}"
    took, grew = time.process_time() - began, (_peak() - before) / 1024
    if not kind and took > SECONDS:
        kind, where = "slow", f"{took:.1f} s"
    if not kind and grew > MEGABYTES:
        kind, where = "large", f"{grew:.0f} MB"
    return kind, where, took, grew


def once(name: str, paths: Iterable[str]) -> int:
    """Looks at files once, and tells seconds and megabytes of each."""
    one = reader(name).one
    one(b"")  # so that what is imported late is not counted
    found = 0
    for path in paths:
        source = Path(path).read_bytes()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak is what is taken now
        kind, where, took, grew = look(one, source)
        found += bool(kind)
        sys.stdout.write(
            f"{kind or 'fine'}\t{took:.3f}\t{grew:.1f}\t{len(source)}\t{path}\t{' '.join(where.split())}\n"
        )
        sys.stdout.flush()
    return int(found > 0)


def fuzz(name: str, arguments: list[str]) -> None:
    """Runs libFuzzer in this process, which it ends itself. What raises is kept, once a place, and the run goes on."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=FOLLOWED):
        target = reader(name)
    met: set[str] = set()
    folder = HERE / "found" / name

    def tried(source: bytes) -> None:
        kind, where, *_ = look(target.one, source)
        place = re.sub(r": .*", "", where, flags=re.DOTALL) if kind == "raised" else kind
        if kind and place not in met:
            met.add(place)
            (folder / f"{kind}-{_digest(source)}").write_bytes(source)
            sys.stderr.write(f"\nmet: {kind} {where[:200]}\n")

    atheris.Setup([sys.argv[0], *arguments], tried)
    atheris.Fuzz()


def _digest(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()[:16]


def campaign(name: str, minutes: float) -> int:
    """A run of so many minutes; begins anew where an input took the whole process down. Tells what came of it."""
    target = reader(name)
    corpus, found = HERE / "corpus" / name, HERE / "found" / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = [seed[:LONGEST] for seed in target.seeds()]
    for seed in seeds:
        (corpus / _digest(seed)).write_bytes(seed)
    words = found / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.WORDS), encoding="ascii")
    began, executions = time.monotonic(), 0
    while (left := began + 60 * minutes - time.monotonic()) > 1:
        ran = _child(
            name, [f"-max_total_time={int(left)}", f"-dict={words}", f"-artifact_prefix={found}/", str(corpus)]
        )
        executions += ran
    took = time.monotonic() - began
    words.unlink()
    print(f"{name}: {executions} executions in {took / 60:.1f} minutes, {executions / took:.0f} a second,", end=" ")
    print(f"{len(seeds)} seeds, {len(list(corpus.iterdir()))} inputs kept.")
    return _told(name, sorted(found.iterdir())) | _stretched(name, seeds, getattr(target, "large", tuple)())


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _child(name: str, options: list[str]) -> int:
    """One process of libFuzzer; how many inputs it tried."""
    given = [f"-max_len={LONGEST}", f"-timeout={GIVEN_UP}", "-rss_limit_mb=2048", "-print_final_stats=1", *options]
    argv = [sys.executable, __file__, name, "--inside", *given]
    done = subprocess.run(argv, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=False)
    said = done.stderr.decode("utf-8", "replace")
    counted = re.search(r"number_of_executed_units: (\d+)", said)
    if counted is None or done.returncode:
        sys.stderr.write(f"{name}: a run ended with {done.returncode}:\n{said[-2000:]}\n")
    if counted is None:
        raise SystemExit(f"{name}: nothing is known of what was run.")
    return int(counted[1])


def _told(name: str, paths: list[Path]) -> int:
    """What was met, once more in a process without instruments, where time and memory are the reader's own."""
    findings = 0
    for path in paths:
        line = _looked(name, path)
        if not line.startswith("fine"):
            findings += 1
            print(f"  {line}")
    print(f"  {len(paths)} inputs looked at again, {findings} findings.")
    return int(findings > 0)


def _looked(name: str, path: Path) -> str:
    argv = [sys.executable, __file__, name, str(path)]
    try:
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        return f"hangs\t300\t0\t{path.stat().st_size}\t{path}"
    return done.stdout.strip() or f"ended with {done.returncode}: {done.stderr.strip()[-300:]}\t{path}"


def _stretched(name: str, seeds: list[bytes], more: Iterable[bytes] = ()) -> int:
    """What a megabyte costs: each seed repeated, pieces of it, its last line, each in a process of its own."""
    folder = HERE / "found" / f"{name}-large"
    folder.mkdir(exist_ok=True)
    worst = (0.0, 0.0)
    findings = 0
    for number, source in enumerate((*_large(seeds), *more)):
        path = folder / str(number)
        path.write_bytes(source)
        line = _looked(name, path)
        fields = line.split("\t")
        took, grew = (float(fields[1]), float(fields[2])) if len(fields) > SHOWN // 3 else (0.0, 0.0)
        worst = (max(worst[0], took), max(worst[1], grew))
        if line.startswith("fine") or (line.startswith("slow") and grew <= MEGABYTES):
            path.unlink()  # a second is for inputs as they are met; what a megabyte takes is told below
            continue
        findings += 1
        print(f"  {line}")
    print(f"  A megabyte: at most {worst[0]:.1f} s and {worst[1]:.0f} MB.")
    with contextlib.suppress(OSError):
        folder.rmdir()
    return int(findings > 0)


def _large(seeds: list[bytes]) -> Iterator[bytes]:
    for seed in sorted(seeds, key=len)[:SHOWN]:
        if seed:
            yield (seed * (LARGE // len(seed) + 1))[:LARGE]
            half = len(seed) // 2
            piece = seed[half : half + 20] or seed
            middle = piece * ((LARGE - len(seed)) // len(piece))
            yield seed[:half] + middle + seed[half:]
            last = seed.rstrip(b"\n").rpartition(b"\n")[2] + b"\n"
            yield seed.rstrip(b"\n") + b"\n" + last * ((LARGE - len(seed)) // len(last))


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Fuzz a reader, led by coverage.")
    parser.add_argument("reader", nargs="?", choices=readers())
    parser.add_argument("files", nargs="*", help="look at these once instead")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--list", action="store_true", help="name the readers")
    given = parser.parse_args()
    if given.list or not given.reader:
        print("\n".join(readers()))
        return 0
    if given.files:
        return once(given.reader, given.files)
    if importlib.util.find_spec("atheris") is None:
        sys.exit('atheris is not installed, and nothing else here is led by coverage: pip install "atheris>=3" (Linux)')
    return campaign(given.reader, given.minutes)


if __name__ == "__main__":
    if sys.argv[2:3] == ["--inside"]:
        fuzz(sys.argv[1], sys.argv[3:])
    sys.exit(main())
