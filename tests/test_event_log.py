"""The event log in the tool of the trade (issue 7 §7): pm4py, in an environment of its own."""

import json
import subprocess
import tempfile
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.sanming_daiban.tests.item_common import ItemCommon

from launcher import python_env

READ = """
import json, sys
import pandas, pm4py
table = pandas.read_csv(sys.argv[2], encoding='utf-8-sig')
logs = {
    'xes': pm4py.convert_to_dataframe(pm4py.read_xes(sys.argv[1])),
    'csv': pm4py.format_dataframe(table, case_id='case_id', activity_key='activity', timestamp_key='timestamp')}
found = {}
for name, log in logs.items():
    graph, starts, ends = pm4py.discover_dfg(log)
    found[name] = {
        'cases': sorted(set(log['case:concept:name'])), 'events': len(log),
        'activities': sorted(set(log['concept:name'])), 'steps': sum(graph.values()),
        'starts': sorted(starts), 'ends': sorted(ends)}
print(json.dumps(found))
"""


@tagged('post_install', '-at_install')
class TestEventLog(ItemCommon):
    def test_pm4py_reads_both_forms(self):
        """As many cases, events and steps as there are, both forms alike, and a graph comes out."""
        self.item.with_user(self.handler).action_start()
        self.item.with_user(self.handler).action_done()
        log = self.env['daiban.event.log'].with_user(self.supervisor).create({})
        expected = sum(len(trace.entries) for trace in log._traces())
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, f'log.{form}') for form in ('xes', 'csv')]
            for path in paths:
                path.write_text(''.join(log._parts(path.suffix[1:])), encoding='utf-8', newline='')
            process = subprocess.run(
                [python_env.provide_mining(), '-c', READ, *paths], capture_output=True, text=True, check=False)
        self.assertEqual(process.returncode, 0, process.stderr)
        found = json.loads(process.stdout.splitlines()[-1])
        self.assertEqual(found['xes'], found['csv'])
        self.assertIn(self.project.number, found['xes']['cases'])
        self.assertIn(self.item.name, found['xes']['activities'])
        self.assertEqual(found['xes']['events'], expected)
        self.assertEqual(found['xes']['steps'], expected - len(found['xes']['cases']))
