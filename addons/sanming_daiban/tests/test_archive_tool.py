import io
import zipfile
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.archive import CHECKSUMS, LONGEST, Archive, Part, broken, safe_name

names = st.text(max_size=120)
parts = st.lists(st.builds(
    Part, folder=st.sampled_from(('材料', '文书/内部', 'CON')), name=names, what=st.just('x'),
    day=st.just(date(2026, 3, 2)), content=st.binary(max_size=50)), max_size=12)


def packed(given_parts):
    target = io.BytesIO()
    archive = Archive(target)
    for part in given_parts:
        archive.add(part)
    archive.close()
    return target.getvalue()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@tagged('post_install', '-at_install')
class TestArchiveTool(BaseCase):
    """One case, one file: whatever its papers are called, it unpacks everywhere and can be checked."""

    @settings(deadline=None, max_examples=200)
    @given(names)
    def test_names_are_safe_everywhere(self, name):
        safe = safe_name(name)
        self.assertTrue(0 < len(safe) <= LONGEST, safe)
        self.assertFalse(set(safe) & set('<>:"/\\|?*\x00\n\u202e'), safe)
        self.assertNotIn(safe[-1], ' .')
        self.assertNotIn(safe.split('.')[0].lower(), ('con', 'nul', 'com1', 'lpt9'))

    def test_the_ending_stays(self):
        self.assertEqual(safe_name(f'{"长" * 100}.pdf'), f'{"长" * (LONGEST - 4)}.pdf')
        self.assertEqual(safe_name('../../etc/passwd'), '_.._etc_passwd')

    @settings(deadline=None, max_examples=100)
    @given(parts)
    def test_nothing_is_lost_and_every_hash_holds(self, some):
        content = packed(some)
        files = unpacked(content)
        listed = files.pop(CHECKSUMS).decode()
        self.assertEqual(sorted(files.values()), sorted(part.content for part in some))
        self.assertEqual(list(broken(files, listed)), [])
        self.assertEqual(content, packed(some), "the same parts, the same bytes")

    def test_a_changed_or_missing_paper_is_found(self):
        files = unpacked(packed([Part('材料', 'a.pdf', 'A', None, b'1'), Part('材料', 'b.pdf', 'B', None, b'2')]))
        listed = files.pop(CHECKSUMS).decode()
        first, second = sorted(files)
        files[first] = b'3'
        del files[second]
        self.assertEqual(sorted(broken(files, listed)), [first, second])
