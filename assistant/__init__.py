"""The conversation and its front ends."""

PROGRAM = "0.1.0"
"""The version that acts and reports carry."""
