# Sourced: a stack that runs for the length of a script.
#
#   start_run STACK OPTION…    starts `stackc run` on a free port; RUN_URL says where, what it tells is shown with a bar
#   as_run ARGUMENT…           shows and runs the AWS CLI with the run's environment, as the account's administrator
#   as_role ROLE ARGUMENT…     the same as a role, or a function's role
#   until_seen URL TEXT        asks a URL until its answer holds a text
#   stop_run                   ends it as Ctrl-C does; also when the script ends

start_run() {
  run_stack=$1
  run_folder=$(mktemp -d)
  mkfifo "$run_folder/url"
  printf '$ stackc run %s\n' "$*"
  stackc run "$@" --port 0 --python "$venv/bin/python" >"$run_folder/url" 2> >(sed -u 's/^/  │ /' >&2) &
  run_pid=$!
  trap 'stop_run; stop_moto; rm -rf "$output"' EXIT
  # The first line says where it answers; nothing comes when it could not start.
  read -r RUN_URL <"$run_folder/url" || die "the stack did not start"
}

# The endpoint is given as an option too: version 1 of the AWS CLI passes over AWS_ENDPOINT_URL for SQS.
run_aws() {
  local environment
  environment=$(stackc env --stack "$run_stack" --format sh "${@:2:$1}") || die "stackc env knows no run"
  shift $(($1 + 1))
  printf '$ aws %s\n' "$*"
  (eval "$environment" && aws --endpoint-url "$RUN_URL" "$@")
}

as_run() { run_aws 0 "$@"; }

as_role() { run_aws 2 --as "$@"; }

until_seen() {
  local tries=0
  until curl -sS "$1" | grep -qF "$2"; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || die "$1 does not show $2"
    sleep 0.1
  done
}

stop_run() {
  [ -n "${run_pid:-}" ] || return 0
  kill -INT "$run_pid" 2>/dev/null || true
  wait "$run_pid" 2>/dev/null || true
  run_pid=
  rm -rf "$run_folder" "$(dirname "$run_stack")/.stackc"
}
