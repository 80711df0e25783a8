"""The front: what readers see."""
