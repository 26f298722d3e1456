#!/usr/bin/env bash
# Start an app beside the models that were baked in, and let the socket SOCKET lead to it when one is given.
#
#   start.sh [APP]
#
# The app listens on loopback alone. When the app or the relay ends, so does this script: the engine restarts both.
set -euo pipefail
umask 077 # what is written is for its owner alone
here=$(dirname "$(realpath "$0")")
: "${MINIGIANTS_HOME:?the folder where models, index and database live}" "${PORT:=8501}"

mkdir -p "$MINIGIANTS_HOME/models"
for model in "$here"/baked/models/*; do
  place=$MINIGIANTS_HOME/models/$(basename "$model")
  if [[ -e $model && ! -e $place ]]; then ln --symbolic --force --no-target-directory "$model" "$place"; fi
done

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
trap 'exit 143' TERM INT
if [[ -n ${SOCKET:-} ]]; then
  "$here/venv/bin/python" "$here/relay.py" "unix:$SOCKET" "tcp:127.0.0.1:$PORT" &
fi
"$here/venv/bin/minigiants" app "${1:-home}" --port "$PORT" &
wait -n
