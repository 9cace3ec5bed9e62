"""Run in an Odoo shell on the core template: the district's country, currency and time zone."""

env['res.company'].search([]).write(
    {
        'country_id': env.ref('base.cn').id,
        'currency_id': env['res.currency'].search([('name', '=', 'CNY'), ('active', 'in', [True, False])]).id,
    }
)
env['ir.default'].set('res.partner', 'tz', 'Asia/Shanghai')
env['res.partner'].with_context(active_test=False).search([]).write({'tz': 'Asia/Shanghai'})
env.cr.commit()
