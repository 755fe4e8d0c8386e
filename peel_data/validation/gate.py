"""An alias that stays: `peel_data.validation.gate` is where `validate` was imported from until 1.1."""

from peel_data.validation.pipeline import validate

__all__ = ["validate"]
