"""A list that someone else wrote, run end to end: all its lines, all ticked but two."""

import json
import re
from pathlib import Path

import xmlschema
import yaml

from conftest import Shell

PLACE = re.compile(r"^(jobs/churn-model/checklists/ethics\.[0-9a-f]{12}\.yaml):(\d+):9: block: (\d+) ", re.MULTILINE)


def _in_our_format(sample: Path) -> str:
    """The ethics list of the samples in our format, every section and line of it."""
    read = yaml.safe_load(sample.read_text(encoding="utf-8"))
    lines = [
        "checklist: ethics",
        "version: 1",
        f"title: {json.dumps(read['title'])}",
        "source: the sample of that name",
        "sections:",
    ]
    for section in read["sections"]:
        lines += [
            f"  - id: {section['section_id'].lower()}",
            f"    title: {json.dumps(section['title'])}",
            "    items:",
        ]
        for line in section["lines"]:
            lines += [
                f"      - id: {line['line_id'].lower().replace('.', '-')}",
                f"        text: {json.dumps(line['line_summary'])}",
                f"        accept: {json.dumps(line['line'])}",
            ]
    return "\n".join(lines) + "\n"


def test_all_ticked_but_two_names_exactly_these_two_with_their_places(workspace: Shell, samples: Path) -> None:
    """The gate is red, tells the two items with the line of the pinned list, and the JUnit file is valid."""
    text = _in_our_format(samples / "checklists" / "deon-ethics.yml")
    (workspace.folder / "checklists" / "ethics.yaml").write_text(text, encoding="utf-8")
    workspace("lint", "checklists/ethics.yaml")
    workspace("open", "Churn model", "--checklist", "ethics", "--handover", "2099-01-31")
    count = text.count("        text: ")
    assert count == 21
    workspace("tick", "1-6", "8-19", "21")

    checked = workspace("check", "--output", "junit=qcheck.xml", code=1)

    wanted = [number for number, line in enumerate(text.splitlines(), 1) if "- id: b-3" in line or "- id: e-3" in line]
    places = PLACE.findall(checked.out)
    assert [(int(line), int(number)) for _, line, number in places] == [(wanted[0], 7), (wanted[1], 20)]
    assert checked.out.endswith("Churn model: NOT READY for handover: 2 problems, 2 of 21 checks left\n")

    pinned = (workspace.folder / places[0][0]).read_text(encoding="utf-8")
    assert pinned == text
    schema = xmlschema.XMLSchema(samples / "schemas" / "JUnit.xsd")
    document = workspace.folder / "qcheck.xml"
    schema.validate(document)
    suite = next(iter(xmlschema.XMLResource(document).root))
    assert (suite.get("tests"), suite.get("failures")) == ("21", "2")
    assert [case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None] == [
        "7 Data retention plan",
        "20 Roll back",
    ]
