"""The published figures of PEEL police inspections."""
