#!/usr/bin/env bash
# Do in the empty folder FOLDER what image and compose file do in containers: install, start, wait until healthy, stop.
#
#   run_plain.sh FOLDER [APP]
#
# PULLED   a folder of models pulled before; without one the app starts with none, and says so on its page
set -euo pipefail
if (( $# < 1 )); then sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
here=$(dirname "$(realpath "$0")")
folder=$(realpath --canonicalize-missing "$1")
app=${2:-home}
inside=$((20000 + RANDOM % 10000)) outside=$((30000 + RANDOM % 10000))
install -d "$folder"
install -d -m 700 "$folder"/{data,run,tmp}

SECONDS=0
"$here/install.sh" "$here/.." "$folder/opt"
echo "installed in $SECONDS s: $(du -sh "$folder/opt" | cut -f1)"
if [[ -d ${PULLED:-} ]]; then ln -s "$(realpath "$PULLED")" "$folder/opt/baked/models"; fi

cd "$folder/tmp"
plain=(env -i "PATH=/usr/bin:/bin" "HOME=$folder/tmp" "LANG=C.UTF-8")
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
SECONDS=0
"${plain[@]}" "MINIGIANTS_HOME=$folder/data" "PORT=$inside" "SOCKET=$folder/run/app.sock" "$folder/opt/start.sh" "$app" &
"${plain[@]}" "$folder/opt/venv/bin/python" "$folder/opt/relay.py" "tcp:127.0.0.1:$outside" "unix:$folder/run/app.sock" &
healthy='import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=4)'
until "${plain[@]}" "$folder/opt/venv/bin/python" -c "$healthy" "http://127.0.0.1:$outside/_stcore/health" 2>"$folder/tmp/health.log"; do
  if (( SECONDS > 120 )) || ! kill -0 %1; then
    tail -n 1 "$folder/tmp/health.log" >&2
    echo "the app is not healthy after $SECONDS s" >&2
    exit 1
  fi
  sleep 1
done
"${plain[@]}" "$folder/opt/venv/bin/python" -c "$healthy" "http://127.0.0.1:$outside/"
echo "healthy through the relay $SECONDS s after its start"
if [[ -d ${PULLED:-} ]]; then "${plain[@]}" "MINIGIANTS_HOME=$folder/data" "$folder/opt/venv/bin/minigiants" doctor; fi
