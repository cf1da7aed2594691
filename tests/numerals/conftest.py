"""The fixtures that the tests of reading, numerals and datasets share."""

from dataset_fixtures import book, framework, told, write

__all__ = ["book", "framework", "told", "write"]
