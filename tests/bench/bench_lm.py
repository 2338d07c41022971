"""Our language models beside a plain GPT and the transformers library, in one run.

    NLP_REVISITED_DATA=... python -m tests.bench.bench_lm learn|large|write|bert [--seeds 1]
        [--threads 1] [--repeat 7]

``learn``: Tiny Shakespeare at nanoGPT's budget for the CPU, our GPT and a plain one in turn, a
hundred steps each, on the same batches. The plain one has what a first GPT has (LayerNorm, GELU,
learned positions, tied embeddings, torch's fused attention) and nanoGPT's optimiser: AdamW 1e-3,
warm-up, half a cosine down to a tenth. Checks on held-out text are on nobody's clock. ``large``:
our GPT alone, at nanoGPT's size for a GPU.

``write``: a GPT-2 of random weights is saved by the transformers library and read into our class;
both continue the same beginning greedily, with their caches, once with weights that sixteen bits
hold, as our checkpoints store them, and once with weights of 32. ``bert``: a step of masked tokens
with the same weights and the same AdamW, scores at all places (as the library does it) or at the
hidden ones (as our training does). Times are medians of runs that take turns; ratios are of one
run.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.bench_lm import (
    CPU,
    GPU,
    MISSING,
    VOCAB_SIZE,
    Course,
    Play,
    Preset,
    compact,
    hidden_step,
    hidden_tokens,
    learning,
    plainly,
    play,
)
from nlp_core.bench_timing import in_turn
from nlp_core.models.gpt_writing import Writer, warm, write
from nlp_core.published.reading import read
from nlp_core.training.language_model import fast_bfloat16, text_loss
from nlp_core.training.run import best_device, seeded
from tests.bench.plain_gpt import PlainGPT, plain_learning

REPORT = 100  # steps


def learn(seed: int) -> None:
    """Our GPT and a plain one in turn, at nanoGPT's budget for the CPU."""
    text = play()
    if text is None:
        print(f"not compared: {MISSING}")
        return
    with seeded(seed):
        plain = PlainGPT(CPU, len(text.characters))
    ours = compact(CPU, text.characters, seed)
    half = fast_bfloat16(torch.device("cpu"))
    courses = {
        "ours": Course(learning(ours, CPU, text, seed, REPORT)),
        "plain": Course(plain_learning(plain, CPU, text, seed, report=REPORT, bfloat16=half)),
    }
    print(f"{CPU}, seed {seed}, {'bfloat16' if half else 'float32'}", flush=True)
    go(courses)
    for name, model in (("ours", ours), ("plain", plain)):
        report(name, model, courses[name], text, CPU)


def large(seed: int) -> None:
    """Our GPT at nanoGPT's size for a GPU, on one where there is one: over an hour on 2 CPUs."""
    text = play()
    if text is None:
        print(f"not trained: {MISSING}")
        return
    ours = compact(GPU, text.characters, seed).to(best_device())
    print(f"{GPU}, seed {seed}, {best_device()}", flush=True)
    course = Course(learning(ours, GPU, text, seed, REPORT))
    go({"ours": course})
    report("ours", ours, course, text, GPU)


def go(courses: dict[str, Course]) -> None:
    """Advance trainings in turn to their ends; a line a turn."""
    going = True
    while going:
        advanced = [course.advance() for course in courses.values()]  # all of them, each turn
        going = any(advanced)
        said = (
            f"{name} {one.step} {one.best:.3f} ({one.took.processor:.0f} s)"
            for name, one in courses.items()
        )
        print("   ", *said, flush=True)


def report(name: str, model: nn.Module, course: Course, text: Play, size: Preset) -> None:
    """How a training ended, in a line."""
    whole = text_loss(model.eval(), text.held_out, size.context)
    parameters, took = sum(p.numel() for p in model.parameters()), course.took
    print(
        f"{name:6} {parameters:,} parameters, held-out loss {whole:.4f} (whole split); {course}; "
        f"all steps {took.wall:.1f} s, processor {took.processor:.1f} s",
        flush=True,
    )


def saved(
    architecture: str, sizes: dict[str, Any], half: bool = False
) -> tuple[nn.Module, nn.Module]:
    """A model of the transformers library at random, and ours with the same weights; ``half``:
    such as sixteen bits hold. Both compute in float32.
    """
    import transformers

    transformers.logging.disable_progress_bar()
    config = getattr(transformers, f"{architecture.split('For')[0].split('LM')[0]}Config")(**sizes)
    with seeded(0), tempfile.TemporaryDirectory() as folder:
        theirs = getattr(transformers, architecture)(config).eval()
        theirs = theirs.half().float() if half else theirs
        theirs.save_pretrained(folder)
        return theirs, read(Path(folder)).model


