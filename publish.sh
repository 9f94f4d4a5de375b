#!/usr/bin/env bash
# Builds the one file that is the whole product: dist/<rid>/helpdesk (helpdesk.exe for Windows).
#   ./publish.sh [RID]     linux-x64 if nothing is said; further options go to dotnet publish
set -euo pipefail
cd "$(dirname "$0")"

rid=${1:-linux-x64}
shift || true
out=dist/$rid
rm -rf "$out"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet publish HelpDesk.Web -c Release -r "$rid" --self-contained -p:PublishSingleFile=true -o "$out" -nologo -v quiet "$@" </dev/null

files=$(find "$out" -type f | wc -l)
if [ "$files" != 1 ]; then
  echo "$out holds $files files instead of one:" >&2
  find "$out" -type f >&2
  exit 1
fi
du -h "$out"/*
