"""Run in an Odoo shell: check the chain of every case, and that what is stored is what the events say."""

import sys

CAUSES = {
    'changed': 'was changed',
    'missing': 'is missing',
    'head': 'is not the one that the case noted last',
    'attachment': 'has other files than those that were attached',
}

broken = env['daiban.clock.event']._verify_chains()
for link in broken:
    print(f"{link['case']}: entry {link['number']} (daiban.clock.event {link['event_id']}) {CAUSES[link['cause']]}")
drifted = env['daiban.clock.mixin']._verify_clocks()
for model, res_id, names in drifted:
    print(f'{model},{res_id}: stored {", ".join(names)} is not what its events say')
chains = env['daiban.clock.chain'].search_count([])
print(f'{chains} cases checked: {len(broken)} broken chains, {len(drifted)} clocks that differ from their events')
sys.exit(1 if broken or drifted else 0)
