"""What the recurrent lesson asks of an RNN: its numbers, its states, its gradients, its writing."""
