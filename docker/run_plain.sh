#!/usr/bin/env bash
# Do in the empty folder FOLDER what image and compose file do in containers: install, start every service, wait until
# the pages are healthy, let a handover go out, stop.
#
#   run_plain.sh FOLDER [APP]
#
# PULLED   a folder of models pulled before; without one the pages start with none and say so, and nothing else starts
# MODEL    the chat model that is served; qwen2.5-coder-1.5b by itself
# CADDY    the front's program; `caddy` by itself, and where there is none handovers are not tried
# OPT      a folder that install.sh filled before, in the place of FOLDER/opt, which is then not made
#
# What comes after the installation runs in a network namespace without any route where this machine allows one
# (`unshare`), and engine, pages and support each in one of their own, as their containers do; they meet at sockets.
set -euo pipefail
if (( $# < 1 )); then sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
here=$(dirname "$(realpath "$0")")
folder=$(realpath --canonicalize-missing "$1")
app=${2:-home}
base=$((20000 + RANDOM % 10000))
front=$base watching=$((base + 1)) insecure=$((base + 2)) named=$((base + 3)) unnamed=$((base + 4)) door=$((base + 5))
opt=${OPT:-$folder/opt} run=$folder/run
install -d "$folder"
install -d -m 700 "$folder"/{data,run,tmp}

SECONDS=0
if [[ ! -d $opt ]]; then
  "$here/install.sh" "$here/.." "$opt"
  echo "installed in $SECONDS s: $(du -sh "$opt" | cut -f1)"
fi
if [[ -d ${PULLED:-} && ! -e $opt/baked/models ]]; then ln -s "$(realpath "$PULLED")" "$opt/baked/models"; fi
python=$opt/venv/bin/python
plain=(env -i "PATH=/usr/bin:/bin" "HOME=$folder/tmp" "LANG=C.UTF-8" "MINIGIANTS_HOME=$folder/data")

closed=()
for unshare in "unshare --net" "unshare --map-root-user --net"; do
  if (( ${#closed[@]} == 0 )) && $unshare true 2>/dev/null; then
    read -ra closed <<<"$unshare"
    closed+=("$python" -c 'import os, sys; sys.path.insert(0, sys.argv[1]); from enclosed import raise_loopback
raise_loopback(); os.execvp(sys.argv[2], sys.argv[2:])' "$here/../tests/offline")
  fi
done
if (( ${#closed[@]} == 0 )); then
  echo "no namespaces here: the services run beside the network"
elif [[ -z ${ENCLOSED:-} ]]; then
  exec "${closed[@]}" env ENCLOSED=yes "$(realpath "$0")" "$folder" "$app"
fi
cd "$folder/tmp"
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT

# service NAME PORT WAYS [VARIABLE=VALUE...] -- COMMAND...
service() {
  local name=$1 port=$2 ways=$3 more=()
  shift 3
  while [[ $1 != -- ]]; do more+=("$1"); shift; done
  shift
  "${closed[@]}" "${plain[@]}" "PORT=$port" "DOOR=$run/$name.sock" "WAYS=$ways" "MINIGIANTS_HOSTS=support.localhost" \
    "MINIGIANTS_PROXIES=127.0.0.1/32" "${more[@]}" "$opt/start.sh" "$@" &
}

asking=()
if [[ -d ${PULLED:-} ]]; then
  printf 'a-key-of-%s\n' "$RANDOM$RANDOM" >"$run/engine_key"
  asking=("MINIGIANTS_ENGINE=http://127.0.0.1:8080/v1" "MINIGIANTS_SERVER_KEY_FILE=$run/engine_key")
  service engine 8080 "" "MINIGIANTS_MODEL=${MODEL:-qwen2.5-coder-1.5b}" "${asking[1]}" -- serve
fi
SECONDS=0
service pages 8501 "8080=$run/engine.sock" "${asking[@]}" "MINIGIANTS_OUTWARD=off" -- app "$app"
pages=$!
"${plain[@]}" "$python" "$opt/relay.py" "tcp:127.0.0.1:$door" "unix:$run/pages.sock" &

# answers ADDRESS: wait until it does
answers() {
  local end=$((SECONDS + 180))
  until "${plain[@]}" "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=4)' "$1" \
    2>"$folder/tmp/health.log"; do
    if (( SECONDS > end )) || ! kill -0 "$pages"; then
      tail -n 1 "$folder/tmp/health.log" >&2
      echo "no good answer from $1 after $SECONDS s" >&2
      exit 1
    fi
    sleep 1
  done
}
answers "http://127.0.0.1:$door/_stcore/health"
answers "http://127.0.0.1:$door/"
echo "the pages are there $SECONDS s after their start"
if [[ ! -d ${PULLED:-} ]]; then exit; fi
answers "http://127.0.0.1:$door/health"
echo "model, index and database are well $SECONDS s after the start"

CADDY=${CADDY:-$(command -v caddy || true)}
if [[ -z $CADDY ]]; then
  echo "no caddy here: handovers are not tried"
else
  minigiants=("${plain[@]}" "$opt/venv/bin/minigiants")
  key=$("${minigiants[@]}" support add Yard --collection yard | grep -o '[^ ]*$')
  other=$("${minigiants[@]}" support add Shop --collection shop | grep -o '[^ ]*$')
  printf '[delivery]\nwebhook = "http://127.0.0.1:%s/in"\n' "$named" >>"$folder/data/sites/yard.toml"
  printf '[delivery]\nwebhook = "http://127.0.0.1:%s/in"\n' "$unnamed" >>"$folder/data/sites/shop.toml"
  "${plain[@]}" "$python" "$opt/egress.py" "unix:$run/egress.sock" "127.0.0.1:$named" &
  service support 8602 "8080=$run/engine.sock 3128=$run/egress.sock" "${asking[@]}" \
    "MINIGIANTS_OUTWARD=http://127.0.0.1:3128" -- support serve
  "${plain[@]}" "HTTPS_PORT=$front" "HTTP_PORT=$insecure" "WATCH_PORT=$watching" "PAGES_DOOR=$run/pages.sock" \
    "SUPPORT_DOOR=$run/support.sock" "XDG_DATA_HOME=$run" "XDG_CONFIG_HOME=$folder/tmp" \
    "$CADDY" run --config "$here/Caddyfile" --adapter caddyfile 2>"$folder/tmp/caddy.log" &
  answers "http://127.0.0.1:$watching/support/health"
  "${plain[@]}" "$python" "$here/handover.py" "$front" "$watching" "$run/caddy/pki/authorities/local/root.crt" \
    "$key" "$other" "$named" "$unnamed"
  echo "$SECONDS s after the start"
fi
"${plain[@]}" "$opt/venv/bin/minigiants" doctor
