import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let dataDeletedWithStack = Rule(
    "STK359", "data-deleted-with-stack", .info, "a resource that holds data and says not what becomes of it",
    isAdvice: true,
    why: """
      CloudFormation deletes a resource, and all that it holds, when it leaves the stack, when the stack is deleted, and when \
      an update must replace it, unless `DeletionPolicy` and `UpdateReplacePolicy` say otherwise ("DeletionPolicy attribute", \
      AWS CloudFormation Template Reference). Whoever writes them down has decided.
      """,
    examples: [
      .bad(
        "Resources:\n  ↓Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n",
        file: "template.yaml", options: ["--advice"]),
      .good(
        "Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n",
        file: "template.yaml", options: ["--advice"]),
    ])
}

extension Check {
  static let dataDeletedWithStack = advising(.dataDeletedWithStack) { context in
    context.template.resources.compactMap { resource in
      // With one of the two, the other is asked for (STK332).
      guard resource.origin == .declared, resource.attributes["DeletionPolicy"] == nil,
        resource.attributes["UpdateReplacePolicy"] == nil, let type = StatefulType.of(resource.type), !type.mustBeEmpty
      else { return nil }
      return AdvisedPlace(
        span: resource.span, message: "`\(context.called(resource))` loses its \(type.holds) when it leaves the stack",
        help: "give it `DeletionPolicy` and `UpdateReplacePolicy`: `Retain` keeps it, `Delete` says that it may go")
    }
  }
}
