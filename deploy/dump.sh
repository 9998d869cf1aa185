#!/bin/sh
# Dumps the database when it starts and every night, one file for each day of the week. The copies of churches' people
# are left out: Planning Center gives them again, and whoever has them deleted must not find them in a dump.
set -eu
umask 077
sleeper=''
trap 'kill $sleeper 2>/dev/null || true; exit 0' TERM INT

AT_SECONDS_UTC=28800 # eight in the morning: night in America
DAY=86400
AFTER_A_FAILURE=600

dump() {
  file="$DUMPS/foyer-$(date -u +%a).dump"
  pg_dump --format=custom --exclude-table-data='mirror.*' --exclude-table-data='sync.*' --file="$file.part" && mv "$file.part" "$file"
}

while true; do
  if dump; then
    pause=$((DAY - ($(date -u +%s) - AT_SECONDS_UTC) % DAY))
  else
    echo 'The dump failed; trying again in ten minutes.' >&2
    pause=$AFTER_A_FAILURE
  fi
  # In the background: a shell hears no signal while it waits for a program.
  sleep "$pause" &
  sleeper=$!
  wait "$sleeper"
done
