extension Key {
  /// The key of whatever can be encrypted with a customer's KMS key. What arrows and access words need of the key is
  /// granted by itself: to roles, and in the policy of a key of this stack to services.
  ///
  /// - Parameters:
  ///   - property: The property that takes the key's ARN as it is, if there is one.
  ///   - standard: What encrypts without it.
  static func encryptionKey(to property: String? = nil, default standard: String, _ summary: String) -> Key {
    Key("encryptionKey", .reference([.keys]), to: property, default: standard, summary)
  }
}
