"""The fixtures that the tests of recipes share with those of reading."""

from dataset_fixtures import book, framework, told, write

__all__ = ["book", "framework", "told", "write"]
