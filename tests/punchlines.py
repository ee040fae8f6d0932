"""Lines of punch items, complaints, contact and ratings as their first release wrote them, with an example of each kind."""
# ruff: noqa: E501 (frozen lines stand here as they stand in a record)

from qcheck.model.event import Body
from qcheck.model.punchevent import (
    Assigned,
    Contacted,
    Diagnosed,
    Disputed,
    Promised,
    Rated,
    Rejected,
    Reopened,
    Score,
    Voided,
    Waiting,
)

EXAMPLES: dict[str, tuple[str, Body]] = {
    "assigned": ("punch/b1-1", Assigned("olga", "Ravi is ill")),
    "promised": ("punch/b1-1", Promised("2026-12-05T17:00+01:00", "over-commitment", "two jobs at once")),
    "waiting": ("punch/b1-1", Waiting("hinge", "PO-4711", "2026-12-12")),
    "rejected": ("punch/b1-1", Rejected("still drags", client=True)),
    "disputed": ("punch/b1-1", Disputed("was there before")),
    "voided": ("punch/b1-1", Voided("a knot")),
    "reopened": ("punch/b1-1", Reopened("drags again")),
    "diagnosed": ("punch/b1-1", Diagnosed("slab not level", "check it first", "60.5", "120")),
    "contacted": ("job", Contacted("call", "stone comes on Tuesday", missed=True)),
    "rated": ("job", Rated(5, "good fence", (Score("reliability", 4, 6), Score("empathy", 7)))),
}

FENCE = """\
checklist: fence
version: 1
title: Fence
sections:
  - id: posts
    title: Posts
    items:
      - plumb: Posts plumb
"""

