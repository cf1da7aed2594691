"""Draw the picture of README and manual from a real run, in both languages: python docs/images/make.py"""

import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from smartscore import Result, Style, assess, discover, load_framework, read_dataset
from smartscore.reports import REPORTS
from smartscore.reports.subjects import ranking

HERE = Path(__file__).parent
COMMANDS = {
    "assess.svg": ("en", "smartscore assess docs/examples/cities.csv"),
    "assess.id.svg": ("id", "smartscore assess docs/examples/cities.csv --lang id"),
}
WIDTH = 100
FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"


def printed(language: str) -> str:
    """Give what the command prints on a terminal of 100 columns, with the bundled plugins alone."""
    dataset = read_dataset(HERE.parent / "examples" / "cities.csv")
    framework = load_framework("smart-city", plugins=discover(bundled_only=True))
    return str(
        REPORTS["table"].render(
            ranking.document(Result(assessments=[assess(dataset, framework)])), Style(language=language, width=WIDTH)
        )
    )


def drawn(language: str, command: str) -> str:
    """Give the picture as SVG that asks for nothing from elsewhere: the web fonts that rich names are taken out."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    console.print(Text.assemble(("$ ", "green"), (command, "bold")))
    console.print(Text(printed(language)))  # its last line is empty, or the drawing would cut what is below the letters
    svg = console.export_svg(title="smartscore", unique_id="smartscore")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", FONTS)


if __name__ == "__main__":
    for name, shown in COMMANDS.items():
        (HERE / name).write_text(drawn(*shown), encoding="utf-8")
