import Diagnostics
import FuzzSupport
import Policy
import Source

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzPolicy_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// Reads any bytes as a policy of each kind, and decides calls under it. What is no JSON becomes pattern and name, in every
/// place of a statement that is matched.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let file = SourceFile(path: "policy.json", bytes: bytes)
  if let datum = try? Datum(json: file, id: SourceID(0)) {
    read(datum, length: count)
    decide(datum, "s3:GetObject", "arn:aws:s3:::bucket/key")
  } else {
    let halves = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let text = halves.map { String(decoding: $0, as: UTF8.self) }
    decide(statement(holding: text[0]), "s3:\(text[text.count - 1])", text[text.count - 1])
  }
  return 0
}

private func read(_ datum: Datum, length: Int) {
  for kind in PolicyKind.allCases {
    var findings = Findings()
    PolicyDocument.check(datum, as: kind, into: &findings)
    for finding in findings.diagnostics {
      check(finding.span.start <= finding.span.end && Int(finding.span.end) <= length, "a finding outside of the text")
      let edits = finding.fixes.flatMap(\.edits)
      check(
        edits.allSatisfy { Int($0.span.end) <= length && $0.span.start <= $0.span.end }, "a fix outside of the text")
    }
  }
}

/// What holds for any policy: it is decided as it is explained, a Deny of everything leaves nothing allowed, and two of the
/// same say what one says.
private func decide(_ datum: Datum, _ action: String, _ resource: String) {
  let document = PolicyDocument(reading: datum)
  let request = AccessRequest(
    action: action, resource: PartialText(resource),
    principal: .role("arn:aws:iam::111122223333:role/worker", account: "111122223333"),
    context: ["k": [PartialText(resource)]])
  for kind in PolicyKind.allCases {
    let policy = CompiledPolicy(document, as: kind)
    let policies = kind.namesPrincipal ? PolicySet(resource: [policy]) : PolicySet(identity: [policy])
    let decision = policies.decide(request)
    check(policies.explain(request).decision == decision, "explained otherwise than decided")
    var twice = policies
    twice.identity += twice.identity
    twice.resource += twice.resource
    check(twice.decide(request) == decision, "the same policy twice decides otherwise")
    var denied = policies
    denied.endpoint = [nothing]
    check(!denied.decide(request).isAllowed, "allowed against a Deny of everything")
  }
}

/// A policy that denies everything to everyone.
private let nothing: CompiledPolicy = {
  let everything = text("*")
  return CompiledPolicy(
    PolicyDocument(
      reading: object([
        "Version": text("2012-10-17"),
        "Statement": object([
          "Effect": text("Deny"), "Principal": everything, "Action": everything, "Resource": everything,
        ]),
      ])), as: .endpoint)
}()

/// A policy that has a text wherever something is matched.
private func statement(holding pattern: String) -> Datum {
  object([
    "Version": text("2012-10-17"),
    "Statement": object([
      "Effect": text("Allow"), "Principal": text("*"), "Action": text("s3:" + pattern), "Resource": text(pattern),
      "Condition": object([
        "StringLike": object(["k": text(pattern)]), "ArnLikeIfExists": object(["K": text(pattern)]),
        "StringEqualsIgnoreCase": object(["k": text(pattern)]), "IpAddress": object(["k": text(pattern)]),
        "DateLessThan": object(["k": text(pattern)]), "NumericLessThan": object(["k": text(pattern)]),
        "BinaryEquals": object(["k": text(pattern)]),
      ]),
    ]),
  ])
}

private func object(_ members: KeyValuePairs<String, Datum>) -> Datum {
  let span = Span(SourceID(0), 0, 0)
  return Datum(.map(members.map { Datum.Member(key: $0.key, keySpan: span, value: $0.value) }), span)
}

private func text(_ text: String) -> Datum { Datum(.string(PartialText(text)), Span(SourceID(0), 0, 0)) }
