import Source
import Template

extension Section {
  static let pipes = Section(
    .pipes,
    "EventBridge pipes.",
    keys: [],
    example: """
      pipes:
        forward: { properties: { RoleArn: "${roles.pipe.arn}", Source: "${queues.in.arn}", Target: "${queues.out.arn}" } }
      roles:
        pipe: { trusts: pipes.amazonaws.com }
      queues:
        in: { retention: 14d }
        out: { retention: 14d }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .pipes), from: entry)
  }
}
