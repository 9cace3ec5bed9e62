from odoo import api, models
from odoo.exceptions import ValidationError

from ...tools.self_check import WAYS, outcome

# What the visitor is asked about the project itself; everything else is asked rule by rule.
CHOICES = ('nature', 'object_class')
NUMBERS = ('floor_area', 'investment', 'land_area')
NOT_SURE = 'unsure'
NEITHER = 'none'
LISTED_CLASSES = ('key', 'park', 'independent')  # R21 names these; 其他 needs a reason
SAID = {'yes': True, 'no': False}


class DaibanSelfCheck(models.AbstractModel):
    """The eligibility checklist for visitors: the rules and the method of the clerk, without login (R19–R21).

    Answers are a plain dict of strings as they come with the address of the page, so that nothing is kept on the
    server: ``category`` (code or 'unsure'), ``nature`` (also 'none'), ``object_class``, numbers, and ``rule_<code>``:
    'yes', 'no' or 'unsure'. What is not answered counts as "not sure"; what is not known is ignored.
    """

    _name = 'daiban.self.check'
    _description = 'Self-check of Eligibility'

    # === Answers ===

    @api.model
    def _clean(self, answers):
        """Keep of the answers what can be one.

        :return: ``(answers, errors by name)``
        """
        clean, errors = {}, {}
        project = self.env['daiban.project']
        category = self._category(answers)
        if category or answers.get('category') == NOT_SURE:
            clean['category'] = category.code or NOT_SURE
        for name in CHOICES:
            known = [*project._fields[name].get_values(self.env), *([NEITHER] if name == 'nature' else [])]
            if answers.get(name) in known:
                clean[name] = answers[name]
        for name in NUMBERS:
            try:
                number = project._portal_clean_number(name, answers.get(name))
                clean.update({name: f'{number:g}'} if answers.get(name) else {})
            except ValidationError as error:
                errors[name] = error.args[0]
        for rule in self._rules(category):
            if answers.get(f'rule_{rule.code}') in (*SAID, NOT_SURE):
                clean[f'rule_{rule.code}'] = answers[f'rule_{rule.code}']
        return clean, errors

    @api.model
    def _category(self, answers):
        categories = self.env['daiban.service.guide']._guide_categories()
        return categories.filtered(lambda category: category.code == answers.get('category'))

    @api.model
    def _rules(self, category):
        """The checklist of a category; before there is one, what holds for every category."""
        # sudo: the public checklist, see `daiban.service.guide`
        rules = category.eligibility_rule_ids or self.env['daiban.eligibility.rule'].sudo().search(
            [('kind', '!=', 'threshold')])
        return rules.filtered('active').sorted()

    @api.model
    def _project(self, answers):
        """The project as far as the answers describe it, never saved."""
        values = {name: answers[name] for name in CHOICES if answers.get(name) not in (None, NEITHER)}
        values |= {name: float(answers[name]) for name in NUMBERS if answers.get(name)}
        # sudo: a project in memory with the visitor's own answers
        return self.env['daiban.project'].sudo().new({**values, 'category_id': self._category(answers).id})

    # === Questions ===

    @api.model
    def _questions(self, answers):
        """What the two pages of the check ask, for these answers."""
        project = self.env['daiban.project']
        fields = {name: project._fields[name] for name in (*CHOICES, *NUMBERS)}
        return {
            'categories': self.env['daiban.service.guide']._guide_categories(),
            'choices': {name: fields[name]._description_selection(self.env) for name in CHOICES},
            'numbers': {name: fields[name]._description_string(self.env) for name in self._asked_numbers()},
            'rules': self._asked_rules(answers),
        }

    @api.model
    def _asked_numbers(self):
        """The sizes on which a rule in use depends; nobody is asked for anything else."""
        rules = self.env['daiban.eligibility.rule'].sudo().search([('domain', '!=', False)])  # sudo: see `_rules`
        used = set().union(*(rule._asks_fields() for rule in rules))
        return [name for name in NUMBERS if name in used]

    @api.model
    def _asked_rules(self, answers):
        """The rules that only a person can answer: the others follow from the project."""
        return self._rules(self._category(answers)).filtered(lambda rule: not self._from_project(rule))

    def _from_project(self, rule):
        if rule.domain:
            return rule._asks_fields() <= {*CHOICES, *NUMBERS, 'category_id'}
        return rule.kind == 'object_class'

    # === Result ===

    @api.model
    def _result(self, answers):
        """What the answers lead to, with a reason for every rule and a way onward.

        :return: dict with ``outcome`` and ``ways`` (see ``tools.self_check``), ``lines``: rule, ``answer``, reason and
                 way of each; ``category``; ``alternatives``: categories into which the project fits as well
        """
        category, project = self._category(answers), self._project(answers)
        lines = [self._line(rule, project, answers) for rule in self._rules(category)]
        found = outcome((line['rule'].kind, line['answer']) for line in lines)
        if found == 'eligible' and not category:
            found = 'unsure'
        return {
            'outcome': found,
            'ways': WAYS[found],
            'lines': sorted(lines, key=lambda line: {False: 0, None: 1, True: 2}[line['answer']]),
            'category': category,
            'alternatives': self._alternatives(category, project, answers)
            if found == 'other_category' or (not category and found in ('unsure', 'guided')) else category.browse(),
        }

    def _line(self, rule, project, answers):
        answer = self._rule_answer(rule, project, answers)
        reason = rule.reject_reason_id if answer is False else rule.reject_reason_id.browse()
        return {
            'rule': rule,
            'answer': answer,
            'why': reason.explanation or rule.guidance,
            'onward': reason.way_onward,
            'basis': (reason.legal_basis_ids | rule.legal_basis_ids).sorted() if answer is False
            else rule.legal_basis_ids,
        }

    def _rule_answer(self, rule, project, answers):
        if not self._from_project(rule):
            return SAID.get(answers.get(f'rule_{rule.code}'))
        if not rule.domain:
            return True if project.object_class in LISTED_CLASSES else None
        if any(not answers.get(name) for name in rule._asks_fields() & {*CHOICES, *NUMBERS}):
            return None
        return rule._answer(project)

    def _alternatives(self, category, project, answers):
        """The categories whose thresholds nothing speaks against, the quickest first, 一事一议 last."""
        others = self.env['daiban.service.guide']._guide_categories() - category
        fitting = others.filtered(lambda other: all(
            self._rule_answer(rule, project, answers) is not False
            for rule in other.eligibility_rule_ids if rule.kind == 'threshold' and rule.active))
        return fitting.sorted(lambda other: (other.is_manual, other.base_limit, other.sequence))

    # === Onward ===

    @api.model
    def _prefill(self, answers):
        """What a new application takes over, as its form would post it."""
        category = self._category(answers)
        values = {name: answers[name] for name in (*CHOICES, *NUMBERS) if answers.get(name) not in (None, '', NEITHER)}
        if category:
            values['category_id'] = str(category.id)
        return values
