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
    '{"about":"punch/b2-1","at":"2026-12-01T08:02:00Z","batch":"b2","body":{"category":"B","client":true,"due":"2026-12-02","fix":"plane 5 mm off","kept":[{"digest":"7777777777777777777777777777777777777777777777777777777777777777","height":600,"name":"gate.jpg","shot":"near","size":4321,"suffix":"jpg","taken":"2026-12-01T07:30:00","width":800}],"number":1,"owner":"ravi","text":"Gate drags on the slab","where":"front gate"},"by":"dana","did":"dana","done_at":"","id":"3c737b8518b2195daf1d6a97c2845acd4c8b4fd5758bfbe88258c25ec531ccf5","kind":"raised","prev":"77f14c5dca19df72ac79d6040ee54c96ae85c6f8128b09229c067a13a5a5014a","replaces":[],"seq":5,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:03:00Z","batch":"b3","body":{"due":"2026-12-03","reason":"materials"},"by":"ravi","did":"ravi","done_at":"","id":"ba9ad9abbdacda32c28703a4dc53cce7936d718e786be0fb9d59788317450a35","kind":"promised","prev":"3c737b8518b2195daf1d6a97c2845acd4c8b4fd5758bfbe88258c25ec531ccf5","replaces":[],"seq":6,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:04:00Z","batch":"b4","body":{"reference":"PO-4711","text":"hinge, left","until":"2026-12-02"},"by":"ravi","did":"ravi","done_at":"","id":"1bcb001101e9607ae35993c0f15469ba8483af97866ade7bf8bed4091dc33a06","kind":"waiting","prev":"ba9ad9abbdacda32c28703a4dc53cce7936d718e786be0fb9d59788317450a35","replaces":[],"seq":7,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:05:00Z","batch":"b5","body":{},"by":"ravi","did":"ravi","done_at":"","id":"c7fcaf8f2f74ea52e5fe84abfc0867ffe0bfd17ccf7b4addd02edbaa28bc7560","kind":"waiting","prev":"1bcb001101e9607ae35993c0f15469ba8483af97866ade7bf8bed4091dc33a06","replaces":["1bcb001101e9607ae35993c0f15469ba8483af97866ade7bf8bed4091dc33a06"],"seq":8,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:06:00Z","batch":"b6","body":{"note":"planed"},"by":"ravi","did":"ravi","done_at":"","id":"8ed1aabea0afa26ce229d037513ccf3cc7300ec55bb6e6243891989505e1514a","kind":"completed","prev":"c7fcaf8f2f74ea52e5fe84abfc0867ffe0bfd17ccf7b4addd02edbaa28bc7560","replaces":[],"seq":9,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:07:00Z","batch":"b7","body":{"client":true,"reason":"still drags"},"by":"dana","did":"dana","done_at":"","id":"b8c3f28e32b6a43307e57a1339651368ddbe9df8fcb4dcd8addbff68ce824c45","kind":"rejected","prev":"8ed1aabea0afa26ce229d037513ccf3cc7300ec55bb6e6243891989505e1514a","replaces":["8ed1aabea0afa26ce229d037513ccf3cc7300ec55bb6e6243891989505e1514a"],"seq":10,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:08:00Z","batch":"b8","body":{},"by":"ravi","did":"ravi","done_at":"","id":"bba2be8afa71514ecaa28c97a141546f8811b79af3b26a6895a1261338e76ae0","kind":"completed","prev":"b8c3f28e32b6a43307e57a1339651368ddbe9df8fcb4dcd8addbff68ce824c45","replaces":["b8c3f28e32b6a43307e57a1339651368ddbe9df8fcb4dcd8addbff68ce824c45"],"seq":11,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:09:00Z","batch":"b9","body":{"client":true},"by":"dana","did":"dana","done_at":"","id":"d63eb256a1af9c471be2d0472722fb3d9bedc2ed479014ac02b9bda11733a6e9","kind":"verified","prev":"bba2be8afa71514ecaa28c97a141546f8811b79af3b26a6895a1261338e76ae0","replaces":["bba2be8afa71514ecaa28c97a141546f8811b79af3b26a6895a1261338e76ae0"],"seq":12,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:10:00Z","batch":"b10","body":{"reason":"drags in the rain"},"by":"dana","did":"dana","done_at":"","id":"627ad9dc43e286de4c2dc0374fac01cc3ad4994152d9fa3547f3dd554859c2b7","kind":"reopened","prev":"d63eb256a1af9c471be2d0472722fb3d9bedc2ed479014ac02b9bda11733a6e9","replaces":["d63eb256a1af9c471be2d0472722fb3d9bedc2ed479014ac02b9bda11733a6e9"],"seq":13,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:11:00Z","batch":"b11","body":{"note":"Ravi is ill","owner":"olga"},"by":"dana","did":"dana","done_at":"","id":"4e72a888dbbb57090123a28321d9b791538ede90b48edb871683661525b4364b","kind":"assigned","prev":"627ad9dc43e286de4c2dc0374fac01cc3ad4994152d9fa3547f3dd554859c2b7","replaces":[],"seq":14,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:12:00Z","batch":"b12","body":{"reason":"slab is ours?"},"by":"olga","did":"olga","done_at":"","id":"3945459eaeaf308ea986808ea3945676b464a13da303abc229d405bc64921eeb","kind":"disputed","prev":"4e72a888dbbb57090123a28321d9b791538ede90b48edb871683661525b4364b","replaces":["627ad9dc43e286de4c2dc0374fac01cc3ad4994152d9fa3547f3dd554859c2b7"],"seq":15,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:13:00Z","batch":"b13","body":{"reason":"still there"},"by":"dana","did":"dana","done_at":"","id":"81e90ce12fbf1718baa9f23b7e60a3798306d8e6ad95234049b5712d42d94bc8","kind":"rejected","prev":"3945459eaeaf308ea986808ea3945676b464a13da303abc229d405bc64921eeb","replaces":["3945459eaeaf308ea986808ea3945676b464a13da303abc229d405bc64921eeb"],"seq":16,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:14:00Z","batch":"b14","body":{"kept":[{"digest":"7777777777777777777777777777777777777777777777777777777777777777","height":600,"name":"gate.jpg","shot":"near","size":4321,"suffix":"jpg","taken":"2026-12-01T07:30:00","width":800}]},"by":"olga","did":"olga","done_at":"","id":"427211125b12b00e500af2980e60178bebdb4eb6631360348e3755c1eb733f2e","kind":"completed","prev":"81e90ce12fbf1718baa9f23b7e60a3798306d8e6ad95234049b5712d42d94bc8","replaces":["81e90ce12fbf1718baa9f23b7e60a3798306d8e6ad95234049b5712d42d94bc8"],"seq":17,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:15:00Z","batch":"b15","body":{"note":"looked from both sides"},"by":"dana","did":"dana","done_at":"","id":"64bb39fa64afde71f77f947efb94f29da79acc6e3d7b7c0f7e441a9d3e3bbb6f","kind":"verified","prev":"427211125b12b00e500af2980e60178bebdb4eb6631360348e3755c1eb733f2e","replaces":["427211125b12b00e500af2980e60178bebdb4eb6631360348e3755c1eb733f2e"],"seq":18,"v":1}',
    '{"about":"punch/b2-1","at":"2026-12-01T08:16:00Z","batch":"b16","body":{"cause":"slab not level","external":"120","internal":"60.5","prevention":"check the slab first"},"by":"dana","did":"dana","done_at":"","id":"1b7a96cc4d7a9e05fc59bd55e231a1049ab6d356a2726405e97ab91dd64e3de5","kind":"diagnosed","prev":"64bb39fa64afde71f77f947efb94f29da79acc6e3d7b7c0f7e441a9d3e3bbb6f","replaces":[],"seq":19,"v":1}',
    '{"about":"punch/b17-1","at":"2026-12-01T08:17:00Z","batch":"b17","body":{"category":"A","number":2,"text":"Paint run","where":"post 3"},"by":"dana","did":"dana","done_at":"","id":"d70739753055cc1769836a5b6cb3b37f3332016592c0a675c890f8b980a51c4d","kind":"raised","prev":"1b7a96cc4d7a9e05fc59bd55e231a1049ab6d356a2726405e97ab91dd64e3de5","replaces":[],"seq":20,"v":1}',
    '{"about":"punch/b17-1","at":"2026-12-01T08:18:00Z","batch":"b18","body":{"reason":"is a knot"},"by":"olga","did":"olga","done_at":"","id":"d8f35e104b13fc5d0a771d86e8b160bafbf8b5a0f5755b6fa48619313bcc5f40","kind":"voided","prev":"d70739753055cc1769836a5b6cb3b37f3332016592c0a675c890f8b980a51c4d","replaces":[],"seq":21,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:19:00Z","batch":"b19","body":{"category":"B","client":true,"complaint":true,"number":3,"owner":"ravi","text":"Latch rattles"},"by":"dana","did":"dana","done_at":"","id":"d1b31df5c3b9723dee26955902c43b1e5c07aec085ac5027a6fcb1965a77586e","kind":"raised","prev":"d8f35e104b13fc5d0a771d86e8b160bafbf8b5a0f5755b6fa48619313bcc5f40","replaces":[],"seq":22,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:20:00Z","batch":"b20","body":{"text":"known, Ravi comes","way":"call"},"by":"dana","did":"dana","done_at":"","id":"b27d92e2237a92827de3939473b418eebbfe10a2c63bbd449e6fb06696e02392","kind":"contacted","prev":"d1b31df5c3b9723dee26955902c43b1e5c07aec085ac5027a6fcb1965a77586e","replaces":[],"seq":23,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:21:00Z","batch":"b21","body":{"missed":true,"way":"visit"},"by":"dana","did":"dana","done_at":"","id":"43a9efea198b29f4f2881745e8ff2ca1f1e7ce513f90d6aa7455006b4d99c4d8","kind":"contacted","prev":"b27d92e2237a92827de3939473b418eebbfe10a2c63bbd449e6fb06696e02392","replaces":[],"seq":24,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T08:22:00Z","batch":"b22","body":{"cost":"14.90","extra":"a tin of paint"},"by":"ravi","did":"ravi","done_at":"","id":"2e179f65c5dec6970446d0a1e9805ddbbb88a7b534b15dda7d25dcd469c08763","kind":"completed","prev":"43a9efea198b29f4f2881745e8ff2ca1f1e7ce513f90d6aa7455006b4d99c4d8","replaces":[],"seq":25,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T09:23:00Z","batch":"b23","body":{"missed":true,"way":"call"},"by":"dana","did":"dana","done_at":"","id":"1219524d57a81326f6f6f4f4951ec0942f5989cc6453811692091c085556e0bb","kind":"contacted","prev":"2e179f65c5dec6970446d0a1e9805ddbbb88a7b534b15dda7d25dcd469c08763","replaces":[],"seq":26,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T10:24:00Z","batch":"b24","body":{"missed":true,"way":"mail"},"by":"dana","did":"dana","done_at":"","id":"65908db2b345ce7d6c154d34f051020b9e068529b86d7c821bae2af234477202","kind":"contacted","prev":"1219524d57a81326f6f6f4f4951ec0942f5989cc6453811692091c085556e0bb","replaces":[],"seq":27,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T11:25:00Z","batch":"b25","body":{"missed":true,"way":"message"},"by":"dana","did":"dana","done_at":"","id":"b938527a8930575b8af2a77c0b0bf20a50c933cdbf411f2b46567a8322b210f0","kind":"contacted","prev":"65908db2b345ce7d6c154d34f051020b9e068529b86d7c821bae2af234477202","replaces":[],"seq":28,"v":1}',
    '{"about":"punch/b19-1","at":"2026-12-01T11:26:00Z","batch":"b26","body":{"unconfirmed":"abroad until spring"},"by":"olga","did":"olga","done_at":"","id":"39d5f8a48c65738d265c90a2a18c3122ba29cf6dd3ea49cb7fba0a0565cc6883","kind":"verified","prev":"b938527a8930575b8af2a77c0b0bf20a50c933cdbf411f2b46567a8322b210f0","replaces":["2e179f65c5dec6970446d0a1e9805ddbbb88a7b534b15dda7d25dcd469c08763"],"seq":29,"v":1}',
    '{"about":"job","at":"2026-12-01T11:27:00Z","batch":"b27","body":{"dimensions":[{"dimension":"reliability","expected":6,"perceived":4},{"dimension":"empathy","perceived":7}],"score":5,"text":"good fence, bad latch"},"by":"dana","did":"dana","done_at":"","id":"cb724151db1fb7562a5611dfde878ea845a32b4fbacfb9e009470fd7e3774ef6","kind":"rated","prev":"39d5f8a48c65738d265c90a2a18c3122ba29cf6dd3ea49cb7fba0a0565cc6883","replaces":[],"seq":30,"v":1}',
    '{"about":"job","at":"2026-12-01T11:28:00Z","batch":"b28","body":{"text":"thanked them","way":"visit"},"by":"dana","did":"dana","done_at":"","id":"8e069c613130971b39a132d2653a4282853be218164d7dd258463d7a2f043fb7","kind":"contacted","prev":"cb724151db1fb7562a5611dfde878ea845a32b4fbacfb9e009470fd7e3774ef6","replaces":[],"seq":31,"v":1}',
    '{"about":"job","at":"2026-12-01T11:29:00Z","batch":"b29","body":{"text":"thank-you card","way":"note"},"by":"dana","did":"dana","done_at":"","id":"bdb32fc9c3c76b43868bd4ef658136d2a2b25bfb633c2c2c526d129158375558","kind":"contacted","prev":"8e069c613130971b39a132d2653a4282853be218164d7dd258463d7a2f043fb7","replaces":[],"seq":32,"v":1}',
)
