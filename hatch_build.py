"""The build hook that puts checklists and templates into the wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("checklists", "templates")


class ShippedFolders(BuildHookInterface[Any]):
    """Ships the top-level folders inside the package; an editable install reads them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a standard wheel only: a copy in an editable install would go stale."""
        if version == "standard":
            for name in SHIPPED:
                build_data["force_include"][str(Path(self.root, name))] = f"qcheck/{name}"
