#!/usr/bin/env bash
# Installs what the tests need (Debian 12 or newer, as root or with sudo), runs them all on SQLite, on a PostgreSQL of their
# own and in Chromium, and prints "N passed, N failed" as the last line.
#   ./test.sh [--long] [--filter EXPRESSION]
set -euo pipefail
cd "$(dirname "$0")"

long= chosen=
while [ $# -gt 0 ]; do
  case $1 in
    --long) export HELPDESK_TEST_LONG=1; long=1 ;;
    --filter) chosen=${2:?--filter needs an expression}; shift ;;
    *) echo "usage: ./test.sh [--long] [--filter EXPRESSION]" >&2; exit 2 ;;
  esac
  shift
done

# Long loops carry [Trait("Category", "Long")].
filter=${chosen:+($chosen)}
[ -n "$long" ] || filter="${filter:+$filter&}Category!=Long"

work=$(mktemp -d)
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
# PostgreSQL refuses to run as root.
as_cluster() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
postgres_bin() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1; }

stop() {
  if [ -f "$work/db/postmaster.pid" ]; then
    as_cluster "$(postgres_bin)/pg_ctl" -D "$work/db" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap stop EXIT
trap 'report 130; exit 130' INT TERM

install() {
  local missing=()
  [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] || missing+=(chromium-headless-shell)
  [ -x "$(postgres_bin)/initdb" ] || missing+=(postgresql)
  [ -x /usr/sbin/dovecot ] || missing+=(dovecot-imapd)
  [ -x /usr/sbin/postfix ] || missing+=(postfix)
  # What .NET itself needs from the system, and letters to draw.
  compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null || missing+=(libicu-dev)
  [ -e /usr/share/zoneinfo/Europe/Madrid ] || missing+=(tzdata)
  [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "installing ${missing[*]}"
  # The tests start a Postfix of their own; the machine's stays as it is, which is none.
  [[ " ${missing[*]} " != *" postfix "* ]] || as_root debconf-set-selections <<<"postfix postfix/main_mailer_type select No configuration"
  # An older Debian has Chromium in one piece.
  if ! { as_root apt-get update -qq && { apt-cache show chromium-headless-shell >/dev/null || missing=("${missing[@]/chromium-headless-shell/chromium}"); } &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 </dev/null; then
    tail -n 30 "$work/apt.log" >&2
    exit 1
  fi
}

start_postgres() {
  chmod 711 "$work"
  mkdir "$work/db" "$work/socket"
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$work/db" "$work/socket"
  fi
  # Nothing here outlives the run, so nothing has to reach the disk.
  if ! { (cd / && as_cluster "$(postgres_bin)/initdb" -D "$work/db" -U helpdesk -A trust -E UTF8 --locale=C.UTF-8 --no-sync) &&
    (cd / && as_cluster "$(postgres_bin)/pg_ctl" -D "$work/db" -w -l "$work/db/log" \
      -o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start); } \
    >"$work/postgres.log" 2>&1 </dev/null; then
    cat "$work/postgres.log" "$work/db/log" >&2 || true
    exit 1
  fi
  export HELPDESK_TEST_POSTGRES="Host=$work/socket;Username=helpdesk;Database=postgres;Include Error Detail=true"
}

# Sums up the counters of every result file, after the names of what failed. A run that ended early counts as a failure.
report() {
  local passed=0 failed=0 file counters
  for file in "$work"/results/*.trx; do
    [ -e "$file" ] || continue
    { grep -o '<UnitTestResult [^>]*outcome="Failed"' "$file" || true; } | sed 's/.*testName="\([^"]*\)".*/failed: \1/'
    counters=$(grep -o '<Counters [^>]*' "$file" || true)
    passed=$((passed + $(counter passed "$counters")))
    failed=$((failed + $(counter failed "$counters")))
  done
  [ "$1" = 0 ] || [ $failed -gt 0 ] || failed=1
  [ $passed -gt 0 ] || [ $failed -gt 0 ] || failed=1
  echo "$passed passed, $failed failed"
  [ $failed = 0 ]
}

run_tests() {
  dotnet test HelpDesk.Tests --no-build -nologo --logger trx --results-directory "$work/results" --filter "${filter:+$filter&}$1" </dev/null
}

counter() { { grep -o " $1=\"[0-9]*\"" <<<"$2" || echo 0; } | tr -dc 0-9; }

install
start_postgres
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
code=0
dotnet build HelpDesk.sln -nologo -v quiet </dev/null || code=$?
if [ $code = 0 ] && [ -z "$chosen" ]; then
  ./publish.sh linux-x64 || code=$?
  export HELPDESK_TEST_PUBLISHED=$PWD/dist/linux-x64/helpdesk
fi
if [ $code = 0 ]; then
  run_tests 'Category!=Browser' || code=$?
  # By themselves: what is seen within seconds does not wait for what keeps both cores busy.
  run_tests 'Category=Browser' || code=$?
fi
report $code
