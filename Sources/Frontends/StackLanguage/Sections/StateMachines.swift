import Source
import Template

extension Section {
  static let stateMachines = Section(
    .stateMachines,
    "Step Functions state machines.",
    keys: [],
    example: """
      stateMachines:
        review: { properties: { RoleArn: "${roles.review.arn}", Definition: { StartAt: End, States: { End: { Type: Succeed } } } } }
      roles:
        review: { trusts: states.amazonaws.com }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .stateMachines), from: entry)
  }
}
