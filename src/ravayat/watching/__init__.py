"""Watching feeds: what is new in them goes into a store, once, whatever happens meanwhile."""

from ravayat.watching.plan import Plan, PlanError, load_plan
from ravayat.watching.state import StateError, WatchState
from ravayat.watching.watch import Watch

__all__ = ["Plan", "PlanError", "StateError", "Watch", "WatchState", "load_plan"]
