#!/usr/bin/env bash
# Adds a migration of this name to both histories: migrations/add.sh AddSomething
set -euo pipefail
name=${1:?Usage: migrations/add.sh NAME}
cd "$(dirname "$0")"
dotnet tool restore >/dev/null
dotnet build -nologo -v q
for set in Sqlite Postgres; do
  dotnet dotnet-ef migrations add "$name" --no-build --context "${set}Db" --output-dir "$set"
done
