import Policy
import Source
import Template
import Validators

/// How the stack's file calls what ARNs name, for messages.
struct ShownNames {
  private let names: [(arn: String, name: String)]

  init(_ context: CheckContext) {
    // The longest first: a function's ARN begins those of its aliases.
    names = context.template.resources.compactMap { resource in
      context.resolver.arn(of: resource).map { ($0.description, resource.reference) }
    }.sorted { $0.0.utf8.count > $1.0.utf8.count }
  }

  /// A text with the ARN that it begins with as the stack's file calls it.
  func shown(_ text: PartialText) -> String {
    let text = text.description
    for (arn, name) in names where text.hasPrefix(arn) {
      let rest = text.dropFirst(arn.count)
      if rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix(":") { return name + rest }
    }
    return text
  }
}

extension Derivation.Mismatch {
  /// Values beyond these are counted, not listed.
  private static let mostListed = 3

  /// Why a statement does not hold.
  func words(_ names: ShownNames) -> String {
    let wanted = Self.listed(wanted.map(names.shown))
    let actual = Self.listed(actual.map(names.shown))
    switch element {
    case "Action": return "this allows \(wanted), not \(actual)"
    case "Resource": return "this is on \(wanted), not on \(actual)"
    case "Principal": return "this is for \(wanted), not for \(actual)"
    case "NotAction", "NotResource", "NotPrincipal": return "this leaves out \(actual)"
    case "Condition":
      guard let (comparison, key) = condition else { return "its condition does not hold" }
      return self.actual.isEmpty
        ? "the call has no `\(key)`, this wants `\(comparison)` \(wanted)"
        : "`\(key)` is \(actual), this wants `\(comparison)` \(wanted)"
    default: return "this statement is not complete, so AWS does not take it"
    }
  }

  private static func listed(_ values: [String]) -> String {
    let shown = values.prefix(mostListed).map { "`\($0)`" }.joined(separator: ", ")
    return values.count > mostListed ? "\(shown) and \(values.count - mostListed) more" : shown
  }
}

extension Derivation.Considered {
  /// Why it does not hold: that it is about something else altogether, if it is, before all else.
  func mismatchWords(_ names: ShownNames) -> String {
    let action = mismatches.filter { $0.element == "Action" }
    return (action.isEmpty ? mismatches : action).map { $0.words(names) }.joined(separator: "; ")
  }

  /// Why a statement may hold or not.
  func openWords(_ effect: PolicyStatement.Effect) -> String {
    let verb = effect == .allow ? "allows" : "denies"
    guard let part = mismatches.first(where: \.isUnknown) else { return "this \(verb) it, or not" }
    if let (comparison, key) = part.condition { return "this \(verb) it only if `\(key)` is as `\(comparison)` wants" }
    return "whether this \(verb) it depends on its `\(part.element)`"
  }
}
