"""The layouts of paper, each after what all of them share."""

from importlib.resources import files


def layout(name: str) -> bytes:
    """Give a layout for typst."""
    assets = files(__package__) / "assets"
    return (assets / "shared.typ").read_bytes() + (assets / f"{name}.typ").read_bytes()
