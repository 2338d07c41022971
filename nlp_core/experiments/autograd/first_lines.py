"""The lines one types first: a variable, an expression of it, backward, and the gradient."""

import torch
from torch import Tensor


def first_lines() -> dict[str, Tensor | None]:
    """Each name and what it stands for after all lines have run."""
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    y.backward()
    gradient = x.grad
    return {"x": x, "y": y, "gradient": gradient}
