/// The name of a condition key, in lower case: keys are compared without regard to case (IAM User Guide, Condition keys).
///
/// It is hashed when it is made, since one policy asks many requests for it.
struct ConditionKey: Hashable, Sendable {
  let name: String
  private let digest: Int

  init(_ name: String) {
    self.name = name.lowercased()
    digest = self.name.hashValue
  }

  static func == (a: ConditionKey, b: ConditionKey) -> Bool { a.digest == b.digest && a.name == b.name }

  func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
