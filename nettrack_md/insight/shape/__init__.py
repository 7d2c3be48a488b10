"""The shape of a network over time, never its size: figures, look-back, origins."""
