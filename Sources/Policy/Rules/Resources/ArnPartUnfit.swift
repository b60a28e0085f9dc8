import Diagnostics
import Source
import Spec

extension Rule {
  static let arnPartUnfit = Rule(
    "STK841", "arn-part-unfit", .warning,
    "an ARN with a region or account that ARNs of its service do not have, or without",
    why: """
      The ARNs of a bucket have neither a region nor an account, those of a role no region, those of a queue both (Service \
      Authorization Reference, Resource types). A statement with an ARN of another form applies to nothing.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::lake/in/*", ↓"arn:aws:s3:eu-west-1:111122223333:lake/out/*"] }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:eu-west-1:111122223333:orders", ↓"arn:aws:sqs::111122223333:returns"] }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::lake/in/*", "arn:aws:s3:::lake/out/*"] }
        """#),
    ])
}

extension PolicyCheck {
  static let arnPartUnfit = PolicyCheck(.arnPartUnfit) { reading, findings in
    guard reading.kind.namesResource else { return }
    for statement in reading.statements {
      guard let element = statement.member("Resource") else { continue }
      let unfit = element.value.policyTexts.compactMap { text in
        text.value.literal.flatMap { ARNForm.fault(in: $0) }.map { (text.span, $0) }
      }
      // Where none of the resources fits, it is said of the action that it works on none of them.
      guard unfit.count < element.value.policyTexts.count else { continue }
      for (span, fault) in unfit {
        findings.report(
          Diagnostic(.arnPartUnfit, fault.words, at: span, help: ["an ARN of it is written `\(fault.format)`"]))
      }
    }
  }
}

/// The fields of an ARN against the formats that its service has.
private struct ARNForm {
  private let parts: [Substring]

  private init?(_ arn: String) {
    let parts = arn.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    self.parts = parts.map(Substring.init)
  }

  /// What is wrong with the region or account of an ARN, and the format that it has otherwise. Nil also where no format has
  /// such a resource: that may be newer than the tables.
  static func fault(in arn: String) -> (words: String, format: String)? {
    guard let written = ARNForm(arn), let service = IAMService.named(String(written.parts[2])) else { return nil }
    var near: (words: String, format: String)?
    for format in service.resourceTypes.flatMap({ Array($0.arnFormats) }) {
      guard let known = ARNForm(opened(format)), known.parts[2] == written.parts[2],
        written.resourceFits(known.parts[5])
      else { continue }
      guard let words = written.words(against: known) else { return nil }
      near = near ?? (words, format)
    }
    return near
  }

  /// Nil if region and account are as the format has them.
  private func words(against known: ARNForm) -> String? {
    for (place, noun) in [(3, "region"), (4, "account")] {
      let (mine, theirs) = (parts[place], known.parts[place])
      if mine.isEmpty, !theirs.isEmpty { return "an ARN of this resource of `\(parts[2])` names its \(noun)" }
      if theirs.isEmpty, !mine.isEmpty, mine != "*" { return "an ARN of this resource of `\(parts[2])` has no \(noun)" }
    }
    return nil
  }

  private func resourceFits(_ pattern: Substring) -> Bool {
    ValuePattern(PartialText(String(pattern)), foldsCase: false)
      .includes(ValuePattern(PartialText(String(parts[5])), foldsCase: false))
  }
}
