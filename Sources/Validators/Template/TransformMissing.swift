import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let transformMissing = Rule(
    "STK364", "transform-missing", .error, "a resource of SAM's in a template that does not ask for SAM's transform",
    why: """
      `AWS::Serverless::` are the types of the Serverless Application Model: CloudFormation itself has none of them, and rejects \
      the template with `Unrecognized resource types`, unless `Transform` asks for the transform that makes its own of them \
      ("AWS::Serverless transform", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        """
        Resources:
          Orders:
            Type: ↓AWS::Serverless::SimpleTable

        """, file: "template.yaml"),
      .good(
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Orders:
            Type: AWS::Serverless::SimpleTable

        """, file: "template.yaml"),
    ])
}

/// How many others a finding shows: enough to see that it is not the one alone.
private let mostShown = 4

extension Check {
  /// All of a template's together, since one line mends them.
  static let transformMissing = Check(.transformMissing) { context, findings in
    let template = context.template
    guard !template.transforms.contains(where: { $0.text == ServerlessType.transform }) else { return }
    let all = template.resources.filter { $0.isServerless }
    guard let first = all.first else { return }
    findings.report(
      Diagnostic(
        .transformMissing, "`\(first.type)` is SAM's, and the template does not ask for SAM's transform",
        at: first.typeSpan,
        notes: all.dropFirst().prefix(mostShown).map { Diagnostic.Note("so is `\($0.type)`", at: $0.typeSpan) },
        consequences: ["the deployment fails: `Unrecognized resource types`"],
        help: [template.wayToServerless]))
  }
}

extension StackTemplate {
  /// How it comes to what SAM's types give.
  fileprivate var wayToServerless: String {
    guard isWrittenAsTemplate else {
      return "a stack file has sections of its own for it: `functions`, `apis`, `tables`, `stateMachines`"
    }
    return transforms.isEmpty
      ? "write `Transform: \(ServerlessType.transform)` above `Resources`"
      : "add `\(ServerlessType.transform)` to the list of `Transform`"
  }
}

extension Resource {
  /// Whether its type is SAM's, which is gone once the transform has been carried out.
  var isServerless: Bool { type.hasPrefix(ServerlessType.prefix) && ServerlessType(rawValue: type) != nil }
}
