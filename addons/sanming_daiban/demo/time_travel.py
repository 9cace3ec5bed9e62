"""Let what is done now happen at an earlier moment, for demo data and for the tests of demo data."""

from contextlib import ExitStack, contextmanager
from threading import get_ident
from unittest.mock import patch

from odoo import fields

from odoo.addons.base_automation.models.base_automation import BaseAutomation
from odoo.addons.mail.models.mail_template import MailTemplate
from odoo.addons.mail.models.mail_thread import MailThread

from ..models.clock import daiban_calendar_year
from ..tools.district_time import district_date


@contextmanager
def at_moment(env, moment):
    """Within it, it is ``moment``: for the calendar and the clocks of the district, for what the ORM stamps on
    records and for what is written in their threads. Nobody is notified and no automation reminds: whoever had to
    know in the past, knew.

    Only the present thread travels; others that the server may be serving keep their time.

    :param moment: naive UTC, as Odoo stores it
    """
    today = district_date(moment)
    places = [
        (daiban_calendar_year, 'district_today', lambda: today),
        (fields.Datetime, 'now', lambda *_args: moment),
        (fields.Date, 'today', lambda *_args: today),
        (fields.Date, 'context_today', lambda *_args, **_kwargs: today),
        (env['mail.message']._fields['date'], 'default', lambda _model: moment),
        (MailThread, '_notify_thread', lambda *_args, **_kwargs: []),
        (MailTemplate, 'send_mail', lambda *_args, **_kwargs: False),
        (BaseAutomation, '_get_actions', lambda automations, *_args: automations.browse()),
    ]
    with ExitStack() as stack:
        for owner, name, replacement in places:
            stack.enter_context(patch.object(owner, name, _here(getattr(owner, name), replacement)))
        stack.enter_context(patch.object(env.cr, '_now', moment))
        yield
        env.cr.flush()  # what is written late is still written at this moment


def _here(original, replacement):
    """``replacement`` for the present thread, ``original`` for all others."""
    traveller = get_ident()

    def function(*args, **kwargs):
        return (replacement if get_ident() == traveller else original)(*args, **kwargs)

    return function
