#!/bin/sh
# Fuzz/run.sh TARGET SECONDS: builds a fuzz target with libFuzzer and AddressSanitizer and runs it.
# Leaks are not looked for: tables that live as long as the program (`static let`) hold their parts by pointers with marks in
# their spare bits, which the leak sanitizer takes for lost.
# Seeds: Fuzz/seeds/NAME (NAME is TARGET without `Fuzz`, in lower case) and every YAML and JSON file of Examples.
set -eu
cd "$(dirname "$0")/.."
target=$1
seconds=$2
name=$(printf %s "${target#Fuzz}" | tr '[:upper:]' '[:lower:]')
export STACKC_FUZZ=1 SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0

swift build -c release -j 2 --build-path .build/fuzz --product "$target"

corpus=Fuzz/corpus/$name
mkdir -p "$corpus/found" "$corpus/examples"
if [ -d Examples ]; then
  find Examples -type f \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \) -not -path '*/build/*' |
    while read -r file; do cp "$file" "$corpus/examples/$(printf %s "$file" | tr / _)"; done
fi
exec ".build/fuzz/release/$target" "$corpus/found" "Fuzz/seeds/$name" "$corpus/examples" \
  -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
  -artifact_prefix="$corpus/" -print_final_stats=1