# Never edit these lines: a record that somebody holds is made of such lines, and their ids are named in others.
RECORD = (
    '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"lists":[{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","list":"fence"}],"name":"Elm Street kitchen"},"by":"dana","did":"dana","done_at":"","id":"51396dc899c39d986ce88ab242894d3560a9faf33a96e5b94e10a90f70b70d82","kind":"opened","prev":"","replaces":[],"seq":1,"v":1}',
    '{"about":"plan/lead","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"dana"},"by":"dana","did":"dana","done_at":"","id":"26a0e733f2ebfe5c27af6e5f03d8b593b821c084a72dddc04ccb27a0fd42efd2","kind":"planned","prev":"51396dc899c39d986ce88ab242894d3560a9faf33a96e5b94e10a90f70b70d82","replaces":[],"seq":2,"v":1}',
    '{"about":"plan/handover","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"2026-12-04"},"by":"dana","did":"dana","done_at":"","id":"b4351992b7a6b42ac22e568b45dbbd68bbdac4663ffc814f2bb0bc880d4b47a7","kind":"planned","prev":"26a0e733f2ebfe5c27af6e5f03d8b593b821c084a72dddc04ccb27a0fd42efd2","replaces":[],"seq":3,"v":1}',
    '{"about":"fence/posts.plumb","at":"2026-12-01T08:01:00Z","batch":"b1","body":{"item":"v1:4f7aaaafc9d8adfc1029180f9912eab5","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"77f14c5dca19df72ac79d6040ee54c96ae85c6f8128b09229c067a13a5a5014a","kind":"answered","prev":"b4351992b7a6b42ac22e568b45dbbd68bbdac4663ffc814f2bb0bc880d4b47a7","replaces":[],"seq":4,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:02:00Z","batch":"b2","body":{"category":"B","client":true,"due":"2026-12-02","fix":"plane 5 mm off","kept":[{"digest":"7777777777777777777777777777777777777777777777777777777777777777","height":600,"name":"gate.jpg","shot":"near","size":4321,"suffix":"jpg","taken":"2026-12-01T07:30:00","width":800}],"owner":"ravi","text":"Gate drags on the slab","where":"front gate"},"by":"dana","did":"dana","done_at":"","id":"de6205e22d8c4f69ce38f51f948a9af9cdf9c1b18d94a35b0221413d0062ea43","kind":"raised","prev":"77f14c5dca19df72ac79d6040ee54c96ae85c6f8128b09229c067a13a5a5014a","replaces":[],"seq":5,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:03:00Z","batch":"b3","body":{"due":"2026-12-03","reason":"materials"},"by":"ravi","did":"ravi","done_at":"","id":"740906f2dc3680fdcf34d9f75fe6c51b33361fd1eb4825f601cab40107f10ac5","kind":"promised","prev":"de6205e22d8c4f69ce38f51f948a9af9cdf9c1b18d94a35b0221413d0062ea43","replaces":[],"seq":6,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:04:00Z","batch":"b4","body":{"reference":"PO-4711","text":"hinge, left","until":"2026-12-02"},"by":"ravi","did":"ravi","done_at":"","id":"a326b6d59d5581069ea40ac9a71c89bbf9aad34648c144c79a65122d902e267d","kind":"waiting","prev":"740906f2dc3680fdcf34d9f75fe6c51b33361fd1eb4825f601cab40107f10ac5","replaces":[],"seq":7,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:05:00Z","batch":"b5","body":{},"by":"ravi","did":"ravi","done_at":"","id":"0ef67946ab53a6dafc1b987b9ac3cf07f2999c189ce3dd28ba56bf1bcfb5818a","kind":"waiting","prev":"a326b6d59d5581069ea40ac9a71c89bbf9aad34648c144c79a65122d902e267d","replaces":["a326b6d59d5581069ea40ac9a71c89bbf9aad34648c144c79a65122d902e267d"],"seq":8,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:06:00Z","batch":"b6","body":{"note":"planed"},"by":"ravi","did":"ravi","done_at":"","id":"4e291f8383f2d65ab4c69ba71262d4d5b983de406000067fce54ae3ca0b52753","kind":"completed","prev":"0ef67946ab53a6dafc1b987b9ac3cf07f2999c189ce3dd28ba56bf1bcfb5818a","replaces":[],"seq":9,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:07:00Z","batch":"b7","body":{"client":true,"reason":"still drags"},"by":"dana","did":"dana","done_at":"","id":"c563ad3aab1ccfcc0ab2e01be1d1e7a3c6eb529d9263f607f9af3e45cc53e3ce","kind":"rejected","prev":"4e291f8383f2d65ab4c69ba71262d4d5b983de406000067fce54ae3ca0b52753","replaces":["4e291f8383f2d65ab4c69ba71262d4d5b983de406000067fce54ae3ca0b52753"],"seq":10,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:08:00Z","batch":"b8","body":{},"by":"ravi","did":"ravi","done_at":"","id":"b38d2eb5b6e7d439c44529094f25e9d318cd1b574fd970dcd3f1c64cad2e0c41","kind":"completed","prev":"c563ad3aab1ccfcc0ab2e01be1d1e7a3c6eb529d9263f607f9af3e45cc53e3ce","replaces":["c563ad3aab1ccfcc0ab2e01be1d1e7a3c6eb529d9263f607f9af3e45cc53e3ce"],"seq":11,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:09:00Z","batch":"b9","body":{"client":true},"by":"dana","did":"dana","done_at":"","id":"5a80ad18a0a769a04892a68ff9205bdd92c0adbff374ed67654cdfa9342e98d1","kind":"verified","prev":"b38d2eb5b6e7d439c44529094f25e9d318cd1b574fd970dcd3f1c64cad2e0c41","replaces":["b38d2eb5b6e7d439c44529094f25e9d318cd1b574fd970dcd3f1c64cad2e0c41"],"seq":12,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:10:00Z","batch":"b10","body":{"reason":"drags in the rain"},"by":"dana","did":"dana","done_at":"","id":"985f96f1b345716818b73a05448f3a8d00fd5c6032497141c1bb461735e4609e","kind":"reopened","prev":"5a80ad18a0a769a04892a68ff9205bdd92c0adbff374ed67654cdfa9342e98d1","replaces":["5a80ad18a0a769a04892a68ff9205bdd92c0adbff374ed67654cdfa9342e98d1"],"seq":13,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:11:00Z","batch":"b11","body":{"note":"Ravi is ill","owner":"olga"},"by":"dana","did":"dana","done_at":"","id":"385804f233333d62bac4241899c20798264074443aad412407dff4dbeda63284","kind":"assigned","prev":"985f96f1b345716818b73a05448f3a8d00fd5c6032497141c1bb461735e4609e","replaces":[],"seq":14,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:12:00Z","batch":"b12","body":{"reason":"slab is ours?"},"by":"olga","did":"olga","done_at":"","id":"c9915f8415bc7d95551e9af4c5e5d49c93170317122af521810d369784fe972b","kind":"disputed","prev":"385804f233333d62bac4241899c20798264074443aad412407dff4dbeda63284","replaces":["985f96f1b345716818b73a05448f3a8d00fd5c6032497141c1bb461735e4609e"],"seq":15,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:13:00Z","batch":"b13","body":{"reason":"still there"},"by":"dana","did":"dana","done_at":"","id":"38cbeaaa3e4fd94dc7aeef5b94763c389eee4395cdbfe8903c2d4a10c1d3e980","kind":"rejected","prev":"c9915f8415bc7d95551e9af4c5e5d49c93170317122af521810d369784fe972b","replaces":["c9915f8415bc7d95551e9af4c5e5d49c93170317122af521810d369784fe972b"],"seq":16,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:14:00Z","batch":"b14","body":{"kept":[{"digest":"7777777777777777777777777777777777777777777777777777777777777777","height":600,"name":"gate.jpg","shot":"near","size":4321,"suffix":"jpg","taken":"2026-12-01T07:30:00","width":800}]},"by":"olga","did":"olga","done_at":"","id":"79a30efc852b2916ec2a70ab0876ab7174ebcffb3ec73a8d2c53deeb470fa414","kind":"completed","prev":"38cbeaaa3e4fd94dc7aeef5b94763c389eee4395cdbfe8903c2d4a10c1d3e980","replaces":["38cbeaaa3e4fd94dc7aeef5b94763c389eee4395cdbfe8903c2d4a10c1d3e980"],"seq":17,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:15:00Z","batch":"b15","body":{"note":"looked from both sides"},"by":"dana","did":"dana","done_at":"","id":"6925e5c7fae0c0dfdfcae0ad48c33dcb74584eea31d11c234654efa0789263c9","kind":"verified","prev":"79a30efc852b2916ec2a70ab0876ab7174ebcffb3ec73a8d2c53deeb470fa414","replaces":["79a30efc852b2916ec2a70ab0876ab7174ebcffb3ec73a8d2c53deeb470fa414"],"seq":18,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:16:00Z","batch":"b16","body":{"cause":"slab not level","external":"120","internal":"60.5","prevention":"check the slab first"},"by":"dana","did":"dana","done_at":"","id":"6f31bf3146b24d66ebc5c56c278fcef175a70eb4126510587f1c19211bc244f5","kind":"diagnosed","prev":"6925e5c7fae0c0dfdfcae0ad48c33dcb74584eea31d11c234654efa0789263c9","replaces":[],"seq":19,"v":1}',
    '{"about":"punch/b17-1","at":"2026-12-01T08:17:00Z","batch":"b17","body":{"category":"A","text":"Paint run","where":"post 3"},"by":"dana","did":"dana","done_at":"","id":"b76fa54e2cf9e36cc4c2283e22af0d68ef649c92dadfb0708b223861d379c7f4","kind":"raised","prev":"6f31bf3146b24d66ebc5c56c278fcef175a70eb4126510587f1c19211bc244f5","replaces":[],"seq":20,"v":1}',
    '{"about":"punch/b17-1","at":"2026-12-01T08:18:00Z","batch":"b18","body":{"reason":"is a knot"},"by":"olga","did":"olga","done_at":"","id":"f60b2b638ed8b339377f29d1dfb0eabb5cf30d10c77d974e497839bbf78c2dcd","kind":"voided","prev":"b76fa54e2cf9e36cc4c2283e22af0d68ef649c92dadfb0708b223861d379c7f4","replaces":[],"seq":21,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:19:00Z","batch":"b19","body":{"category":"B","client":true,"complaint":true,"owner":"ravi","text":"Latch rattles"},"by":"dana","did":"dana","done_at":"","id":"d1b567ec9acfb8f298542de4b202afd6acdbab8006f5417ced086419826ec516","kind":"raised","prev":"f60b2b638ed8b339377f29d1dfb0eabb5cf30d10c77d974e497839bbf78c2dcd","replaces":[],"seq":22,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:20:00Z","batch":"b20","body":{"text":"known, Ravi comes","way":"call"},"by":"dana","did":"dana","done_at":"","id":"f07af075a7e218e7122e9a0d3324ae661b9b8f693dcac60c72d33df5a9e0e6d8","kind":"contacted","prev":"d1b567ec9acfb8f298542de4b202afd6acdbab8006f5417ced086419826ec516","replaces":[],"seq":23,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:21:00Z","batch":"b21","body":{"missed":true,"way":"visit"},"by":"dana","did":"dana","done_at":"","id":"60bd0c77f22d358b89e033a0ed51329871bb03fb5f7a8332652c3cddd40e59cb","kind":"contacted","prev":"f07af075a7e218e7122e9a0d3324ae661b9b8f693dcac60c72d33df5a9e0e6d8","replaces":[],"seq":24,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:22:00Z","batch":"b22","body":{"cost":"14.90","extra":"a tin of paint"},"by":"ravi","did":"ravi","done_at":"","id":"2a7489c17eff3e95d5f1049774b32eef3a689dc67f47708fed27c1c42c1d1432","kind":"completed","prev":"60bd0c77f22d358b89e033a0ed51329871bb03fb5f7a8332652c3cddd40e59cb","replaces":[],"seq":25,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:23:00Z","batch":"b23","body":{"missed":true,"way":"call"},"by":"dana","did":"dana","done_at":"","id":"7bfea94bc365acf4dc48d6d421bdb9d9902da88f50c274e906e1967a8e67085e","kind":"contacted","prev":"2a7489c17eff3e95d5f1049774b32eef3a689dc67f47708fed27c1c42c1d1432","replaces":[],"seq":26,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:24:00Z","batch":"b24","body":{"missed":true,"way":"mail"},"by":"dana","did":"dana","done_at":"","id":"83ecb5e7a72e8abb7ec830a74e9154d219ce4b6219117a24cc0db59744cf75af","kind":"contacted","prev":"7bfea94bc365acf4dc48d6d421bdb9d9902da88f50c274e906e1967a8e67085e","replaces":[],"seq":27,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:25:00Z","batch":"b25","body":{"missed":true,"way":"message"},"by":"dana","did":"dana","done_at":"","id":"8aacd69a1c577f34af1465ad47d64b3d5554a0a32f3068df4cc06c119edf366d","kind":"contacted","prev":"83ecb5e7a72e8abb7ec830a74e9154d219ce4b6219117a24cc0db59744cf75af","replaces":[],"seq":28,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:26:00Z","batch":"b26","body":{"unconfirmed":"abroad until spring"},"by":"olga","did":"olga","done_at":"","id":"da352b059c925c14e545de89194fbe2ddb33974d57612f797201e1d1973edc29","kind":"verified","prev":"8aacd69a1c577f34af1465ad47d64b3d5554a0a32f3068df4cc06c119edf366d","replaces":["2a7489c17eff3e95d5f1049774b32eef3a689dc67f47708fed27c1c42c1d1432"],"seq":29,"v":1}',
    '{"about":"job","at":"2026-12-01T08:27:00Z","batch":"b27","body":{"dimensions":[{"dimension":"reliability","expected":6,"perceived":4},{"dimension":"empathy","perceived":7}],"score":5,"text":"good fence, bad latch"},"by":"dana","did":"dana","done_at":"","id":"37eb5039681b6efe587cf4f866e61b74b3104b569dc465e60d2c89d41bba8df7","kind":"rated","prev":"da352b059c925c14e545de89194fbe2ddb33974d57612f797201e1d1973edc29","replaces":[],"seq":30,"v":1}',
    '{"about":"job","at":"2026-12-01T08:28:00Z","batch":"b28","body":{"text":"thank-you card","way":"note"},"by":"dana","did":"dana","done_at":"","id":"d52f184ad675799f456807e11874c1accfe4da66aaa3fb3ec6863080f7c80cea","kind":"contacted","prev":"37eb5039681b6efe587cf4f866e61b74b3104b569dc465e60d2c89d41bba8df7","replaces":[],"seq":31,"v":1}',
)
