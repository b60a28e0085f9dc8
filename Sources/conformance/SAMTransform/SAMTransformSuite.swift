import Diagnostics
import Foundation
import Frontends
import Source
import Template
import YAML

/// github.com/aws/serverless-application-model, `tests/translator`: what SAM's transform makes of a template, and what it says
/// of one that it refuses.
///
/// The outcome is compared as upstream does: after sorting every list. Two things are taken as the same besides: the id of an
/// API's deployment with its digest, which upstream takes over the order of a Python 2 dictionary; and a `Fn::GetAtt` written
/// as text or as list.
enum SAMTransformSuite: ConformanceSuite {
  static let name = "sam-transform"

  /// One case of `cases.json`.
  struct Case: Decodable {
    let name: String
    let kind: String
    let failingIDs: [String]?
    let hasRollouts: Bool

    enum CodingKeys: String, CodingKey {
      case name, kind
      case failingIDs = "failing_ids"
      case hasRollouts = "feature_toggle_all_enabled"
    }
  }

  static func run(_ folder: URL) throws -> [Outcome] {
    let cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: folder.appendingPathComponent("cases.json")))
    return try cases.map { test in
      switch test.kind {
      case "success": try success(test, folder)
      case "error": try error(test, folder)
      default: Outcome(name: test.name, title: test.kind, verdict: .excepted("has no expected outcome"))
      }
    }
  }

  /// What is counted besides the verdicts: successes that are equal, and of the errors those that are refused for the same
  /// resources, and those that are refused in the same words.
  private enum ShareName {
    static let success = "success"
    static let resource = "error resource"
    static let text = "error text"
  }

  /// What upstream's run is given.
  private static func deployment(_ test: Case) -> SAMDeployment {
    var deployment = deployment
    deployment.hasRollouts = test.hasRollouts
    return deployment
  }

  private static let deployment: SAMDeployment = {
    var deployment = SAMDeployment(region: "ap-southeast-1", parameters: ["param1": "value1", "param2": "value2"])
    let policy = "arn:aws:iam::aws:policy/"
    deployment.managedPolicies = [
      "AWSLambdaBasicExecutionRole": policy + "service-role/AWSLambdaBasicExecutionRole",
      "AmazonDynamoDBFullAccess": policy + "AmazonDynamoDBFullAccess",
      "AmazonDynamoDBReadOnlyAccess": policy + "AmazonDynamoDBReadOnlyAccess",
      "AWSLambdaRole": policy + "service-role/AWSLambdaRole",
      "AWSXrayWriteOnlyAccess": policy + "AWSXrayWriteOnlyAccess",
    ]
    deployment.application = { id in
      switch id {
      case "no-access", "non-existent", "invalid-semver": .refused("Cannot access application: \(id).")
      case "preparing-never-ready": .timedOut
      default: .template("https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url")
      }
    }
    return deployment
  }()

  /// A template as the front end of CloudFormation reads it.
  private static func template(_ test: Case, _ folder: URL) throws -> Reading {
    let file = folder.appendingPathComponent("cases/\(test.name)/input.yaml")
    let bytes = Array(try Data(contentsOf: file))
    var findings = Findings()
    var tree = SyntaxTree.parse(SourceFile(path: test.name, bytes: bytes), id: SourceID(0), into: &findings)
    // Upstream transforms a template whether it asks for it or not; a `Transform` of another name stays.
    if tree.root?["Transform"] == nil {
      let asking = withTransform(String(decoding: bytes, as: UTF8.self))
      tree = SyntaxTree.parse(SourceFile(path: test.name, text: asking), id: SourceID(0), into: &findings)
    }
    return Reading(template: CloudFormationFile.lower(tree, into: &findings), findings: findings)
  }

  /// A template, and what the front end of CloudFormation finds wrong with it before SAM's transform sees it.
  private struct Reading {
    let template: StackTemplate
    let findings: Findings

    var errors: [Diagnostic] { findings.diagnostics.filter { $0.severity == .error } }

    /// The resources in which an error stands; the empty name stands for the rest of the template.
    var refused: Set<String> {
      Set(
        errors.map { error in
          template.resources.first { $0.extent.start <= error.span.start && error.span.end <= $0.extent.end }?.logicalID
            ?? ""
        })
    }
  }

  /// The text with the transform asked for at its head.
  private static func withTransform(_ text: String) -> String {
    let line = "Transform: AWS::Serverless-2016-10-31\n"
    guard text.hasPrefix("%") || text.hasPrefix("---"), let start = text.range(of: "---\n") else { return line + text }
    return text[..<start.upperBound] + line + text[start.upperBound...]
  }

  private static func success(_ test: Case, _ folder: URL) throws -> Outcome {
    let verdict = try successVerdict(test, folder)
    var outcome = Outcome(name: test.name, title: "success", verdict: verdict)
    if case .passed = verdict {
      outcome.shares[ShareName.success] = Outcome.Share(found: 1, all: 1)
    } else {
      outcome.shares[ShareName.success] = Outcome.Share(found: 0, all: 1)
    }
    return outcome
  }

  private static func successVerdict(_ test: Case, _ folder: URL) throws -> Outcome.Verdict {
    let written = try template(test, folder)
    let json: [UInt8]
    switch SAMTransform.outcome(of: written.template, for: deployment(test)) {
    case .refused(let refusal):
      if let error = written.errors.first { return .excepted("CloudFormation refuses it: \(error.message)") }
      return .failed("refused: \(refusal.message)")
    case .transformed(let bytes): json = bytes
    }
    let expected = try Data(contentsOf: folder.appendingPathComponent("cases/\(test.name)/expected.json"))
    let found = SAMComparison(try JSONSerialization.jsonObject(with: Data(json)))
    let wanted = SAMComparison(try JSONSerialization.jsonObject(with: expected))
    guard let difference = found.difference(from: wanted) else { return .passed }
    // SAM hands on what it does not look at; here, what CloudFormation is to refuse afterwards is refused before.
    if let error = written.errors.first { return .excepted("CloudFormation refuses it: \(error.message)") }
    return .failed(difference)
  }

  /// Whether the resources are those that SAM names; where it names none, any fault of the template counts.
  private static func isSame(_ resources: Set<String>, _ test: Case) -> Bool {
    guard let names = test.failingIDs else { return !resources.isEmpty }
    return Set(names) == resources || names == [""]
  }

  private static func error(_ test: Case, _ folder: URL) throws -> Outcome {
    struct Expected: Decodable { let errorMessage: String }
    let expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: folder.appendingPathComponent("cases/\(test.name)/expected_error.json"))
    ).errorMessage
    let written = try template(test, folder)
    var refusal: SAMRefusal?
    if case .refused(let answer) = SAMTransform.outcome(of: written.template, for: deployment(test)) {
      refusal = answer
    }
    // What SAM says of a template's form the front end has found before, and quotes.
    let isSameText =
      refusal?.message == expected || written.errors.contains { SAMRefusal.quotes(expected, in: $0) }
    let isSameResource =
      isSameText || isSame(refusal?.resources ?? [], test) || isSame(written.refused, test)
    let verdict: Outcome.Verdict
    if isSameText {
      verdict = .passed
    } else if let refusal {
      let place = isSameResource ? "same resource" : "OTHER RESOURCE"
      verdict = .failed("\(place)\n  wanted \(expected)\n  found  \(refusal.message)")
    } else if let first = written.errors.first {
      verdict = .failed("refused by the front end alone: \(first.message)\n  wanted \(expected)")
    } else {
      verdict = .failed("accepted; wanted \(expected)")
    }
    var outcome = Outcome(name: test.name, title: "error", verdict: verdict)
    outcome.shares[ShareName.resource] = Outcome.Share(found: isSameResource ? 1 : 0, all: 1)
    outcome.shares[ShareName.text] = Outcome.Share(found: isSameText ? 1 : 0, all: 1)
    return outcome
  }
}
