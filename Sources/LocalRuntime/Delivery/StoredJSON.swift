import FoundationEssentials

/// Rows of JSON, for what is changed by hand and seldom; the first byte is the version of the form.
enum StoredJSON {
  private static let version: UInt8 = 1

  static func put(_ value: some Encodable, in space: String, key: String) -> StoreChange {
    // Plain structures of texts and numbers cannot fail to encode.
    let json = (try? JSONEncoder().encode(value)).map(Array.init) ?? []
    return .put(space: space, key: key, value: [version] + json)
  }

  static func read<Value: Decodable>(_ type: Value.Type, _ row: StoreRow, under prefix: String) -> Value? {
    guard row.key.hasPrefix(prefix), row.value.first == version else { return nil }
    return try? JSONDecoder().decode(type, from: Data(row.value.dropFirst()))
  }
}
