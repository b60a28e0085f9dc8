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
python_environment test Tests/requirements.txt
swift build -c release -j 2 --product stackc
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
printf '\nDone: the stack was checked, built and deployed; nothing is left running.\n'
