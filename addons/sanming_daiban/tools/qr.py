"""QR codes as pictures that a page or a PDF carries in itself."""

import base64
import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def qr_data_uri(text: str) -> str:
    """A black and white PNG of ``text`` as ``data:`` address: nothing has to be fetched to print it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=8, border=1)
    code.add_data(text)
    buffer = io.BytesIO()
    code.make_image().save(buffer)
    return 'data:image/png;base64,' + base64.b64encode(buffer.getvalue()).decode()
