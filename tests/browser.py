"""A real Chromium that visits pages: sizes, keys, pictures, and what axe-core finds."""

import base64
from contextlib import contextmanager, suppress

from odoo.tests.common import ChromeBrowser

from launcher import axe
from launcher.settings import LOCAL

SIZES = {'phone': (390, 844), 'desktop': (1366, 900)}
PICTURES = LOCAL / 'screenshots/pages'
READY = "document.readyState === 'complete' && document.fonts.status === 'loaded'"
# what people with a disability need by law in many countries, and what is good practice anywhere
RULES = "{resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}"
FIND = f"""axe.run(document, {RULES}).then(found => found.violations.map(
    rule => [rule.impact, rule.id, rule.nodes.map(node => node.target.join(' ')).join(', ')]))"""
FOCUS = """(() => {
    const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
    // a styled choice shows the focus on its label
    const label = node.closest('label') && getComputedStyle(node.closest('label'));
    const marked = [style, label].some(one => one && (one.outlineStyle !== 'none' || one.boxShadow !== 'none'));
    return {tag: node.tagName, name: node.name || '', type: node.type || '', href: node.href || '',
            text: (node.innerText || '').trim().slice(0, 40), marked: marked || node === document.body,
            shown: node === document.body || box.width > 0 && box.height > 0};
})()"""


class Visitor:
    """Somebody with a browser."""

    def __init__(self, case, browser):
        self.case = case
        self.browser = browser
        self._axe = axe.provide().read_text(encoding='utf-8')

    def _ask(self, method, **params):
        return self.browser._websocket_request(method, params=params, timeout=30)

    def resize(self, size):
        width, height = SIZES[size]
        phone = size == 'phone'
        self._ask('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def open(self, path):
        self.browser.navigate_to(f'{self.case.base_url()}{path}', wait_stop=True)
        self.wait(READY)

    def wait(self, condition):
        self.case.assertTrue(self.browser._wait_ready(condition), f'never true in the page: {condition}')

    def run(self, code):
        """The value of an expression in the page; a promise is waited for."""
        answer = self._ask('Runtime.evaluate', expression=code, awaitPromise=True, returnByValue=True)
        self.case.assertNotIn('exceptionDetails', answer, code[:200])
        return answer['result'].get('value')

    def findings(self):
        """What axe-core finds in the page: ``(impact, rule, selectors)``."""
        self.run(f'{self._axe}; undefined')
        return [tuple(finding) for finding in self.run(FIND)]

    def press(self, key, code=None, text=None):
        event = {'key': key, 'code': code or key, 'windowsVirtualKeyCode': KEYS.get(key, 0)}
        self._ask('Input.dispatchKeyEvent', type='keyDown', **event, **({'text': text} if text else {}))
        self._ask('Input.dispatchKeyEvent', type='keyUp', **event)

    def type(self, text):
        self._ask('Input.insertText', text=text)

    def focus(self):
        return self.run(FOCUS)

    def tab_to(self, matches, most=80):
        """Press Tab until the focus is where ``matches(focus)`` holds; on the way the focus can always be seen."""
        for _press in range(most):
            self.press('Tab')
            focus = self.focus()
            self.case.assertTrue(focus['marked'] and focus['shown'], f'the focus cannot be seen on {focus}')
            if matches(focus):
                return focus
        raise AssertionError(f'not reached with {most} presses of Tab; the last one was on {focus}')

    def picture(self, name):
        """Keep the whole page as a picture; a tall one is cut."""
        height = min(self.run('document.documentElement.scrollHeight'), 4000)
        width = self.run('window.innerWidth')
        clip = {'x': 0, 'y': 0, 'width': width, 'height': height, 'scale': 1}
        data = self._ask('Page.captureScreenshot', captureBeyondViewport=True, clip=clip)['data']
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f'{name}.png').write_bytes(base64.b64decode(data))


KEYS = {'Tab': 9, 'Enter': 13, ' ': 32, 'ArrowDown': 40, 'ArrowRight': 39}


@contextmanager
def visitor(case, login):
    """A browser in which ``login`` (None: nobody) is logged in to the test server of an HttpCase."""
    browser = ChromeBrowser(case)
    with case.allow_requests(browser=browser):
        case.authenticate(login, login, browser=browser)
        case.cr.flush()
        case.cr.clear()
        try:
            yield Visitor(case, browser)
        finally:
            with suppress(TimeoutError):
                browser._websocket_request('Page.navigate', params={'url': 'about:blank'})
            case._wait_remaining_requests()
            browser.stop()
