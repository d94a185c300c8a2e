"""Every loss, in a file of its own: what stands in this folder is known everywhere."""

from engine.functions.folder import Folder
from engine.functions.loss import Loss

LOSSES = Folder(__name__, __path__, Loss)
