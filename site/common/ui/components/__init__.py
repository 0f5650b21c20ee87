"""Every component, grouped by what it is for; importing this package fills the registry."""

from common.ui.components import actions, channel, data, forms, frame, labels, notices, progress, sheets, sketch

__all__ = ["actions", "channel", "data", "forms", "frame", "labels", "notices", "progress", "sheets", "sketch"]
