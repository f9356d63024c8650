"""The chains of an event as one graph, for whoever draws it: who told whom until it stood in an article.

What roots say is carried by tellers in between and by outlets into articles. A teller is one node however many chains
it stands in, and an outlet that speaks in its own voice is itself a root. Words without a name ("an informed source")
stand before the one that answers for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ravayat.records import Event, Meaning, ResolvedSource, StoredArticle, StoredClaim
from ravayat.text.letters import INVISIBLE, fold
from ravayat.views.context import printable

NodeKind = Literal["root", "unnamed", "link", "outlet", "article"]
EdgeKind = Literal["carried", "copied"]


@dataclass(frozen=True, slots=True)
class ChainNode:
    """One who tells, or an article.

    Attributes:
        id: unique within the graph.
        kind: ``root``, ``link`` (a teller in between), ``unnamed`` (words that hide who it is), ``outlet`` or
            ``article``.
        fa, en: labels; ``en`` is empty where only the words are known.
        party: it takes part in the conflict.
        article: of an article.
    """

    id: str
    kind: NodeKind
    fa: str
    en: str = ""
    party: bool = False
    article: StoredArticle | None = None


@dataclass(frozen=True, slots=True)
class ChainEdge:
    """What one says, as it reached another.

    Attributes:
        source, target: ids of nodes.
        kind: ``carried``, or ``copied`` where a text repeats another.
        claims: ids of the claims that took this way.
        stances: of these claims, each once.
    """

    source: str
    target: str
    kind: EdgeKind
    claims: tuple[int, ...]
    stances: tuple[str, ...]

    @property
    def denies(self) -> bool:
        """Whether nothing but a denial took this way."""
        return self.stances == ("denied",)


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """All chains of an event.

    Attributes:
        event: its number.
        nodes: roots first, articles last.
        edges: in the order in which the claims tell them.
    """

    event: int
    nodes: tuple[ChainNode, ...]
    edges: tuple[ChainEdge, ...]

    def node(self, key: str) -> ChainNode:
        """The node of an id.

        Raises:
            KeyError: there is none.
        """
        found = next((node for node in self.nodes if node.id == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def onward(self, key: str) -> tuple[ChainEdge, ...]:
        """The edges that lead on from a node."""
        return tuple(edge for edge in self.edges if edge.source == key)

    def beginnings(self) -> tuple[ChainNode, ...]:
        """Nodes that nobody leads to; of a circle its first."""
        reached = {edge.target for edge in self.edges}
        first = [node for node in self.nodes if node.id not in reached]
        seen = set(self._reachable(node.id for node in first))
        for node in self.nodes:
            if node.id not in seen:
                first.append(node)
                seen |= set(self._reachable([node.id]))
        return tuple(first)

    def _reachable(self, keys: Iterable[str]) -> Iterator[str]:
        waiting, seen = list(keys), set[str]()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                yield key
                waiting += [edge.target for edge in self.onward(key)]


def chain_graph(event: Event) -> ChainGraph:
    """The graph of an event's chains."""
    return _Weaver(event).graph()


