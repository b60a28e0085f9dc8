public import Diagnostics
public import Source

/// A file that holds one policy document, as IAM and the consoles of services show it.
public enum PolicyText {
  /// How the examples of rules call such a file.
  public static let exampleName = "policy.json"

  /// Reads a file as JSON; what is none is reported.
  public static func read(_ file: SourceFile, id: SourceID, into findings: inout Findings) -> Datum? {
    do throws(JSONError) {
      return try Datum(json: file, id: id)
    } catch {
      findings.report(
        Diagnostic(
          .policyNotJSON, "this is no JSON: \(error.message)", at: error.span,
          consequences: ["AWS rejects the policy: \"This policy contains invalid Json\""]))
      return nil
    }
  }

  /// Whether data is a policy document, and nothing else: it has statements, and no member that a policy does not have.
  public static func isPolicy(_ datum: Datum) -> Bool {
    guard let members = datum.members, datum["Statement"] != nil else { return false }
    return members.allSatisfy { ["Version", "Id", "Statement"].contains($0.key) }
  }
}

extension PolicyKind {
  /// The kind that a document by itself most probably is: with a principal it is a resource's, and if all that it lets him
  /// do is to assume a role, the role's trust policy.
  public static func guess(_ datum: Datum) -> PolicyKind {
    let statements = PolicyReading(datum, .identity).statements
    guard statements.contains(where: { $0.member(anyOf: ["Principal", "NotPrincipal"]) != nil }) else {
      return .identity
    }
    let actions = statements.flatMap(\.actions)
    let isTrust =
      !actions.isEmpty
      && actions.allSatisfy { $0.value.lowercased().hasPrefix("sts:") }
      && !statements.contains { $0.member(anyOf: ["Resource", "NotResource"]) != nil }
    return isTrust ? .trust : .resource
  }
}
