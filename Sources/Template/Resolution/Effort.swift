/// What working out one value may cost: a name may be made of names, a condition of conditions, and a file may tie them
/// into a circle or let them double at each step.
final class Effort {
  /// Values and calls within each other beyond this are left unknown; CloudFormation itself has no use for so many.
  private static let deepest = 64
  /// Values read behind references beyond this are left unknown; names are made of a handful.
  private static let mostFollowed = 256
  /// Texts longer than this are left unknown: a whole template is at most 1 MB ("CloudFormation quotas").
  private static let longestText = 1 << 20

  private var depth = 0
  private var following = 0
  private var followed = 0
  /// Whether something was left unknown.
  private(set) var ranOut = false

  /// Goes into a value; false when it has to be left unknown.
  func enter() -> Bool {
    if following > 0 { followed += 1 }
    guard depth < Self.deepest, followed <= Self.mostFollowed else {
      ranOut = true
      return false
    }
    depth += 1
    return true
  }

  /// Comes back from a value that was entered.
  func leave() { depth -= 1 }

  /// Reads a value that stands elsewhere in the template.
  func follow<Result>(_ body: () -> Result) -> Result {
    following += 1
    defer { following -= 1 }
    return body()
  }

  /// Whether something may be added to a text of which so many bytes are known.
  func allows(length: Int) -> Bool {
    // Only what was read behind references can be longer than the file.
    guard followed > 0, length > Self.longestText else { return true }
    ranOut = true
    return false
  }
}
