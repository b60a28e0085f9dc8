import Diagnostics
import Policy
import Source
import Testing

/// Documents that are checked together, of which some were met before.
@Suite struct DocumentTests {
  private static let clean = """
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-central-1:111122223333:jobs"}}
    """
  private static let wrong = """
    {"Version": "2012-10-17", "Statement": {"Effect": "Alow", "Action": "sqs:SendMessage", "Resource": "*"}}
    """
  private static let withoutVersion = """
    {"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-central-1:111122223333:jobs"}}
    """

  private static func datum(_ text: String) throws -> Datum {
    try Datum(json: SourceFile(path: "policy.json", text: text), id: SourceID(0))
  }

  private static func codes(_ findings: Findings) -> [String] { findings.diagnostics.map(\.rule.code) }

  @Test func eachIsJudgedAsIfAlone() throws {
    let documents = try [Self.clean, Self.wrong, Self.clean, Self.wrong, Self.withoutVersion].map(Self.datum)
    for _ in 0..<2 {
      let found = PolicyDocument.check(documents.map { ($0, .identity) }).map(Self.codes)
      #expect(found[0].isEmpty && found[2].isEmpty)
      #expect(!found[1].isEmpty && found[1] == found[3])
      #expect(!found[4].isEmpty)
    }
  }

  /// The same words are no trust policy.
  @Test func theKindCounts() throws {
    let document = try Self.datum(Self.clean)
    #expect(Self.codes(PolicyDocument.check([(document, .identity)])[0]).isEmpty)
    #expect(!Self.codes(PolicyDocument.check([(document, .trust)])[0]).isEmpty)
  }

  /// What the compiler makes stands where its cause does, and is not told to name its version.
  @Test func whoWroteItCounts() throws {
    let written = try Self.datum(Self.withoutVersion)
    let made = written.placed { _ in written.span }
    for document in [made, written, made, written] {
      let found = Self.codes(PolicyDocument.check([(document, .identity)])[0])
      #expect(found.isEmpty == (document.members?.first?.keySpan == document.span))
    }
  }
}
