#!/usr/bin/env bash
# Install the suite of the folder SOURCE in an environment of its own: the one way of the image and of a plain folder.
#
#   install.sh SOURCE TARGET
#
# PYTHON        Python 3.11 or later; python3 by itself
# TORCH_INDEX   where pip finds PyTorch built for the CPU; empty takes what pip finds by itself
# BAKE_MODELS   "yes" also pulls and verifies the default models, into TARGET/baked
set -euo pipefail
if (( $# != 2 )); then sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
source=$(realpath "$1")
target=$(realpath --canonicalize-missing "$2")
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT

"${PYTHON:-python3}" -m venv "$target/venv"
pip() { "$target/venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }

pip wheel --quiet --no-cache-dir --no-deps --wheel-dir "$wheels" "$source"
if [[ -n ${TORCH_INDEX:-} ]]; then
  pip install --no-cache-dir --quiet --constraint "$source/constraints.txt" --index-url "$TORCH_INDEX" torch
fi
wheel=("$wheels"/minigiants-*.whl)
pip install --no-cache-dir --quiet --constraint "$source/constraints.txt" "${wheel[0]}[evaluation]"
install -m 755 "$source/docker/start.sh" "$source/docker/relay.py" "$target"
mkdir -p "$target/baked"
if [[ ${BAKE_MODELS:-no} == yes ]]; then
  MINIGIANTS_HOME=$target/baked "$target/venv/bin/minigiants" models pull
fi
