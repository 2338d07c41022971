import numpy as np
import torch

from nlp_core.models.tally import Tally
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint


def test_the_module_equals_naive_bayes() -> None:
    documents = [["a", "b", "a"], ["b", "c"], ["c", "c", "d"]]
    labels = ["x", "y", "y"]
    vocabulary = build_vocabulary(documents)
    counts = count(documents, vocabulary)
    dense = torch.from_numpy(counts.dense())
    module = Tally(2, len(vocabulary))
    module.words = torch.stack([dense[:1].sum(0), dense[1:].sum(0)]).int()
    module.texts = torch.tensor([1, 2], dtype=torch.int32)
    for alpha in (0.1, 1.0):
        ours = log_joint(fit_naive_bayes(counts, labels, vocabulary, alpha=alpha), counts)
        np.testing.assert_allclose(module(dense, alpha).numpy(), ours, atol=1e-12)
