"""An alias that stays: `peel_data.validation.read` is where `Limits` was imported from until 1.1."""

from peel_data.readers import DEFAULT, Limits, read

__all__ = ["DEFAULT", "Limits", "read"]
