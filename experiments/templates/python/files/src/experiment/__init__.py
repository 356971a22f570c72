"""The package of this experiment."""
