import Diagnostics
import Source
import Spec

extension Rule {
  static let networkKeyUnfit = Rule(
    "STK219", "network-key-unfit", .error, "a key of a network that has no meaning there",
    why: """
      A network is either made by the stack (`cidr`, `zones`, `tiers`, `nat`), or with `vpc:` one that exists, of which the \
      ids are given (`private`, `securityGroups`). What belongs to the other form would be ignored. Addresses that cannot \
      be split, and services without an endpoint, are refused here too.
      """,
    examples: [
      .bad("networks:\n  main: { vpc: vpc-0123456789abcdef0, private: [subnet-0123456789abcdef0], ↓nat: one }\n"),
      .bad("networks:\n  main: { ↓private: [subnet-0123456789abcdef0] }\n"),
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
  static func networkKeyUnfit(_ key: String, isNew: Bool, in place: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .networkKeyUnfit,
      isNew
        ? "`\(key)` says what an existing VPC has, and `\(place)` is a new one"
        : "`\(key)` is part of a new VPC, and `\(place)` is one that exists", at: span,
      help: [isNew ? "name the VPC with `vpc: vpc-…`" : "leave out either `\(key)` or `vpc`"])
  }

  static func rangeNotSplit(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .networkKeyUnfit, "`\(text)` is no range that subnets can be cut from", at: span,
      help: [
        "give an IPv4 range of `/16` to `/24`, with no bits set behind the prefix: `\(NetworkKeys.defaultRange)`"
      ])
  }

  static func tooManyZones(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .networkKeyUnfit, "a network has subnets in 1 to \(NetworkLayout.mostZones) zones, and this is \(text)", at: span)
  }

  static func unknownEndpoint(_ word: String, at span: Span) -> Diagnostic {
    let words = Set(EndpointService.all.map(\.word)).sorted()
    // Also by the prefix of IAM's actions, which people know: `kinesis` for `kinesis-streams`.
    let nearest = EndpointService.leading(to: word).first?.word ?? Spelling.nearest(to: word, in: words)
    var diagnostic = Diagnostic(.networkKeyUnfit, "`\(word)` is no service with a VPC endpoint", at: span)
    if let nearest {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    } else {
      diagnostic.help = ["any other endpoint service is given by all of its name: `com.amazonaws.…`"]
    }
    return diagnostic
  }
}
