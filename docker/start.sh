#!/usr/bin/env bash
# Start one service beside the models that were baked in, with the doors that lead to it and the ways that it may take.
#
#   start.sh COMMAND...      as `minigiants` has it: app home, support serve, serve
#
# PORT     where it listens, on loopback alone
# HEALTH   what it is asked for to know whether it is well
# DOOR     a socket that shall lead to it
# WAYS     "PORT=SOCKET ...": ports of loopback that shall lead to the sockets of other services
#
# When the service or a relay ends, or the service was well once and then is silent four times, so does this script:
# the container's engine starts it again.
set -euo pipefail
umask 077 # what is written is for its owner alone
here=$(dirname "$(realpath "$0")")
: "${MINIGIANTS_HOME:?the folder where models, index and database live}" "${PORT:=8501}" "${HEALTH:=/health}"
export PORT HEALTH
if (( $# == 0 )); then set -- app home; fi

mkdir -p "$MINIGIANTS_HOME/models"
for model in "$here"/baked/models/*; do
  place=$MINIGIANTS_HOME/models/$(basename "$model")
  if [[ -e $model && ! -e $place ]]; then ln --symbolic --force --no-target-directory "$model" "$place"; fi
done

python=$here/venv/bin/python
relay() { "$python" "$here/relay.py" "$@" & }
watch() {
  local silent=0 well=no code
  while sleep "${WATCH_SECONDS:-15}"; do
    code=0
    "$python" "$here/health.py" >/dev/null || code=$?
    if (( code < 2 )); then well=yes silent=0; else silent=$((silent + 1)); fi
    if [[ $well == yes ]] && (( silent >= 4 )); then
      echo "the service is silent: it is started again" >&2
      return 1
    fi
  done
}

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
trap 'exit 143' TERM INT
if [[ -n ${DOOR:-} ]]; then relay "unix:$DOOR" "tcp:127.0.0.1:$PORT"; fi
for way in ${WAYS:-}; do relay "tcp:127.0.0.1:${way%%=*}" "unix:${way#*=}"; done
"$here/venv/bin/minigiants" "$@" --port "$PORT" &
watch &
wait -n
