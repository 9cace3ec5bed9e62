"""tools/checklist.py against brute force."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.checklist import asked_list

DOCUMENTS = st.sampled_from('abcdef')


@st.composite
def plans(draw):
    items = draw(st.lists(st.integers(1, 6), unique=True))
    outputs = {item: draw(st.none() | DOCUMENTS) for item in items}
    planned = [item for item in items if draw(st.booleans())]
    needs = {item: draw(st.lists(DOCUMENTS, unique=True)) for item in planned}
    return draw(st.lists(DOCUMENTS, unique=True)), needs, outputs, draw(st.sets(DOCUMENTS))


def brute_force(document, at_intake, needs, outputs, deferrable):
    """The words of the rule, one sentence after the other."""
    needers = [item for item in needs if document in needs[item]]
    if document not in at_intake and not needers:
        return None
    brought = 'deferrable' if document in deferrable else 'required'
    if document in at_intake:
        return brought
    for needer in needers:
        for other in outputs:
            if other != needer and outputs[other] == document:
                planned = [item for item in needs if outputs.get(item) == document and needers != [item]]
                return 'output' if planned else None
    return brought


@tagged('post_install', '-at_install')
class TestChecklistRule(BaseCase):
    @given(plans())
    @settings(deadline=None)
    def test_against_brute_force(self, plan):
        asked = asked_list(*plan)
        for document in 'abcdef':
            need = asked[document].need if document in asked else None
            self.assertEqual(need, brute_force(document, *plan), (document, plan))

    @given(plans())
    @settings(deadline=None)
    def test_what_an_item_produces_is_never_asked_for_another(self, plan):
        at_intake, needs, outputs, _deferrable = plan
        for document, one in asked_list(*plan).items():
            self.assertEqual(set(one.why), {item for item in needs if document in needs[item]})
            if one.need == 'output':
                self.assertTrue(one.sources)
                self.assertNotIn(document, at_intake)
            elif document not in at_intake:
                self.assertLessEqual({item for item, made in outputs.items() if made == document}, set(one.why))

    def test_a_renewal_needs_the_old_one(self):
        asked = asked_list([], {'renew': ['licence']}, {'renew': 'licence'}, set())
        self.assertEqual(asked['licence'].need, 'required')
