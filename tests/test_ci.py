"""What is shipped for CI systems: its commands are run as they are written."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import Any

import pytest
import yaml

from conftest import ROOT, Shell

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INPUTS = {name: str(told["default"]) for name, told in ACTION["inputs"].items()}
TEMPLATE = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))[".qcheck"]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the runners' shell is not here")


def example(mark: str) -> Any:
    """The example of the page for a host."""
    found = re.search(rf"^```yaml {mark}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return yaml.safe_load(found[1])


def scripted(shell: Shell, script: str, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a script as a runner does, with a program called `qcheck` on its path."""
    folder = shell.folder.parent / "bin"
    folder.mkdir()
    (folder / "qcheck").write_text(program, encoding="utf-8")
    (folder / "qcheck").chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=shell.folder,
        env={**shell.environment, **environment, "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


TOLD = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"
RUN = f'#!/bin/sh\nexec "{sys.executable}" -m qcheck "$@"\n'


def step(given: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The script of the action, and its environment as inputs make it."""
    last = ACTION["runs"]["steps"][-1]
    inputs = {**INPUTS, **given}
    names = {key: re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value) for key, value in last["env"].items()}
    return last["run"], {key: inputs[name[1]] for key, name in names.items() if name}


@needs_bash
@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {},
            [
                "--output",
                "sarif=qcheck.sarif",
                "--output",
                "junit=qcheck.xml",
                "--output",
                "markdown=qcheck.md",
                "--all",
            ],
        ),
        (
            {"jobs": "elm street\n$(touch x); `touch x`\n--all\n", "outputs": "", "gate": "start", "strict": "true"},
            ["--gate", "start", "--strict", "--", "elm street", "$(touch x); `touch x`", "--all"],
        ),
    ],
    ids=["nothing", "everything"],
)
def test_what_is_given_to_the_action_reaches_the_command_word_by_word(
    shell: Shell, given: dict[str, str], words: list[str]
) -> None:
    """Nothing of it is run, split or taken for an option."""
    script, environment = step(given)
    done = scripted(shell, script, TOLD, GITHUB_STEP_SUMMARY="page.md", **environment)
    start = ["-C", ".", "check", "--fail-on", "block", "--output", "github=-", "--output", "github-summary=page.md"]
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (0, "", [*start, *words])
    assert not (shell.folder / "x").exists()


@needs_bash
def test_the_action_annotates_and_writes_its_files(elm: Shell) -> None:
    """And its step is red as long as the job is not ready."""
    script, environment = step({})
    done = scripted(elm, script, RUN, GITHUB_STEP_SUMMARY="page.md", **environment)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line[:13] for line in done.stdout.splitlines()] == ["::error file="] * 4
    assert (elm.folder / "page.md").read_text(encoding="utf-8").startswith("## qcheck: not ready\n")
    assert len(json.loads((elm.folder / "qcheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 4
    assert (elm.folder / "qcheck.md").is_file()


def test_the_action_says_all_that_it_takes() -> None:
    """Every input is used and told on the page; none stands in a script, where it would be run."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", text)) == set(INPUTS)
    assert [each for each in ACTION["runs"]["steps"] if "${{" in each.get("run", "")] == []
    assert [name for name in INPUTS if f"`{name}`" not in PAGE] == []
    (job,) = example("github")["jobs"].values()
    (used,) = [each for each in job["steps"] if each.get("uses") == "./tools/qcheck"]
    assert set(used["with"]) <= set(INPUTS)
    files = [each["with"]["sarif_file"] for each in job["steps"] if "sarif" in each.get("uses", "")]
    assert [file for file in (*files, "qcheck.md") if f"={file}\n" not in INPUTS["outputs"]] == []


@needs_bash
def test_the_template_for_gitlab_writes_what_it_says_are_reports(elm: Shell) -> None:
    """With the variables of the example."""
    own = example("gitlab")["qcheck"]
    assert own["extends"] == ".qcheck"
    (script,) = TEMPLATE["script"]
    done = scripted(elm, script, RUN, **{**TEMPLATE["variables"], **own["variables"]})
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.endswith("Elm Street kitchen: NOT READY for handover: 4 problems, 4 of 4 checks left\n")
    assert [file for file in TEMPLATE["artifacts"]["reports"].values() if not (elm.folder / file).is_file()] == []
    assert [name for name in TEMPLATE["variables"] if name.startswith("QCHECK_") and f"`{name}`" not in PAGE] == []


def test_the_hooks_find_mistakes_and_jobs_that_are_not_ready(elm: Shell) -> None:
    """Run on what pre-commit would give them, by the example of the page."""
    (repo,) = example("pre-commit")["repos"]
    chosen = {hook["id"]: hook.get("args", []) for hook in repo["hooks"]}
    assert set(chosen) == set(HOOKS)
    lint, check = HOOKS["qcheck-lint"], HOOKS["qcheck-check"]
    files = [
        "checklists/kitchen.yaml",
        "jobs/elm-street-kitchen/checklists/kitchen.0.yaml",
        "a/checklists/b.yaml",
        "x.yaml",
    ]
    given = [each for each in files if re.search(lint["files"], each) and not re.search(lint["exclude"], each)]
    assert given == ["checklists/kitchen.yaml", "a/checklists/b.yaml"]
    words = shlex.split(lint["entry"])[1:]
    elm(*words, given[0])
    (elm.folder / given[0]).write_text("checklist: kitchen\n", encoding="utf-8")
    elm(*words, given[0], code=1)
    words = shlex.split(check["entry"])[1:]
    elm(*words, *check["args"], code=1)
    elm("tick", "1-4")
    elm(*words, *check["args"])
    assert (check["pass_filenames"], chosen["qcheck-check"]) == (False, ["mill-lane"])


def test_the_commands_of_the_page_run_as_they_are_written(elm: Shell) -> None:
    """And every format that there is stands on it or on the page of outputs."""
    elm("tick", "1-4")
    commands = [line.removeprefix("$ qcheck ") for line in PAGE.splitlines() if line.startswith("$ qcheck ")]
    assert len(commands) == 3
    for command in commands:
        elm(*shlex.split(command))
        written = [word.partition("=")[2] for word in shlex.split(command) if "=" in word]
        assert [file for file in written if file != "-" and not (elm.folder / file).is_file()] == []


def test_every_format_is_on_the_page_of_outputs() -> None:
    """With what it is."""
    from qcheck.app.output import FORMATS

    page = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    assert [form for form in FORMATS if f"\n| `{form}` |" not in page] == []
