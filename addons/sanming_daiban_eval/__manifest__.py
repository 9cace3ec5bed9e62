{
    'name': 'Sanming Project Agency Evaluation',
    'version': '19.0.1.1.0',
    'summary': 'The yearly evaluation of the project agency service: facts beside opinions',
    'category': 'Services/Project Agency',
    'author': 'Sanyuan District Administrative Service Center',
    'license': 'LGPL-3',
    'depends': ['sanming_daiban'],
    'data': [
        # groups before everything that names them
        'security/daiban_eval_groups.xml',
        'security/ir.model.access.csv',
        # --- schemes ---
        'security/scheme_rules.xml',
        'data/daiban.eval.grade.set.csv',
        'data/eval_scheme.xml',
        'data/daiban.eval.group.csv',
        'data/daiban.eval.criterion.csv',
        'data/daiban.eval.level.csv',
        'views/daiban_eval_scheme_views.xml',
        # --- service ---
        'security/service_rules.xml',
        'data/service_data.xml',
        'views/daiban_service_views.xml',
        # --- training ---
        'security/training_rules.xml',
        'views/daiban_training_views.xml',
        # --- inspection ---
        'security/inspection_rules.xml',
        'data/daiban.inspection.checklist.csv',
        'data/daiban.inspection.point.csv',
        'views/daiban_inspection_views.xml',
        # --- campaign ---
        'security/campaign_rules.xml',
        'data/campaign_data.xml',
        'views/daiban_eval_subject_views.xml',
        'views/daiban_eval_ballot_views.xml',
        'views/daiban_eval_campaign_views.xml',
        # --- results ---
        'security/result_rules.xml',
        'data/result_data.xml',
        'report/eval_result_templates.xml',
        'views/daiban_eval_result_views.xml',
        'data/clause_links.xml',
        'views/daiban_eval_templates.xml',
        # --- incident ---
        'security/incident_rules.xml',
        'data/incident_data.xml',
        'report/daiban_incident_templates.xml',
        'views/daiban_incident_views.xml',
        # --- scorecard ---
        'security/scorecard_rules.xml',
        'data/daiban.scorecard.indicator.csv',
        'data/scorecard_data.xml',
        'report/daiban_scorecard_templates.xml',
        'views/daiban_scorecard_views.xml',
        # --- menus ---
        'views/daiban_eval_menus.xml',
    ],
    'assets': {
        'web.assets_frontend': [
            'sanming_daiban_eval/static/src/scss/ballot.scss',
        ],
        'web.assets_tests': [
            'sanming_daiban_eval/static/tests/tours/*.js',
        ],
    },
    'demo': [
        'demo/staff.xml',
        'demo/incidents.xml',
    ],
}
