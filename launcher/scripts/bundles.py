"""Run in an Odoo shell: build the asset bundles ahead, once, instead of at the first page or in every test class."""

SCRIPTS = ('web.assets_web', 'web.assets_frontend_minimal', 'web.assets_frontend_lazy', 'web.assets_tests')
STYLES = (
    'web.assets_web',
    'web.assets_web_print',
    'web.assets_frontend',
    'web.report_assets_common',
    'web.report_assets_pdf',
)

for name in SCRIPTS:
    env['ir.qweb']._get_asset_bundle(name, css=False, js=True).js()
for name in STYLES:
    env['ir.qweb']._get_asset_bundle(name, css=True, js=False).css()
env.cr.commit()
