"""Show what adapters gain, and that the engine wears them as the trainer meant."""
