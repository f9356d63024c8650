"""Scores against articles that people annotated, and the form in which claims are exchanged."""

from ravayat.evaluate.calibration import trade_off
from ravayat.evaluate.claims_json import from_claims_json, to_claims_json
from ravayat.evaluate.gold import GoldArticle, load_gold, load_predictions
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import Disagreement, Row, Table, score

__all__ = [
    "Disagreement",
    "GoldArticle",
    "PlainClaim",
    "Row",
    "Table",
    "from_claims_json",
    "load_gold",
    "load_predictions",
    "score",
    "to_claims_json",
    "trade_off",
]
