"""The rules of the portal ask for representatives now; they belong to the module, not to its first installation."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE ir_model_data SET noupdate = false
         WHERE module = 'sanming_daiban' AND model = 'ir.rule' AND name LIKE 'daiban_%_rule_portal'
        """
    )
