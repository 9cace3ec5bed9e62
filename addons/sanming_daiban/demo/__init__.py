from . import daiban_demo
