# Sourced: a local AWS for the length of a script.
#
#   start_moto      starts moto_server on a free port of the loopback and points the AWS CLI and SDKs at it
#   stop_moto       ends it, by its process id; also when the script ends

start_moto() {
  moto_folder=$(mktemp -d)
  trap stop_moto EXIT
  trap 'exit 130' INT TERM
  mkfifo "$moto_folder/endpoint"
  "$venv/bin/python" "$root/Tests/python/local_aws.py" >"$moto_folder/endpoint" 2>"$moto_folder/log" &
  moto_pid=$!
  # The first line says where it listens; nothing comes when it could not start.
  read -r AWS_ENDPOINT_URL <"$moto_folder/endpoint" || { cat "$moto_folder/log" >&2; die "moto_server did not start"; }
  export AWS_ENDPOINT_URL
  # None of the account of whoever runs this is touched: neither their profile nor their keys.
  export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing AWS_DEFAULT_REGION=eu-central-1 AWS_PAGER=
  export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
  unset AWS_PROFILE AWS_SESSION_TOKEN AWS_REGION
  export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
}

stop_moto() {
  [ -n "${moto_pid:-}" ] || return 0
  kill "$moto_pid" 2>/dev/null || true
  wait "$moto_pid" 2>/dev/null || true
  moto_pid=
  rm -rf "$moto_folder"
}
