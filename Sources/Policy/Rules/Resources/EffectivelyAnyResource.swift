import Diagnostics
import Source
import Spec

extension Rule {
  static let effectivelyAnyResource = Rule(
    "STK826", "effectively-any-resource", .info, "an ARN whose every part is a wildcard",
    why: """
      An ARN that leaves region, account and name open stands for every resource of its type, as `*` would: it only \
      looks narrower.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ↓"arn:aws:sqs:*:*:*" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:orders-*" }
        """#),
    ])
}

extension PolicyCheck {
  static let effectivelyAnyResource = PolicyCheck(.effectivelyAnyResource) { reading, findings in
    guard reading.kind == .identity else { return }
    for statement in reading.statements where statement.allows {
      let actions = (statement.knownActions ?? []).flatMap(\.actions)
      for resource in statement.resources where resource.value != "*" {
        guard actions.contains(where: { $0.isAny(resource.value) }) else { continue }
        findings.report(
          Diagnostic(
            .effectivelyAnyResource, "`\(resource.value)` stands for every resource of its type", at: resource.span,
            help: ["name the region, the account or the resource"]))
      }
    }
  }
}

extension IAMAction {
  /// Whether an ARN is that of one of its types of resource with a wildcard wherever a name can stand.
  fileprivate func isAny(_ arn: String) -> Bool {
    let parts = fields(arn)
    return resourceTypes.contains { resource in
      resource.type.arnFormats.contains { format in
        let wanted = fields(opened(format))
        return parts.count == wanted.count && parts.dropFirst(2) == wanted.dropFirst(2)
      }
    }
  }
}

private func fields(_ arn: String) -> [Substring] {
  arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
}

/// A format of the tables with `*` for each of its variables: `arn:*:sqs:*:*:*`.
func opened(_ format: String) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(format.utf8.count)
  var isInside = false
  for byte in format.utf8 {
    if byte == UInt8(ascii: "$") {
      isInside = true
      bytes.append(UInt8(ascii: "*"))
    } else if !isInside {
      bytes.append(byte)
    } else if byte == UInt8(ascii: "}") {
      isInside = false
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
