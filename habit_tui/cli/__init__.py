"""The shell door: words in, text or JSON out."""
