"""Learns what the words around a trigger say of its type, from annotated articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.reading.labels import TYPES
from ravayat.reading.type_words import BUCKETS, TypeWords, Weighted, features, untaught
from ravayat.text.words import split_words
from ravayat.training.examples import locate

_REGULARISATION = 0.3
_MOST_STEPS = 200
_FEWEST = 3
"""Types from which the regression has a line for each."""
_UNSEEN = -9.0
"""Score of a type that no annotated claim has."""


def fit_type_words(articles: Sequence[AnnotatedArticle]) -> TypeWords:
    """Logistic regression over the words in and around annotated triggers; untaught by articles of one type or two."""
    rows: list[Weighted] = []
    wanted: list[int] = []
    for annotated in articles:
        words = split_words(annotated.article.text)
        rows += features(words, [locate(words, claim.trigger.span) for claim in annotated.claims])
        wanted += [TYPES.index(claim.type) for claim in annotated.claims]
    taught = untaught(len(TYPES))
    seen = sorted(set(wanted))
    if len(seen) < _FEWEST:
        return taught
    model = LogisticRegression(C=_REGULARISATION, max_iter=_MOST_STEPS).fit(_matrix(rows), np.array(wanted))
    taught.bias[:] = _UNSEEN
    taught.weights[:, seen], taught.bias[seen] = model.coef_.T, model.intercept_
    return taught


def _matrix(rows: Sequence[Weighted]) -> csr_matrix:
    counts = np.concatenate([counts for _, counts in rows])
    buckets = np.concatenate([buckets for buckets, _ in rows])
    ends = np.cumsum([0, *(len(own) for own, _ in rows)])
    return csr_matrix((counts, buckets, ends), shape=(len(rows), BUCKETS))
