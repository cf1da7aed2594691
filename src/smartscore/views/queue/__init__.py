"""The queue: which open items of evidence are next, and what they bring to the index."""

from smartscore.views.queue.gain import queue_gain
from smartscore.views.queue.listing import queue

__all__ = ["queue", "queue_gain"]
