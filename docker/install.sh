#!/usr/bin/env bash
# Install the suite of the folder SOURCE in an environment of its own: the one way of the image and of a plain folder.
#
#   install.sh SOURCE TARGET
#
# Every package has the version and one of the hashes of docker/requirements.txt, and none needs a compiler.
#
# PYTHON        Python 3.11; python3 by itself
# TORCH_INDEX   where pip finds PyTorch built for the CPU; empty takes what pip finds by itself
# BAKE_MODELS   "yes" also pulls and verifies the default models, into TARGET/baked
set -euo pipefail
if (( $# != 2 )); then sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
source=$(realpath "$1")
target=$(realpath --canonicalize-missing "$2")
building=$(mktemp -d)
trap 'rm -rf "$building"' EXIT

if ! "${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
  echo "the hashes are those of wheels for Python 3.11: set PYTHON to one" >&2
  exit 1
fi
"${PYTHON:-python3}" -m venv "$target/venv"
"${PYTHON:-python3}" -m venv --without-pip "$building/venv"
pip() { "$target/venv/bin/python" -m pip --python "$1/bin/python" --disable-pip-version-check --no-input "${@:2}"; }
locked=(install --quiet --no-cache-dir --no-deps --require-hashes --only-binary ":all:")

pip "$target/venv" "${locked[@]}" ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} \
  --requirement "$source/docker/requirements.txt"
pip "$building/venv" "${locked[@]}" --requirement "$source/docker/requirements-build.txt"
wheel=(wheel --quiet --no-cache-dir --no-deps --no-build-isolation --wheel-dir "$building")
pip "$building/venv" "${wheel[@]}" --require-hashes --no-binary ":all:" --requirement "$source/docker/requirements-source.txt"
pip "$building/venv" "${wheel[@]}" "$source"
pip "$target/venv" install --quiet --no-deps --no-index "$building"/*.whl
if ! "$target/venv/bin/python" -c 'import torch'; then
  echo "this PyTorch needs libraries for graphics cards: give docker/lock.py its wheel for the CPU of this machine" >&2
  exit 1
fi
install -m 755 "$source"/docker/{start.sh,relay.py,egress.py,health.py} "$target"
mkdir -p "$target/baked"
if [[ ${BAKE_MODELS:-no} == yes ]]; then
  MINIGIANTS_HOME=$target/baked "$target/venv/bin/minigiants" models pull
fi
