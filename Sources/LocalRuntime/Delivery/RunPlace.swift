import Wiring

/// What ARNs and links of a run are made of.
struct RunPlace: Sendable {
  var partition = "aws"
  var region = "us-east-1"
  var account = "000000000000"
  var edge = ""

  init() {}

  init(_ plan: RunPlan) {
    partition = plan.plan.partition
    region = plan.plan.region
    account = plan.plan.account
    edge = plan.edge
  }

  func arn(_ service: String, _ resource: String) -> String {
    "arn:\(partition):\(service):\(region):\(account):\(resource)"
  }
}
