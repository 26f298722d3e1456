"""Ask messages to several shops, and say what was right and what misled."""
