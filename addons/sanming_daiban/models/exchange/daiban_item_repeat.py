from odoo import models
from odoo.tools import SQL

OF_THE_CASE = {'project_id': 'id', 'dispatched_on': 'accepted_on'}  # column of the item: column of its case


class DaibanItem(models.Model):
    """The items of a case that is taken over, made once more for each case of the same kind."""

    _inherit = 'daiban.item'

    def _repeat_for(self, likenesses):
        """New items for further cases: the rows of those that one case got of its plan, and what they wait for.

        Thousands of cases of a table are of a few kinds; the ORM would take minutes for what the database copies in
        seconds. Nothing may have happened to the items yet.

        :param likenesses: {case: case like it, which has its items and whose plan and units are also its own}
        :return: the new items
        """
        patterns = self.grouped('project_id')
        rows = [(case.id, item.id) for case, like in likenesses.items() for item in patterns.get(like, ())]
        if not rows:
            return self.browse()
        self.flush_recordset()  # the rows of the items and of the cases are read where they are stored
        self.env['daiban.project'].flush_model([*OF_THE_CASE.values(), *self._of_the_case().values()])
        ids = self._take_ids(len(rows))
        columns = (ids, *zip(*rows, strict=True))
        # as text: an array of expressions takes PostgreSQL ten times as long
        new = SQL("unnest(%s::int[], %s::int[], %s::int[])", *(
            f"{{{','.join(map(str, column))}}}" for column in columns))
        self._repeat_rows(new)
        self._repeat_prerequisites(new)
        self._forget_lists()
        items = self.browse(ids)
        items._repeated()
        return items

    def _take_ids(self, count):
        return [number for number, in self.env.execute_query(SQL(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", self._table, count))]

    def _repeat_rows(self, new):
        """:param new: rows of id, case, and item that is repeated"""
        names = [name for name, field in self._fields.items() if field.store and field.column_type and name != 'id']
        self.env.cr.execute(SQL(
            """INSERT INTO daiban_item (id, %s)
               SELECT new.id, %s
                 FROM %s new (id, project_id, like_id)
                 JOIN daiban_item item ON item.id = new.like_id
                 JOIN daiban_project project ON project.id = new.project_id""",
            SQL(", ").join(map(SQL.identifier, names)), SQL(", ").join(map(self._repeated_column, names)), new))

    def _repeated_column(self, name):
        """As on the pattern, but what comes from the case is that of its own."""
        own = OF_THE_CASE.get(name) or self._of_the_case().get(name)
        if not own:
            return SQL.identifier('item', name)
        return SQL("CASE WHEN %s IS NOT NULL THEN %s END", SQL.identifier('item', name), SQL.identifier('project', own))

    def _of_the_case(self):
        """{column: column of the case that it repeats}"""
        return {
            name: field.related.removeprefix('project_id.') for name, field in self._fields.items()
            if field.store and field.related and field.related.startswith('project_id.')}

    def _repeat_prerequisites(self, new):
        self.env.cr.execute(SQL(
            """INSERT INTO daiban_item_prerequisite_rel (item_id, prerequisite_id)
               SELECT new.id, other.id
                 FROM %s new (id, project_id, like_id)
                 JOIN daiban_item_prerequisite_rel rel ON rel.item_id = new.like_id
                 JOIN %s other (id, project_id, like_id)
                   ON other.like_id = rel.prerequisite_id AND other.project_id = new.project_id""", new, new))

    def _forget_lists(self):
        """The items of a case, of a unit, … were read before there were more of them."""
        for field in self._fields.values():
            for inverse in self.pool.field_inverses[field] if field.store and field.type == 'many2one' else ():
                self.env[inverse.model_name].invalidate_model([inverse.name], flush=False)

    def _repeated(self):
        """What follows from new items elsewhere; their own columns are there already."""
        own = [field for field in self._fields.values() if field.store and field.compute]
        with self.env.protecting(own, self):
            self.modified(self._fields, create=True)
        self.project_id._green_watch()