def compare(name: str, ways: dict[str, Callable[[], Any]], repeat: int) -> None:
    """Time some ways in turn; the first is what the others are held against."""
    took = in_turn(ways, repeat)
    first = next(iter(took.values()))
    for way, one in took.items():
        wall, processor = 1000 * one.wall, 1000 * one.processor
        print(
            f"{name}, {way:36} {wall:8.1f} ms, processor {processor:7.1f} ms; "
            f"x {first.wall / one.wall:.2f}, x {first.processor / one.processor:.2f}",
            flush=True,
        )


def writing(repeat: int, half: bool, count: int = 128) -> None:
    """Greedy text by the library, by our plain model and by the writer."""
    sizes: dict[str, Any] = {"n_embd": 256, "n_layer": 4, "n_head": 4, "n_positions": 512}
    sizes["initializer_range"] = 0.1  # a text of many tokens
    ends = {"bos_token_id": 0, "eos_token_id": None, "pad_token_id": 0}
    theirs, ours = saved("GPT2LMHeadModel", {"vocab_size": VOCAB_SIZE, **sizes, **ends}, half)
    beginning = torch.randint(1, VOCAB_SIZE, (16,), generator=torch.Generator().manual_seed(1))
    mask = torch.ones(1, 16, dtype=torch.long)
    warm()
    writer = Writer(ours, 16 + count)

    def generate() -> Tensor:
        with torch.inference_mode():
            found = theirs.generate(
                beginning[None], attention_mask=mask, max_new_tokens=count, do_sample=False
            )
        return found[0, 16:]

    ways: dict[str, Callable[[], Any]] = {
        "transformers generate": generate,
        "ours, plain model": lambda: plainly(ours, beginning, count),
        "ours, writer": lambda: write(writer, beginning, count),
        "ours, writer made anew": lambda: write(Writer(ours, 16 + count), beginning, count),
    }
    wanted = generate()
    for name, way in ways.items():
        assert torch.equal(way(), wanted), f"{name}: another text"
    kind = "weights that sixteen bits hold" if half else "weights of 32 bits"
    print(f"{kind}: the same {count} tokens by all, {len(set(wanted.tolist()))} different ones")
    compare(f"{count} tokens", ways, repeat)


def bert(repeat: int) -> None:
    """A step of BERT, the library's and ours."""
    sizes = {"hidden_size": 256, "num_hidden_layers": 4, "num_attention_heads": 4}
    more = {"vocab_size": VOCAB_SIZE, "intermediate_size": 1024}
    silent = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    theirs, ours = saved("BertForMaskedLM", {**sizes, **more, **silent})
    ours.requires_grad_(True)
    tokens, places = hidden_tokens()
    labels = torch.full_like(tokens, -100).scatter(1, places, tokens.gather(1, places))

    def steps(loss: Callable[[], Tensor], model: nn.Module) -> Callable[[], None]:
        adam = torch.optim.AdamW(model.parameters(), 1e-5)

        def step() -> None:
            adam.zero_grad(set_to_none=True)
            loss().backward()
            adam.step()

        return step

    def all_places() -> Tensor:
        scores = ours.token_scores(ours(tokens)).flatten(0, 1)
        return F.cross_entropy(scores, labels.flatten(), ignore_index=-100)

    losses = {
        "transformers, scores at all places": (lambda: theirs(tokens, labels=labels).loss, theirs),
        "ours, scores at all places": (all_places, ours),
    }
    with torch.inference_mode():
        found = [float(loss()) for loss, _ in losses.values()]
    assert abs(found[0] - found[1]) < 1e-4, found
    print(f"the same loss by both, {found[0]:.4f}")
    ways = {name: steps(loss, model) for name, (loss, model) in losses.items()}
    adam = torch.optim.AdamW(ours.parameters(), 1e-5)
    ways["ours, scores at the hidden places"] = hidden_step(ours, adam, tokens, places)
    compare("a step of BERT", ways, repeat)


def main() -> None:
    """Run one comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("learn", "large", "write", "bert"))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=7)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    print(f"{asked.threads} thread(s), load {os.getloadavg()[0]:.1f}")
    if asked.what == "write":
        for half in (True, False):
            writing(asked.repeat, half)
    elif asked.what == "bert":
        bert(asked.repeat)
    else:
        for seed in range(asked.seeds):
            (learn if asked.what == "learn" else large)(seed)


if __name__ == "__main__":
    main()
