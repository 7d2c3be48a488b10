"""One short function a command; report in, terminal, tab-separated text or JSON out."""
