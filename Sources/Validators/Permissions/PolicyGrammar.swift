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
    for (index, found) in PolicyDocument.check(documents).enumerated() {
      findings[owners[index]].append(found.without(thoseAt: generated(in: documents[index].datum)))
    }
  }

  private static func documents(of context: CheckContext) -> [(datum: Datum, kind: PolicyKind)] {
    var documents: [(datum: Datum, kind: PolicyKind)] = []
    for place in PolicyPlace.all {
      for resource in context.resources(place.type) where !context.incomplete.contains(resource.logicalID) {
        for document in resource.policyDocuments(at: place.path) {
          let datum = context.resolver.document(document)
          // CloudFormation takes a document's JSON text, too; what stands in that is not looked at.
          if case .string = datum.kind { continue }
          documents.append((datum, place.kind))
        }
      }
    }
    return documents
  }

  /// The places of statements of which nobody wrote the actions: what the compiler derives is tested, and what a policy template of
  /// the Serverless Application Model stands for is AWS's. What somebody gave to one, as a resource, has a place of its own.
  private static func generated(in document: Datum) -> Set<Span> {
    guard let statements = document.member("Statement")?.value.items else { return [] }
    return Set(statements.lazy.filter(isGenerated).map(\.span))
  }

  private static func isGenerated(_ statement: Datum) -> Bool {
    guard let actions = statement.member("Action"), actions.keySpan == statement.span else { return false }
    return actions.value.itemsOrSelf.allSatisfy { $0.span == statement.span }
  }
}

extension Findings {
  /// Those at other places.
  fileprivate func without(thoseAt places: Set<Span>) -> Findings {
    guard !places.isEmpty else { return self }
    var kept = Findings()
    for diagnostic in diagnostics where !places.contains(diagnostic.span) { kept.report(diagnostic) }
    return kept
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
