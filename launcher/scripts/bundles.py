"""Run in an Odoo shell: build the asset bundles ahead, once, instead of at the first page or in every test class."""

env['ir.qweb']._pregenerate_assets_bundles()
for name in (
    'web.assets_web',
    'web.assets_frontend',
    'web.assets_frontend_lazy',
    'web.assets_frontend_minimal',
    'web.assets_tests',
):
    bundle = env['ir.qweb']._get_asset_bundle(name, css=True, js=True)
    bundle.js()
    bundle.css()
env.cr.commit()
