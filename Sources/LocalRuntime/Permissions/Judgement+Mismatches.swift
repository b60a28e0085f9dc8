import Policy
import Source

extension Judgement {
  /// Values beyond these are counted, not listed.
  private static let mostListed = 3

  /// Why a statement does not hold, in a few words.
  func words(for near: Derivation.Considered) -> String {
    near.mismatches.map(words).joined(separator: "; ")
  }

  private func words(for mismatch: Derivation.Mismatch) -> String {
    let wanted = listed(mismatch.wanted.map { snapshot.names.shown($0.description) })
    switch mismatch.element {
    case "Action":
      // Where there are many, they stand in the line that is shown.
      guard mismatch.wanted.count < Self.mostListed else { return "this does not allow `\(request.action)`" }
      return "this allows \(listed(mismatch.wanted.map(\.description))), not `\(request.action)`"
    case "NotAction": return "this leaves out `\(request.action)`"
    case "Resource": return "this is on \(wanted), not on `\(target)`"
    case "NotResource": return "this leaves out `\(target)`"
    case "Principal": return "this is for \(wanted), not for `\(asker.name)`"
    case "NotPrincipal": return "this leaves out `\(asker.name)`"
    case "Condition": return condition(mismatch)
    default: return "this statement is not complete, so AWS does not take it"
    }
  }

  private func condition(_ mismatch: Derivation.Mismatch) -> String {
    guard let (comparison, key) = mismatch.condition else { return "its condition does not hold" }
    let wanted = mismatch.wanted.map(\.description)
    let actual = mismatch.actual.map(\.description)
    let names = (wanted + actual).map { snapshot.names.find($0)?.item.path }
    if !actual.isEmpty, !names.contains(nil), comparison.hasPrefix("Arn") || comparison.hasPrefix("String") {
      return "`\(key)` is that of \(listed(actual.map(snapshot.names.shown))), "
        + "this wants that of \(listed(wanted.map(snapshot.names.shown)))"
    }
    let found = actual.isEmpty ? "the call has no `\(key)`" : "`\(key)` is \(listed(actual))"
    return "\(found), this wants `\(comparison)` \(listed(wanted))"
  }

  private func listed(_ values: [String]) -> String {
    let shown = values.prefix(Self.mostListed).map { "`\($0)`" }.joined(separator: ", ")
    return values.count > Self.mostListed ? "\(shown) and \(values.count - Self.mostListed) more" : shown
  }
}
