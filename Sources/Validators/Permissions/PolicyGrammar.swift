import Diagnostics
import Policy
import Source
import Template

/// Runs the checks of policy documents over every place of the templates that holds one.
enum PolicyGrammar {
  static func run(_ contexts: [CheckContext], into findings: inout [Findings]) {
    var documents: [(datum: Datum, kind: PolicyKind)] = []
    var owners: [Int] = []
    for (index, context) in contexts.enumerated() {
      documents += self.documents(of: context)
      owners += Array(repeating: index, count: documents.count - owners.count)
    }
    for (owner, found) in zip(owners, PolicyDocument.check(documents)) { findings[owner].append(found) }
  }

  private static func documents(of context: CheckContext) -> [(datum: Datum, kind: PolicyKind)] {
    var documents: [(datum: Datum, kind: PolicyKind)] = []
    for place in PolicyPlace.all {
      for resource in context.resources(place.type) where !context.incomplete.contains(resource.logicalID) {
        for document in resource.policyDocuments(at: place.path) {
          let datum = context.resolver.document(document)
          // CloudFormation takes a document's JSON text, too; what stands in that is not looked at.
          if case .string = datum.kind { continue }
          documents.append((written(datum), place.kind))
        }
      }
    }
    return documents
  }

  /// The document without statements of which nobody wrote a part: what the compiler derives is tested, and what a policy
  /// template of the Serverless Application Model stands for is AWS's.
  private static func written(_ datum: Datum) -> Datum {
    guard case .map(var members) = datum.kind, let index = members.firstIndex(where: { $0.key == "Statement" }),
      case .list(let statements) = members[index].value.kind
    else { return datum }
    members[index].value.kind = .list(statements.filter { !isGenerated($0) })
    return Datum(.map(members), datum.span)
  }

  private static func isGenerated(_ statement: Datum) -> Bool {
    guard let actions = statement.member("Action"), actions.keySpan == statement.span else { return false }
    return actions.value.itemsOrSelf.allSatisfy { $0.span == statement.span }
  }
}

extension Resource {
  /// The documents at a path of properties; a list on the way means each of its items.
  func policyDocuments(at path: [String]) -> [Value] {
    path.dropFirst().reduce(path.first.flatMap { self[$0] }.map { [$0] } ?? []) { values, key in
      values.flatMap { $0.listOrSelf.compactMap { $0[key] } }
    }
  }
}
