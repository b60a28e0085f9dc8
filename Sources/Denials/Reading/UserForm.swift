import Policy
import Source

/// The sentence that most services write: `User: P is not authorized to perform: A on resource: R because no …`
/// (IAM User Guide, Troubleshoot access denied error messages).
struct UserForm {
  private let text: FoldedText

  init(_ text: FoldedText) { self.text = text }

  private static let anchor = "is not authorized to perform"
  /// What services write after the anchor.
  private static let anchorEnds = [" action: ", " actions: ", ": ", " the ", " "]
  /// What stands before the resource.
  private static let resourceMarks = [
    " on the resource: ", " on resource: ", " on resource ", " on the resource ", " on: ", " on ",
  ]

  /// Reads the first of them.
  func read() -> Denial? {
    var start = 0
    while let anchor = text.find(Self.anchor, from: start) ?? athenaAnchor(from: start) {
      if let denial = read(anchor) { return denial }
      start = anchor.upperBound
    }
    return nil
  }

  /// `You are not authorized to perform: A`, which names nobody.
  private func athenaAnchor(from start: Int) -> Range<Int>? {
    text.find("you are not authorized to perform: ", from: start).map { $0.lowerBound..<($0.upperBound - 2) }
  }

  private func read(_ anchor: Range<Int>) -> Denial? {
    guard let start = Self.anchorEnds.lazy.compactMap({ text.after($0, at: anchor.upperBound) }).first,
      let action = text.word(at: start), isAction(text.text(action))
    else { return nil }
    let principal = principal(before: anchor)
    var denial = Denial(at: text.span((principal?.lowerBound ?? anchor.lowerBound)..<action.upperBound))
    denial.principal = principal.map(spanned)
    denial.actions = [spanned(action)]
    var end = action.upperBound
    if let resource = resource(at: end) {
      denial.resource = spanned(resource)
      end = resource.upperBound
      if end < text.bytes.count, text.bytes[end] == UInt8(ascii: "\"") { end += 1 }
    }
    readReason(from: end, &denial)
    return denial
  }

  /// `s3:GetObject`; what is none is a sentence of another kind.
  private func isAction(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { $0 < 0x80 && ($0.isWord || $0 == UInt8(ascii: "*")) }
      }
  }

  private func principal(before anchor: Range<Int>) -> Range<Int>? {
    guard let word = text.word(before: anchor.lowerBound) else { return nil }
    let written = text.text(word).lowercased()
    // `You are not authorized`, `User is not authorized`: nobody is named.
    return ["you", "user", "user:", "are"].contains(written) ? nil : word
  }

  private func resource(at position: Int) -> Range<Int>? {
    for mark in Self.resourceMarks {
      guard let start = text.after(mark, at: position), let word = text.word(at: start) else { continue }
      let written = text.text(word)
      // `on the resource associated with this ciphertext`, `on the resource.`: none is named.
      guard written == "*" || written.contains(":") || text.after("\"", at: start) != nil || isName(mark) else {
        return nil
      }
      return word
    }
    return nil
  }

  /// After a colon stands a name, whatever it looks like.
  private func isName(_ mark: String) -> Bool { mark.hasSuffix(": ") }

  private func spanned(_ range: Range<Int>) -> Spanned<String> { Spanned(text.text(range), text.span(range)) }
}

extension UserForm {
  /// How far behind the resource the reason may begin, in bytes.
  private static let reasonReach = 400

  private func readReason(from start: Int, _ denial: inout Denial) {
    let end = min(text.bytes.count, start + Self.reasonReach)
    if let deny = text.find("with an explicit deny", from: start, before: end) {
      denial.effect = .explicit
      var position = deny.upperBound
      for article in [" in an ", " in a ", " in the "] { position = text.after(article, at: position) ?? position }
      guard position > deny.upperBound, let type = policyType(at: position) else { return }
      denial.policyType = type.type
      var next = type.end
      if let through = text.after(" transitively through a service control policy", at: next) {
        denial.isThroughServiceControl = true
        next = through
      }
      if let mark = text.after(": ", at: next), let arn = text.word(at: mark), text.text(arn).hasPrefix("arn:") {
        denial.policyARN = spanned(arn)
      }
    } else if let because = text.find("because no ", from: start, before: end) {
      denial.effect = .implicit
      denial.policyType = policyType(at: because.upperBound)?.type
    } else if text.find(
      "because the resource does not exist in this region, no resource-based polic", from: start, before: end)
      != nil
    {
      // KMS says of another account's key only that one of these is so.
      denial.policyType = .resource
    }
  }

  private func policyType(at position: Int) -> (type: Denial.PolicyType, end: Int)? {
    for (name, type) in Self.names {
      if let end = text.after(name, at: position) { return (type, end) }
    }
    return nil
  }

  /// The names as messages write them; `sessions policy` is AWS's own spelling of an explicit deny.
  private static let names: [(String, Denial.PolicyType)] =
    Denial.PolicyType.allCases.map { ($0.rawValue.lowercased(), $0) } + [
      ("sessions policy", .session), ("identity-based policies", .identity), ("resource-based policies", .resource),
      ("identity based policy", .identity), ("resource based policy", .resource), ("trust policy", .trust),
    ]
}

extension UInt8 {
  /// Whether it is a letter, digit, hyphen or underscore of ASCII.
  var isWord: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
