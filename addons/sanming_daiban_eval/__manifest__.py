{
    'name': 'Sanming Project Agency Evaluation',
    'version': '19.0.1.0.0',
    'summary': 'The yearly evaluation of the project agency service: facts beside opinions',
    'category': 'Services/Project Agency',
    'author': 'Sanyuan District Administrative Service Center',
    'license': 'LGPL-3',
    'depends': ['sanming_daiban'],
    'data': [
        'security/daiban_eval_groups.xml',
        'views/daiban_eval_menus.xml',
    ],
}
