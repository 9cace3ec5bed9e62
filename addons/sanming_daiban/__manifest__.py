{
    'name': 'Sanming Project Agency Service',
    'version': '19.0.1.0.0',
    'summary': 'One window, every approval, legal working days: the project agency service of Sanyuan District',
    'category': 'Services/Project Agency',
    'author': 'Sanyuan District Administrative Service Center',
    'website': 'https://www.sm.gov.cn',
    'license': 'LGPL-3',
    'application': True,
    'depends': ['mail', 'portal', 'rating', 'calendar', 'base_automation'],
    'external_dependencies': {'python': ['python-stdnum', 'qrcode']},
    # Load order: who may, what is configured, how it looks; menus come last.
    'data': [
        # groups before everything that names them
        'security/daiban_groups.xml',
        # --- clock room ---
        'security/clock/ir.model.access.csv',
        'data/clock/calendar.xml',
        'data/clock/ir_cron.xml',
        'views/clock/daiban_calendar_views.xml',
        # --- setup room ---
        'security/setup/ir.model.access.csv',
        'data/setup/daiban.legal.basis.csv',
        'data/setup/daiban.fee.csv',
        'data/setup/daiban.unit.csv',
        'data/setup/daiban.park.csv',
        'data/setup/daiban.stage.csv',
        'data/setup/daiban.material.type.csv',
        'data/setup/daiban.item.type.csv',
        'data/setup/daiban.eligibility.rule.csv',
        'data/setup/daiban.category.csv',
        'data/setup/daiban.eligibility.rule-thresholds.csv',
        'data/setup/res_partner_category.xml',
        'data/setup/daiban.routing.rule.csv',
        'data/setup/daiban.pause.reason.csv',
        'data/setup/daiban.reject.reason.csv',
        'data/setup/daiban.plan.csv',
        'data/setup/daiban.plan.stage.csv',
        'data/setup/daiban.plan.line-social_building.csv',
        'data/setup/daiban.plan.line-social_industrial.csv',
        'data/setup/daiban.plan.line-with_scheme_transfer.csv',
        'data/setup/daiban.plan.line-small_project.csv',
        'data/setup/daiban.plan.line-simple_low_risk.csv',
        'data/setup/plan_publish.xml',
        # --- case room ---
        # --- portal ---
        # --- menus ---
        'views/daiban_menus.xml',
        'views/clock/daiban_clock_menus.xml',
    ],
    'demo': [],
    'assets': {},
}
