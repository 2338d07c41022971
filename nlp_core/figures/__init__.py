"""Values in, charts out, by the shape of the data; no language and no torch."""
