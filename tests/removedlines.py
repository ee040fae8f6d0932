"""Lines of a record from which a client's data and a photo were removed, as their first release wrote them, with an example."""
# ruff: noqa: E501 (frozen lines stand here as they stand in a record)

from qcheck.model.event import Body, Forgotten

EXAMPLES: dict[str, tuple[str, Body]] = {
    "forgotten": ("job", Forgotten("client asked", ("c" * 64,), ("7" * 64, "8" * 64))),
}

# Never edit these lines: a record that somebody holds is made of such lines. The list is the one of `punchlines`.
RECORD = (
    '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"lists":[{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","list":"fence"}],"name":"Elm Street kitchen"},"by":"dana","did":"dana","done_at":"","id":"51396dc899c39d986ce88ab242894d3560a9faf33a96e5b94e10a90f70b70d82","kind":"opened","prev":"","replaces":[],"seq":1,"v":1}',
    '{"about":"plan/lead","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"dana"},"by":"dana","did":"dana","done_at":"","id":"26a0e733f2ebfe5c27af6e5f03d8b593b821c084a72dddc04ccb27a0fd42efd2","kind":"planned","prev":"51396dc899c39d986ce88ab242894d3560a9faf33a96e5b94e10a90f70b70d82","replaces":[],"seq":2,"v":1}',
    '{"about":"plan/client","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"},"by":"dana","did":"dana","done_at":"","id":"d95709994155c64b16fb64df755add7645e11832363973065f1f7ac6cc40eb8a","kind":"planned","prev":"26a0e733f2ebfe5c27af6e5f03d8b593b821c084a72dddc04ccb27a0fd42efd2","replaces":[],"seq":3,"v":1}',
    '{"about":"fence/posts.plumb","at":"2026-12-01T08:01:00Z","batch":"b1","body":{"item":"v1:4f7aaaafc9d8adfc1029180f9912eab5","kept":[{"digest":"7777777777777777777777777777777777777777777777777777777777777777","height":600,"name":"gate.jpg","size":4321,"suffix":"jpg","width":800}],"result":"pass"},"by":"dana","did":"dana","done_at":"","id":"c7928777d49702c7ea331574d42f44ffbdfa29daaa3681a1f54ec3fa9ad23a06","kind":"answered","prev":"d95709994155c64b16fb64df755add7645e11832363973065f1f7ac6cc40eb8a","replaces":[],"seq":4,"v":1}',
    '{"about":"job","at":"2026-12-01T08:02:00Z","batch":"b2","body":{"evidence":["7777777777777777777777777777777777777777777777777777777777777777"],"private":["cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"],"reason":"client asked"},"by":"olga","did":"olga","done_at":"","id":"60b731bed2d372859cb716cfc8be87d2abde13b706242c7f2d21b52c1700af3b","kind":"forgotten","prev":"c7928777d49702c7ea331574d42f44ffbdfa29daaa3681a1f54ec3fa9ad23a06","replaces":[],"seq":5,"v":1}',
    '{"about":"job","at":"2026-12-01T08:03:00Z","batch":"b3","body":{"reason":"asked again"},"by":"olga","did":"olga","done_at":"","id":"8c1526ec93c76635098c1ce5aff533ed4316179d214cecb14621bc9723dff96b","kind":"forgotten","prev":"60b731bed2d372859cb716cfc8be87d2abde13b706242c7f2d21b52c1700af3b","replaces":[],"seq":6,"v":1}',
)
