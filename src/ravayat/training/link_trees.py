"""Teaches the trees that look at links a second time, from articles that the network had not learned from.

``python -m ravayat.training.link_trees --teacher A.pt --teacher B.pt ... --news FILE...``: of every training article
the teacher that left it out of its training (``ravayat train --leave-out``) says what it finds, and the trees learn
which of its links the annotators have made as well.  A reader's own training articles would not do: it knows them by
heart, and is surer there than it will ever be again.  Trees, thresholds and the confidences that go with them are
written into the model folder.  With ``--save FILE`` what the teachers say is kept there instead, and ``--judged FILE``
takes it from there, so that teachers can be asked on one machine and trees be made on another.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx.compose import add_prefix, merge_models
from skl2onnx import to_onnx
from sklearn.ensemble import HistGradientBoostingClassifier
from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
from ravayat.evaluate.agreement import compare, matched, same_words
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import pair
from ravayat.ledger.assemble import assemble
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.decode import Settings, SpokenClaim, first_look, speak, to_weigh
from ravayat.reading.event_pairs import EVENT, Pairs
from ravayat.reading.labels import CHAIN_ROLES, LIST_ROLES, ROLES
from ravayat.reading.link_trees import LINK_TREES_FILE
from ravayat.reading.network import Network
from ravayat.reading.reader import join_sections
from ravayat.reading.roles import Filler
from ravayat.reading.scored import Scored
from ravayat.reading.second_look import LOOKED_AT, Links
from ravayat.reading.settings_file import load_settings
from ravayat.records import Article
from ravayat.text.words import Words
from ravayat.training.articles import Fold, load_split
from ravayat.training.checkpoints import load_checkpoint, trained
from ravayat.training.finish import CARD_FILE, finish, whole_folder
from ravayat.training.measure import EncodedArticles, tune_again
from ravayat.training.torch_network import TorchNetwork
from ravayat.training.type_words import fit_type_words
from ravayat.whole_file import replacing

FloatArray = npt.NDArray[np.float32]

_AT_ONCE = 50
"""Articles whose scores are held at the same time."""


_TREES: dict[str, Any] = {
    "max_iter": 200,
    "learning_rate": 0.05,
    "max_leaf_nodes": 20,
    "min_samples_leaf": 40,
    "l2_regularization": 1.0,
    "random_state": 0,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Links of one role, and what annotators make of them.

    Attributes:
        features: (links, columns) of :func:`ravayat.reading.second_look.look_again`.
        right: whether the annotated claim has that value, too.
        known: whether there is an annotated claim to compare with.
    """

    features: FloatArray
    right: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]

    @classmethod
    def together(cls, parts: Sequence[Judged]) -> Judged:
        """All of them, one after the other."""
        return cls(
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.right for part in parts]),
            np.concatenate([part.known for part in parts]),
        )


def save_judged(found: Mapping[str, Judged], path: Path) -> None:
    """Write links by role, for :func:`load_judged`; their features rounded to half precision, which trees bear."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for role, links in found.items():
        arrays[f"{role} features"] = links.features.astype(np.float16)
        arrays |= {f"{role} right": links.right, f"{role} known": links.known}
    with replacing(path, "wb") as out:
        np.savez_compressed(out, allow_pickle=False, **arrays)


def load_judged(path: Path) -> dict[str, Judged]:
    """The links that :func:`save_judged` has written."""
    with np.load(path) as arrays:
        roles = dict.fromkeys(name.rpartition(" ")[0] for name in arrays.files)
        return {
            role: Judged(
                arrays[f"{role} features"].astype(np.float32), arrays[f"{role} right"], arrays[f"{role} known"]
            )
            for role in roles
        }


def judge_links(articles: EncodedArticles, network: Network, settings: Settings) -> dict[str, list[Judged]]:
    """The links that are looked at again in annotated articles, by role, with what annotators make of each."""
    found = defaultdict(list)
    for annotated, words, sections in articles:
        looks = [(first, scored, first_look(scored, network, settings)) for first, scored in sections]
        told = join_sections((first, speak(scored, look, settings)) for first, scored, look in looks)
        wanted = [PlainClaim.of(claim) for claim in annotated.claims]
        partners = dict(pair(_plain(annotated.article, words, told), wanted))
        begin = 0
        for first, scored, look in looks:
            own = range(begin, begin + len(look.kept))
            begin = own.stop
            if not own:
                continue
            asked = [(told[number], wanted[partners[number]] if number in partners else None) for number in own]
            weighed, pairs = to_weigh(scored, look)
            for role, links in weighed.items():
                right = _right(annotated.article, words, (first, scored), role, links, asked, look.kept)
                known = np.array([asked[claim][1] is not None for claim in links.claims], bool)
                found[role].append(Judged(links.features, right, known))
            found[EVENT].append(_same_event(pairs, [partner for _, partner in asked]))
    return dict(found)


def _same_event(pairs: Pairs, partners: Sequence[PlainClaim | None]) -> Judged:
    """Pairs of claims, and whether the annotators have both in one event."""
    both = [(partners[i], partners[j]) for i, j in zip(pairs.first, pairs.second, strict=True)]
    known = np.array([one is not None and other is not None for one, other in both], bool)
    right = np.array([bool(one and other and one.event == other.event) for one, other in both], bool)
    return Judged(pairs.features, right, known)


def _right(
    article: Article,
    words: Words,
    section: tuple[int, Scored],
    role: str,
    links: Links,
    asked: Sequence[tuple[SpokenClaim, PlainClaim | None]],
    kept: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """Whether the annotators have each link's value; where they have it once, the likeliest of several is right."""
    first, scored = section
    alone = [
        replace(asked[claim][0], roles={role: (Filler(scored.candidates[span].span, 1.0).moved(first),)})
        for claim, span in zip(links.claims, links.spans, strict=True)
    ]
    values = _plain(article, words, alone)
    right = np.zeros(len(values), bool)
    for claim in np.unique(links.claims):
        wanted = asked[claim][1]
        if wanted is None:
            continue
        own = np.flatnonzero(links.claims == claim)
        own = own[np.argsort(-scored.links[kept[claim], links.spans[own], ROLES.index(role)], kind="stable")]
        if role in LIST_ROLES:
            right[own] = matched([getattr(values[link], role)[0] for link in own], getattr(wanted, role))
        elif role in CHAIN_ROLES:
            place = CHAIN_ROLES.index(role)
            # A link that names the outlet is its own voice, and has been left out.
            right[own] = [
                len(wanted.chain) > place and any(same_words(one, wanted.chain[place]) for one in values[link].chain)
                for link in own
            ]
        else:
            right[own] = [compare(values[link], wanted)[role].both > 0 for link in own]
    return right


