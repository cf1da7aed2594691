"""Recipes proposed for files by what is in them, for somebody to read and correct."""

from smartscore.recipes.proposal.propose import propose

__all__ = ["propose"]
