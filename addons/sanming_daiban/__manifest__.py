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
        'views/clock/daiban_calendar_views.xml',
        # --- setup room ---
        # --- case room ---
        # --- portal ---
        # --- menus ---
        'views/daiban_menus.xml',
        'views/clock/daiban_clock_menus.xml',
    ],
    'demo': [],
    'assets': {},
}