def _plain(article: Article, words: Words, told: Sequence[SpokenClaim]) -> list[PlainClaim]:
    return [PlainClaim.of(claim) for claim in assemble(article, words, told)]


def fit_trees(judged: Mapping[str, Judged]) -> onnx.ModelProto:
    """One graph of boosted trees, with an input and an output for each role.

    Chains and events are learned from claims that are right alone: an empty chain is an answer, too.
    """
    graphs = []
    for role, links in judged.items():
        use = links.known if role in (*CHAIN_ROLES, EVENT) else np.ones(len(links.known), bool)
        if len(set(links.right[use])) < 2:
            raise CorpusError(f"all links of {role} are alike, or there are none; trees need more articles")
        trees = HistGradientBoostingClassifier(**_TREES).fit(links.features[use], links.right[use])
        graph = to_onnx(trees, links.features[:1], options={"zipmap": False})
        graphs.append(_named(graph, role))
    whole = graphs[0]
    for graph in graphs[1:]:
        whole = merge_models(whole, graph, io_map=[])
    return whole


def _named(graph: onnx.ModelProto, role: str) -> onnx.ModelProto:
    """The graph with its role for the name of its input, and one output, the probabilities."""
    graph = add_prefix(graph, f"{role} ")
    given = graph.graph.input[0].name
    for node in graph.graph.node:
        node.input[:] = [role if name == given else name for name in node.input]
    graph.graph.input[0].name = role
    probabilities = next(one for one in graph.graph.output if one.name.endswith("probabilities"))
    kept = onnx.ValueInfoProto()
    kept.CopyFrom(probabilities)
    del graph.graph.output[:]
    graph.graph.output.append(kept)
    return graph


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the teachers, teach the trees, choose thresholds and write all of it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, action="append", default=[], help="a checkpoint; may be repeated")
    parser.add_argument("--judged", type=Path, action="append", default=[], help="what --save wrote; may be repeated")
    parser.add_argument("--save", type=Path, help="write what the teachers say here (.npz), and make no trees")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="texts of the real reports")
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER, help="folder of the reader that is to have them")
    parser.add_argument("--device", default="cpu", help="where teachers are asked, in torch's words")
    options = parser.parse_args(arguments)
    if not options.teacher and (options.save or not options.judged):
        parser.error("name a --teacher, or what one said with --judged")
    split = load_split(options.corpus, options.news)
    settings = load_settings(options.model)
    found: defaultdict[str, list[Judged]] = defaultdict(list)
    for path in options.teacher:
        for role, judged in _ask(path, split.train, settings, options.device):
            found[role] += judged
    for path in options.judged:
        for role, links in load_judged(path).items():
            found[role].append(links)
    if not found:
        raise CorpusError("the teachers found no claim in the articles that they left out; take others")
    taught = {role: Judged.together(found[role]) for role in (*LOOKED_AT, EVENT)}
    for role, links in taught.items():
        print(f"{role}: {len(links.right)} links, {links.right.sum()} of them right", flush=True)
    if options.save:
        save_judged(taught, options.save)
        return 0
    with whole_folder(options.model) as folder:
        shutil.copytree(options.model, folder, dirs_exist_ok=True)
        (folder / LINK_TREES_FILE).write_bytes(fit_trees(taught).SerializeToString())
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        names = ", ".join(path.name for path in [*options.teacher, *options.judged])
        card["link_trees"] = f"of {names}, about articles they had left out"
        finish(folder, split, card, lambda articles: tune_again(articles, settings))
    return 0


def _ask(
    path: Path, articles: Sequence[AnnotatedArticle], settings: Settings, device: str = "cpu"
) -> Iterator[tuple[str, list[Judged]]]:
    """What a teacher says of the articles that it did not learn from.

    Raises:
        CorpusError: it has learned from all of them.
    """
    state, told = load_checkpoint(path)
    if not told or not told["left_out"]:
        raise CorpusError(f"{path} left no article out of its training; make one with ravayat train --leave-out")
    fold = Fold.parse(told["left_out"])
    model, base = trained(state, told)
    own = [one for one in articles if fold.holds(one.article.doc)]
    others = [one for one in articles if not fold.holds(one.article.doc)]
    network = TorchNetwork(model.to(device), fit_type_words(others))
    tokenizer = Tokenizer.from_str(base.tokenizer)
    for begin in range(0, len(own), _AT_ONCE):
        scored = EncodedArticles(own[begin : begin + _AT_ONCE], network, tokenizer, settings)
        yield from judge_links(scored, network, settings).items()
        print(f"{path.name}: {min(begin + _AT_ONCE, len(own))} of {len(own)} articles", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
