"""Small files that look like documents, so that the demo cases have something to open."""

import io
from functools import cache

from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = 'STSong-Light'
DRAWINGS = ('M10', 'M13', 'M15', 'M16')
TEXTS = ('M36', 'M47', 'M49')


def paper(code, title, *lines):
    """The values of an attachment that shows this title: a drawing, a plain text or a PDF, by the material's code."""
    name = f'{title.replace("/", "、")}（演示）'
    if code in DRAWINGS:
        return {'name': f'{name}.png', 'raw': _drawing(), 'mimetype': 'image/png'}
    if code in TEXTS:
        return {'name': f'{name}.txt', 'raw': '\n'.join((title, '', *lines)).encode(), 'mimetype': 'text/plain'}
    return {'name': f'{name}.pdf', 'raw': _pdf(title, lines), 'mimetype': 'application/pdf'}


def _pdf(title, lines):
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setTitle(title)
    canvas.setFont(FONT, 20)
    canvas.drawCentredString(297, 740, title[:26])
    canvas.setFont(FONT, 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 680 - 24 * number, line)
    canvas.setFont(FONT, 10)
    canvas.drawString(72, 60, '演示文件，没有效力。')
    canvas.save()
    return buffer.getvalue()


@cache
def _drawing():
    """A site plan of no site: a plot, two buildings, a road."""
    image = Image.new('RGB', (640, 440), '#f7f5ef')
    draw = ImageDraw.Draw(image)
    for x in range(0, 640, 40):
        draw.line((x, 0, x, 440), fill='#e4e0d4')
    for y in range(0, 440, 40):
        draw.line((0, y, 640, y), fill='#e4e0d4')
    draw.polygon(((60, 60), (580, 40), (600, 330), (90, 350)), outline='#c0392b', width=4)
    draw.rectangle((130, 110, 330, 290), fill='#cfd8dc', outline='#37474f', width=2)
    draw.rectangle((380, 110, 520, 200), fill='#cfd8dc', outline='#37474f', width=2)
    draw.rectangle((0, 375, 640, 420), fill='#bdb9ae')
    draw.line((0, 397, 640, 397), fill='#ffffff', width=3)
    buffer = io.BytesIO()
    image.save(buffer, 'PNG')
    return buffer.getvalue()
