extension KeyedDecodingContainer {
  /// Reads a member over a default: what is absent leaves the default as it is.
  func read<Value: Decodable>(_ key: Key, into value: inout Value) throws {
    if let found = try decodeIfPresent(Value.self, forKey: key) { value = found }
  }
}