class _Weaver:
    """Nodes and edges while the claims are followed."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._nodes: dict[str, ChainNode] = {}
        self._ways: dict[tuple[str, str, EdgeKind], list[StoredClaim]] = {}
        self._roots = {root.key: root for root in event.roots}
        self._owners = {
            claim: root.key for root in event.roots for claim in (*root.asserts, *root.denies, *root.doubts)
        }
        self._articles = {claim.article.id: claim.article for claim in event.claims}
        # An outlet that speaks in its own voice is the root of that name, and no second node.
        self._own = {
            claim.article.outlet: self._root_id(claim)
            for claim in event.claims
            if not _named(claim) and claim.article.copy_of is None
        }

    def graph(self) -> ChainGraph:
        """Follow every claim."""
        for claim in self._event.claims:
            self._follow(claim)
        for article in self._articles.values():
            self._copied(article)
        order: dict[NodeKind, int] = {"root": 0, "unnamed": 1, "link": 2, "outlet": 3, "article": 4}
        nodes = sorted(self._nodes.values(), key=lambda node: order[node.kind])
        edges = [
            ChainEdge(
                source,
                target,
                kind,
                tuple(dict.fromkeys(claim.id for claim in claims)),
                tuple(dict.fromkeys(claim.claim.stance for claim in claims)),
            )
            for (source, target, kind), claims in self._ways.items()
        ]
        return ChainGraph(self._event.id, tuple(nodes), tuple(edges))

    def _follow(self, claim: StoredClaim) -> None:
        """The way of one claim from the first who said it to the article."""
        chain, named = _chain(claim), _named(claim)
        hidden, between = chain[named:], chain[: max(0, named - 1)]
        root, outlet = self._root(claim), self._outlet(claim.article)
        way = [self._hidden(claim, at, words) for at, (words, _) in enumerate(reversed(hidden))]
        if not named and claim.article.copy_of is not None and outlet != root:
            # The words are another outlet's, and whoever copies them carries them as they are.
            self._lead(root, outlet, "copied", [claim])
        else:
            way.append(root)
        way += [self._link(words, source) for words, source in reversed(between)]
        way += [outlet, self._article(claim.article)]
        for source, target in pairwise(way):
            self._lead(source, target, "carried", [claim])

    def _copied(self, article: StoredArticle) -> None:
        if article.copy_of in self._articles and article.copy_of != article.id:
            claims = [claim for claim in self._event.claims if claim.article.id == article.id]
            self._lead(_article_id(article.copy_of), _article_id(article.id), "copied", claims)

    def _lead(self, source: str, target: str, kind: EdgeKind, claims: Iterable[StoredClaim]) -> None:
        if source != target:
            self._ways.setdefault((source, target, kind), []).extend(claims)

    def _root_id(self, claim: StoredClaim) -> str:
        return f"teller:{self._owners.get(claim.id, claim.root)}"

    def _root(self, claim: StoredClaim) -> str:
        key = self._owners.get(claim.id, claim.root)
        root = self._roots.get(key)
        fa, en, party = (root.fa, root.en, root.party) if root else (key, "", False)
        made = ChainNode(f"teller:{key}", "root", printable(fa), printable(en), party)
        self._nodes[made.id] = made
        return made.id

    def _link(self, words: str, source: ResolvedSource | None) -> str:
        who = source.who if source else None
        key = who.id if who and who.id and who.level in ("entry", "body") else _folded(words)
        fa, en = (who.fa or words, who.en) if who and key == who.id else (words, "")
        made = ChainNode(f"teller:{key}", "link", printable(fa), printable(en), bool(source and source.is_party))
        return self._nodes.setdefault(made.id, made).id

    def _hidden(self, claim: StoredClaim, at: int, words: str) -> str:
        # Two papers' informed sources need not be one.
        made = ChainNode(f"unnamed:{claim.id}:{at}", "unnamed", printable(words))
        return self._nodes.setdefault(made.id, made).id

    def _outlet(self, article: StoredArticle) -> str:
        if article.outlet in self._own:
            return self._own[article.outlet]
        made = ChainNode(f"outlet:{article.outlet or article.id}", "outlet", printable(article.outlet or "؟"))
        return self._nodes.setdefault(made.id, made).id

    def _article(self, article: StoredArticle) -> str:
        made = ChainNode(_article_id(article.id), "article", printable(article.title or article.doc), article=article)
        return self._nodes.setdefault(made.id, made).id


def _chain(claim: StoredClaim) -> list[tuple[str, ResolvedSource | None]]:
    """The words of the chain, nearest teller first, each with what it means where somebody looked."""
    sources = (claim.claim.meaning or Meaning()).chain
    quotes = claim.claim.chain
    return [(quote.text, sources[at] if at < len(sources) else None) for at, quote in enumerate(quotes)]


def _named(claim: StoredClaim) -> int:
    """How many tellers of the chain stand up to the last that has a name; the rest hide who they are."""
    chain = _chain(claim)
    known = [at for at, (_, source) in enumerate(chain, 1) if source and not source.anonymous]
    return known[-1] if known else 0


def _article_id(number: int | None) -> str:
    return f"article:{number}"


def _folded(words: str) -> str:
    return "".join(fold(words).replace(INVISIBLE, "").split())
