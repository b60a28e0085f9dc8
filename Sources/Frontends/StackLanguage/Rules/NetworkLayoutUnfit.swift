import Diagnostics
import Source
import Spec

extension Rule {
  static let networkLayoutUnfit = Rule(
    "STK219", "network-layout-unfit", .error, "a network that cannot be laid out as it is asked",
    why: """
      The addresses of a network are split among the subnets of its tiers and zones, and its endpoints lead to services \
      that have some. A range too small or not an IPv4 one, more zones than there are, and other services leave nothing to make.
      """,
    examples: [
      .bad("networks:\n  main: { cidr: ↓10.0.0.0/28 }\n"),
      .bad("networks:\n  main: { zones: ↓7 }\n"),
      .bad(
        "networks:\n  main: { endpoints: [↓dynamo] }\n", fixed: "networks:\n  main: { endpoints: [dynamodb] }\n"),
      .good("networks:\n  main: { cidr: 10.0.0.0/20, endpoints: [dynamodb] }\n"),
      .good(
        "networks:\n  main: { vpc: vpc-0123456789abcdef0, private: [subnet-0123456789abcdef0, subnet-0123456789abcdef1], endpoints: [sqs] }\n"
      ),
    ])
}

extension Diagnostic {
  static func rangeNotSplit(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .networkLayoutUnfit, "`\(text)` is no range that subnets can be cut from", at: span,
      help: [
        "give an IPv4 range of `/16` to `/24`, with no bits set behind the prefix: `\(NetworkKeys.defaultRange)`"
      ])
  }

  static func tooManyZones(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .networkLayoutUnfit, "a network has subnets in 1 to \(NetworkLayout.mostZones) zones, and this is \(text)",
      at: span)
  }

  static func unknownEndpoint(_ word: String, at span: Span) -> Diagnostic {
    let words = Set(EndpointService.all.map(\.word)).sorted()
    // Also by the prefix of IAM's actions, which people know: `kinesis` for `kinesis-streams`.
    let nearest = EndpointService.leading(to: word).first?.word ?? Spelling.nearest(to: word, in: words)
    var diagnostic = Diagnostic(.networkLayoutUnfit, "`\(word)` is no service with a VPC endpoint", at: span)
    if let nearest {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    } else {
      diagnostic.help = ["any other endpoint service is given by all of its name: `com.amazonaws.…`"]
    }
    return diagnostic
  }
}
