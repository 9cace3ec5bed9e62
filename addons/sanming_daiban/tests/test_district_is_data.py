"""Nothing of the district is in code: a second one starts from data alone (issue 7)."""
import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDONS = Path(__file__).resolve().parents[2]
# Names and administrative codes of the district, its city and its neighbours.
DISTRICT = re.compile(r'三元|三明|永安|沙县|35040[0-9]')
DATA = {'data', 'demo', 'tests', 'i18n', 'migrations'}


@tagged('post_install', '-at_install')
class TestDistrictIsData(BaseCase):

    def test_no_district_in_code(self):
        found = []
        for path in ADDONS.glob('sanming_daiban*/**/*'):
            inside = path.relative_to(ADDONS).parts
            if path.suffix not in ('.py', '.js', '.xml', '.scss') or DATA & set(inside):
                continue
            for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
                if DISTRICT.search(line):
                    found.append(f'{"/".join(inside)}:{number}: {line.strip()[:80]}')
        self.assertFalse(found, "names and codes of the district belong into data")
