from odoo.tests import BaseCase, tagged

from .story_common import TRANSCRIPT

# Told by the evaluation addon: training of the agents and inspection of the windows.
ELSEWHERE = {'R47', 'R49'}


@tagged('post_install', '-at_install')
class TestStoryTranscript(BaseCase):
    def test_every_clause_is_told(self):
        """R31–R84: the story uses every mechanism of the scheme at least once."""
        told = TRANSCRIPT.read_text(encoding='utf-8')
        clauses = {f'R{number}' for number in range(31, 85)} - ELSEWHERE
        missing = [clause for clause in clauses if f'{clause}、' not in told and f'{clause}）' not in told]
        self.assertFalse(sorted(missing), "no line of the story names these clauses")
