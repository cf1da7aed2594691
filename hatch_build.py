"""What the build adds: the message catalogues, compiled, so that no compiled file is kept in git."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path(__file__).parent / "src" / "smartscore" / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Write a `.mo` file beside each `.po` file below this folder, and give their paths."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as catalogue, target.open("wb") as compiled:
            write_mo(compiled, read_po(catalogue))
        written.append(target)
    return written


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compile the catalogues before a wheel, an editable one too, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them; `artifacts` in pyproject.toml takes them in although git ignores them."""
        compile_catalogues()


if __name__ == "__main__":
    compile_catalogues()
