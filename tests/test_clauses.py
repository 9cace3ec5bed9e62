"""Every clause of the scheme that this product answers for is named by a test that proves it."""

import ast
import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).resolve().parent.parent
CLAUSES = range(31, 85)
CLAUSE = re.compile(r'\bR(\d{1,3})\b(?:[–-]R?(\d{1,3})\b)?')


def named_clauses(text):
    """R52–R58 names all seven."""
    for first, last in CLAUSE.findall(text):
        yield from range(int(first), int(last or first) + 1)


def words_of_tests(path):
    """Name and words of each test of a file: its docstring, what it says when it fails or tells, and its class."""
    for outer in ast.parse(path.read_text(encoding='utf-8')).body:
        if not isinstance(outer, ast.ClassDef):
            continue
        for test in outer.body:
            if isinstance(test, ast.FunctionDef) and test.name.startswith('test_'):
                own = ' '.join(node.value for node in ast.walk(test)
                               if isinstance(node, ast.Constant) and isinstance(node.value, str))
                yield f'{outer.name}.{test.name}', f'{ast.get_docstring(outer) or ""} {own}'


@tagged('post_install', '-at_install')
class TestClauses(BaseCase):
    def test_every_clause_is_named_by_a_test(self):
        """R31–R84, clause by clause; a comment does not count, nor does this test."""
        named = {}
        for path in [*ROOT.glob('addons/*/tests/test_*.py'), *ROOT.glob('tests/test_*.py')]:
            for name, words in words_of_tests(path) if path.name != Path(__file__).name else ():
                for clause in named_clauses(words):
                    named.setdefault(clause, []).append(name)
        missing = [f'R{clause}' for clause in CLAUSES if clause not in named]
        self.assertFalse(missing, "no test names these clauses")
