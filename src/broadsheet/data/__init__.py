"""What ships in the wheel: publishers, sections, word lists and models, each with its origin and licence."""
