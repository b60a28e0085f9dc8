#!/usr/bin/env bash
# From nothing to a deployed stack, on this machine alone: `make demo`.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
. "$root/Scripts/moto.sh"
cd "$root"

heading() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || heading() { printf '\n== %s\n' "$*"; }
show() { printf '$ %s\n' "$*"; "$@"; }

heading "1. The tools"
need_build
need_handlers
python_environment test Tests/requirements.txt
for product in stackc stackc-local; do swift build -c release -j 2 --product "$product"; done
stackc="$(swift build -c release --product stackc --show-bin-path)/stackc"
PATH="$(dirname "$stackc"):$venv/bin:$PATH"

heading "2. What it says about a stack with faults"
status=0
show stackc lint Examples/broken || status=$?
[ "$status" -eq 1 ] || die "lint ended with status $status, and findings are 1"

heading "3. A sound stack, built"
show stackc lint Examples/orders
output=$(mktemp -d)
show stackc build Examples/orders/stack.yaml -o "$output"

heading "4. Deployed, by the two commands that deploy it to AWS (here moto_server plays AWS)"
start_moto
trap 'stop_moto; rm -rf "$output"' EXIT
BUCKET=artifacts PREFIX=orders/
aws s3 mb "s3://$BUCKET" >/dev/null
show aws s3 sync "$output/code" "s3://$BUCKET/$PREFIX" --no-progress
show aws cloudformation deploy --template-file "$output/template.json" --stack-name orders \
  --capabilities CAPABILITY_IAM --parameter-overrides ArtifactBucket="$BUCKET" ArtifactPrefix="$PREFIX"

heading "5. What stands there now"
aws cloudformation describe-stacks --stack-name orders --query 'Stacks[0].[StackName,StackStatus]' --output text
aws cloudformation describe-stack-resources --stack-name orders --output text \
  --query 'StackResources[].ResourceType' | tr '\t' '\n' | sort | uniq -c
aws lambda list-functions --query 'Functions[].[FunctionName,Runtime,Timeout,MemorySize,CodeSize]' --output table
api=$(aws apigatewayv2 get-apis --query 'Items[0].ApiId' --output text)
aws apigatewayv2 get-routes --api-id "$api" --query 'Items[].RouteKey' --output table

heading "6. The same stack running on this machine (moto_server lends its tables)"
. "$root/Scripts/running.sh"
start_run Examples/orders/stack.yaml --bind "dynamodb=$AWS_ENDPOINT_URL"
api="$RUN_URL/_api/shopapi"
show curl -sS -X POST "$api/orders" -H 'content-type: application/json' \
  -d '{"customer": "c-1007", "country": "ch", "items": [{"sku": "tea-assam-250", "quantity": 2}]}' -o "$output/order.json"
cat "$output/order.json" && printf '\n'
id=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["id"])' "$output/order.json")
until_seen "$api/orders/$id" '"status": "shipped"'
printf 'The consumer took it from the queue: '
show curl -sS "$api/orders/$id" && printf '\n'
as_run dynamodb get-item --table-name orders-OrdersTable --key "{\"id\": {\"S\": \"$id\"}}" --query 'Item.[id.S,status.S,total.N]' --output text
as_run sqs receive-message --queue-url "$RUN_URL/000000000000/orders-ledger.fifo" --wait-time-seconds 5 --query 'Messages[].Body' --output text
as_run sqs receive-message --queue-url "$RUN_URL/000000000000/orders-CustomsQueue" --wait-time-seconds 5 --query 'Messages[].Body' --output text

heading "7. A message that nobody can handle ends in the dead-letter queue"
as_run sqs set-queue-attributes --queue-url "$RUN_URL/000000000000/orders-OrdersQueue" --attributes VisibilityTimeout=0
as_run sqs send-message --queue-url "$RUN_URL/000000000000/orders-OrdersQueue" --message-body 'no order at all' --query MessageId --output text
as_run sqs receive-message --queue-url "$RUN_URL/000000000000/orders-FailedQueue" --wait-time-seconds 20 --query 'Messages[].Body' --output text

heading "8. A call that is not allowed, explained"
printf '$ eval "$(stackc env --as functions.insight)"\n'
if as_role functions.insight sqs send-message --queue-url "$RUN_URL/000000000000/orders-OrdersQueue" --message-body hello; then
  die "insight may not send to the queue, and could"
fi
stop_run
printf '\nDone: the stack was checked, built, deployed and run; nothing is left running.\n'
