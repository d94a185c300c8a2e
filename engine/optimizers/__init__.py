"""Every optimiser, in a file of its own: what stands in this folder is known everywhere."""

from engine.functions.folder import Folder
from engine.functions.optimizer import Optimizer

OPTIMIZERS = Folder(__name__, __path__, Optimizer)
