"""Formats of the two codes that every case carries. Pure: raises ``ValueError``, knows no language."""

import re
import unicodedata

from stdnum.cn import uscc as _stdnum_uscc

# GB 32100-2015: python-stdnum wants digits in front, yet authorities such as N (rural) or Y (other) are letters.
_USCC = re.compile(r'[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}')
# 发改投资〔2020〕1439号 (YYMM-…) and the codes of 2016–2020 (YYYY-…): both 4-6-2-2-6 digits.
_PROJECT_CODE = re.compile(r'\d{4}-\d{6}-\d{2}-\d{2}-\d{6}')
_DASHES = dict.fromkeys(map(ord, '‐‑‒–—−'), '-')


def _plain(text):
    """Half-width, upper case, no white space: what people type with a Chinese keyboard means the same."""
    return re.sub(r'\s', '', unicodedata.normalize('NFKC', text or '').translate(_DASHES)).upper()


def normalise_uscc(text):
    """The unified social credit code in its stored form.

    Only the last check character is verified: some valid old codes fail the one of the organisation code, and
    old enterprises of the district keep codes of the former districts.
    :raises ValueError: wrong length or characters, or the check character does not match
    """
    code = _plain(text).replace('-', '')
    if not _USCC.fullmatch(code) or _stdnum_uscc.calc_check_digit(code[:17]) != code[17]:
        raise ValueError(code)
    return code


def find_uscc(text):
    """The first valid code in what was typed or scanned, for example the address in the QR code of a licence.

    :return: the code in its stored form, or ``''``
    """
    plain = _plain(text)
    candidates = (match.group(1) for match in re.finditer(f'(?=({_USCC.pattern}))', plain))
    # a code that stands by itself wins over characters in the middle of a longer word
    alone = [match.group() for match in re.finditer(rf'(?<![0-9A-Z]){_USCC.pattern}(?![0-9A-Z])', plain)]
    for code in (*alone, *candidates):
        if _stdnum_uscc.calc_check_digit(code[:17]) == code[17]:
            return code
    return ''


def find_enterprise_name(text):
    """The name of the enterprise in the text of a licence's QR code (名称：…), or ``''``."""
    match = re.search(r'名\s*称\s*[:：]\s*([^\s;；,，|]{2,100})', text or '')
    return match.group(1) if match else ''


def normalise_project_codes(text):
    """One or several investment project codes, as stored: ``"code"`` or ``"code, code"``.

    A project may be split, so several are allowed; the algorithm of the check digit is not public.
    :raises ValueError: the first part that is not such a code
    """
    codes = [code for code in re.split(r'[,;，；、]', _plain(text)) if code]
    for code in codes:
        if not _PROJECT_CODE.fullmatch(code):
            raise ValueError(code)
    return ', '.join(dict.fromkeys(codes))
