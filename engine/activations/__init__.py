"""Every activation, in a file of its own: what stands in this folder is known everywhere."""

from engine.functions.activation import Activation
from engine.functions.folder import Folder

ACTIVATIONS = Folder(__name__, __path__, Activation)
