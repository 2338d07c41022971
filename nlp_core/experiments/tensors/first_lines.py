"""The lines one types first: a tensor, its shape and data type, a sum, a product, a row."""

import torch
from torch import Tensor


def first_lines() -> dict[str, Tensor | torch.Size | torch.dtype]:
    """Each name and what it stands for after all lines have run."""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])  # (2, 3)
    shape, dtype = a.shape, a.dtype
    b = torch.tensor([10.0, 20.0, 30.0])  # (3,)
    total = a + b  # (2, 3): b is read once for each row
    product = a @ b  # (2, 3) @ (3,) -> (2,)
    row = a[0]  # (3,)
    flat = a.reshape(-1)  # (6,)
    made = {"a": a, "b": b, "total": total, "product": product, "row": row, "flat": flat}
    return {"shape": shape, "dtype": dtype, **made}
