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
    case "Action": return "this allows \(listed(mismatch.wanted.map(\.description))), not `\(request.action)`"
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
    let wanted = listed(mismatch.wanted.map(\.description))
    let actual =
      mismatch.actual.isEmpty
      ? "the call has no `\(key)`" : "`\(key)` is \(listed(mismatch.actual.map(\.description)))"
    return "\(actual), this wants `\(comparison)` \(wanted)"
  }

  private func listed(_ values: [String]) -> String {
    let shown = values.prefix(Self.mostListed).map { "`\($0)`" }.joined(separator: ", ")
    return values.count > Self.mostListed ? "\(shown) and \(values.count - Self.mostListed) more" : shown
  }
}
