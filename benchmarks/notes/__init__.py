"""What is learned for notes beside sections and headers."""
