"""axe-core, which finds what people cannot read or reach on a page: from the npm registry, pinned by its hash."""

import base64
import hashlib
import io
import os
import tarfile
import urllib.request

from .console import Failure, say
from .settings import CACHE
from .stamps import write_whole

VERSION = '4.14.1'
SHA512 = 'FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=='
REGISTRY = os.environ.get('NPM_CONFIG_REGISTRY') or 'https://registry.npmjs.org'
SCRIPT = CACHE / f'axe-core-{VERSION}.js'
TIMEOUT = 60


def provide():
    """The script as a file, fetched once."""
    if not SCRIPT.exists():
        say(f'  downloading axe-core {VERSION}')
        with tarfile.open(fileobj=io.BytesIO(_fetch())) as archive:
            script = archive.extractfile('package/axe.min.js').read()
        write_whole(SCRIPT, script.decode())
    return SCRIPT


def _fetch():
    address = f'{REGISTRY.rstrip("/")}/axe-core/-/axe-core-{VERSION}.tgz'
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT) as response:
            content = response.read()
    except OSError as error:
        remedy = 'check the network, or name a mirror of npm with NPM_CONFIG_REGISTRY=https://…'
        raise Failure(f'{address} cannot be fetched: {error}', remedy) from error
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != SHA512:
        raise Failure(f'{address} is not the file that was pinned', 'try another mirror with NPM_CONFIG_REGISTRY=…')
    return content
