"""What tests and benchmarks share: documents, packets and texts to try things on, readers of what is made, other programs."""
