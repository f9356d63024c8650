"""How likely each name fills each role of each claim, by the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import allowed_roles
from ravayat.reading.labels import LIST_ROLES, ROLES, SINGLE_ROLES
from ravayat.reading.scored import Scored, sigmoid, softmax

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

ROLES_COMPARED: Final = (*LIST_ROLES, "time", "killed", "wounded", "chain1", "chain2")
"""Roles in which claims are compared: the columns of what follows. Of the others there are too few to learn from."""

_SINGLES = ROLES_COMPARED[len(LIST_ROLES) :]


@dataclass(frozen=True, slots=True)
class NameProbabilities:
    """What the network says of every claim, name and role.

    Attributes:
        names: (candidates,) the number of each one's name: mentions of the same words have one.
        of_names: (claims, names, roles), the likeliest mention's in list roles, of all mentions in single ones.
        best: (claims, names, roles) the likeliest mention of each name.
        none: (claims, single roles) that nothing fills the role.
    """

    names: IntArray
    of_names: FloatArray
    best: IntArray
    none: FloatArray

    @classmethod
    def of(cls, scored: Scored, kept: IntArray) -> NameProbabilities:
        """Those of the claims ``kept``, as rows of ``scored``."""
        names = scored.names()
        begins = np.array([candidate.scores for candidate in scored.candidates], np.float32)
        allowed = allowed_roles(begins, ROLES_COMPARED)
        links = scored.links[kept][:, :, [ROLES.index(role) for role in ROLES_COMPARED]]
        lists = np.where(allowed[:, : len(LIST_ROLES)], sigmoid(links[..., : len(LIST_ROLES)]), 0)
        nulls = scored.nulls[kept][:, None, [SINGLE_ROLES.index(role) for role in _SINGLES]]
        open_to = np.where(allowed[:, len(LIST_ROLES) :], links[..., len(LIST_ROLES) :], -1e4)
        singles = softmax(np.concatenate([open_to, nulls], axis=1), axis=1)
        order = np.concatenate([lists, singles[:, :-1]], axis=2).argsort(axis=1, kind="stable")
        best = np.zeros((len(kept), int(names.max()) + 1, len(ROLES_COMPARED)), np.int64)
        # Of places named more than once the last one stays: the likeliest.
        best[np.arange(len(kept))[:, None, None], names[order], np.arange(len(ROLES_COMPARED))] = order
        likeliest = np.take_along_axis(lists, best[..., : len(LIST_ROLES)], axis=1)
        mentions = (names == np.arange(best.shape[1])[:, None]).astype(np.float32)
        of_names = np.concatenate([likeliest, mentions @ singles[:, :-1]], axis=2).astype(np.float32)
        return cls(names, of_names, best, singles[:, -1])
