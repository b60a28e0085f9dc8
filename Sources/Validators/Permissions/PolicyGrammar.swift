import Diagnostics
import Policy
import Source
import Template

/// Runs the checks of policy documents over every place of the template that holds one.
enum PolicyGrammar {
  static func run(_ context: CheckContext, into findings: inout Findings) {
    for place in PolicyPlace.all {
      for resource in context.resources(place.type) where !context.incomplete.contains(resource.logicalID) {
        for document in documents(at: place.path[...], in: Value(.map(resource.properties), resource.span)) {
          let datum = context.resolver.resolve(document)
          // CloudFormation takes a document's JSON text, too; what stands in that is not looked at.
          if case .string = datum.kind { continue }
          PolicyDocument.check(datum, as: place.kind, into: &findings)
        }
      }
    }
  }

  /// The values at a path; a list on the way means each of its items.
  private static func documents(at path: ArraySlice<String>, in value: Value) -> [Value] {
    guard let first = path.first else { return [value] }
    guard let next = value[first] else { return [] }
    return next.listOrSelf.flatMap { documents(at: path.dropFirst(), in: $0) }
  }
}
