/// Errors of ours that cfn-lint has no rule for, by code, with the documentation that says that AWS refuses what they tell of.
enum TemplateExceptions {
  static let byCode = [
    "STK466":
      "EventBridge User Guide, \"Schedule types\": `rate(1 minute)` and `rate(5 minutes)`; another unit is refused",
    "STK580":
      "AWS::ApiGateway::Authorizer: `IdentitySource` is required of a REQUEST authorizer unless caching is switched off",
    "STK583":
      "AWS::ApiGateway::Deployment: the deployment must depend on its methods, else: `The REST API doesn't contain any methods`",
    "STK609": "Amazon VPC User Guide, \"VPC CIDR blocks\": a VPC's block is between /16 and /28",
    "STK701":
      "EventBridge User Guide, \"Using dead-letter queues\": the queue's policy must let events.amazonaws.com send to it",
    "STK702":
      "the service's page on its role names the actions; without them the delivery, or its creation, is refused",
    "STK704":
      "Lambda Developer Guide, \"Giving Lambda functions access to resources in an Amazon VPC\": CreateFunction is refused",
    "STK814":
      "IAM User Guide, \"Access Analyzer policy check reference\": `Error - Invalid service in action`; the statement allows nothing by it",
    "STK815":
      "IAM User Guide, \"Access Analyzer policy check reference\": `Error - Invalid action`; the statement allows nothing by it",
  ]
}
