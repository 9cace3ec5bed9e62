from . import eval_demo
