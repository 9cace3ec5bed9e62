"""`i18n`: nothing that was translated is lost, and whatever is missing in Chinese is found."""

import polib
import pytest

from launcher import translations

MENU = 'model:ir.ui.menu,name:x.menu'
CODE = 'code:addons/x/models/y.py'


def catalogue(*entries):
    pofile = polib.POFile()
    for msgid, msgstr, *places in entries:
        pofile.append(polib.POEntry(msgid=msgid, msgstr=msgstr, occurrences=[(place, '') for place in places]))
    return pofile


@pytest.fixture
def addon(tmp_path, monkeypatch):
    """An addon x; returns a function that says what is exported from it."""
    monkeypatch.setattr(translations, 'ADDONS', tmp_path / 'addons')
    monkeypatch.setattr(translations, 'our_addons', lambda: ['x'])
    (tmp_path / 'addons/x').mkdir(parents=True)
    exported = tmp_path / 'exported'
    exported.mkdir()

    def export(*terms):
        catalogue(*((msgid, '', *places) for msgid, *places in terms)).save(str(exported / 'x.pot'))
        return exported

    return export


def translate(**texts):
    path = translations.po_path('x')
    pofile = polib.pofile(str(path))
    for entry in pofile:
        entry.msgstr = texts.get(entry.msgid, entry.msgstr)
    pofile.save(str(path))


def problems(exported, capsys):
    capsys.readouterr()
    translations.check(exported)
    return capsys.readouterr().out


def test_a_merge_keeps_translations_fills_gaps_and_drops_the_rest(addon):
    translations.merge(addon(('Cases', MENU), ('Old', MENU), ('Save', CODE)), {'Save': '保存'})
    translate(Cases='案件', Old='旧')
    translations.merge(addon(('Cases', MENU), ('Save', CODE), ('New', CODE)), {'Save': '储存', 'Cases': '箱'})
    found = {entry.msgid: entry.msgstr for entry in polib.pofile(str(translations.po_path('x')))}
    assert found == {'Cases': '案件', 'Save': '保存', 'New': ''}


def test_a_merge_of_the_same_terms_changes_nothing(addon):
    exported = addon(('Cases', MENU), ('Save', CODE))
    translations.merge(exported, {})
    before = [path(name).read_bytes() for path in (translations.pot_path, translations.po_path) for name in ['x']]
    translations.merge(exported, {})
    after = [path(name).read_bytes() for path in (translations.pot_path, translations.po_path) for name in ['x']]
    assert before == after


def test_a_complete_catalogue_passes(addon, capsys):
    exported = addon(('Cases', MENU))
    translations.merge(exported, {'Cases': '案件'})
    assert translations.check(exported) == 0
    assert not problems(exported, capsys)


def test_each_gap_is_found(addon, capsys):
    translations.merge(addon(('Cases', MENU), ('%(days)s days left', CODE), ('Gone', CODE)), {'Gone': '没了'})
    translate(**{'%(days)s days left': '还剩 %(day)s 天'})
    found = problems(addon(('Cases', CODE), ('%(days)s days left', CODE), ('New', CODE)), capsys)
    assert "x.pot: 'New' is not in it" in found
    assert "x.pot: 'Gone' is not used any more" in found
    assert "x.pot: 'Cases' names other places" in found
    assert "zh_CN.po: 'Cases' is not translated" in found
    assert "'%(days)s days left' has other placeholders" in found


def test_fuzzy_and_obsolete_entries_are_found(addon, capsys):
    exported = addon(('Cases', MENU))
    translations.merge(exported, {'Cases': '案件'})
    pofile = polib.pofile(str(translations.po_path('x')))
    pofile[0].flags.append('fuzzy')
    pofile.append(polib.POEntry(msgid='Gone', msgstr='没了', obsolete=True))
    pofile.save(str(translations.po_path('x')))
    found = problems(exported, capsys)
    assert "'Cases' is fuzzy" in found
    assert "'Gone' is obsolete" in found


def test_a_catalogue_that_is_missing_is_found(addon, capsys):
    assert "x.pot: 'Cases' is not in it" in problems(addon(('Cases', MENU)), capsys)
