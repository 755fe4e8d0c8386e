"""Validation of a submission: read -> structure -> rows -> rules -> continuity -> Report."""
