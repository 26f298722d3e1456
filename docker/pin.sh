#!/usr/bin/env bash
# Write images.env, by which the compose file takes its images by digest: run it where there is a registry, look at the
# file, and carry it to the box. A digest stands for both processors.
#
#   pin.sh > images.env
#   docker compose --env-file images.env build
set -euo pipefail
pinned() { # NAME=IMAGE
  local digest
  digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$2")
  [[ $digest == sha256:* ]] || { echo "the registry tells no digest of $2" >&2; exit 1; }
  printf '%s=%s@%s\n' "$1" "$2" "$digest"
}
pinned PYTHON_IMAGE "${PYTHON_IMAGE:-python:3.11-slim}"
pinned CADDY_IMAGE "${CADDY_IMAGE:-caddy:2.11}"
