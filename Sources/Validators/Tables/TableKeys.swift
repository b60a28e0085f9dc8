import Template

/// The keys of a DynamoDB table and of its indexes, as far as they are written out.
struct TableKeys {
  /// One key: the table's, or an index's.
  struct Key {
    /// What it is the key of: `the table`, `the index \`byStatus\``.
    let owner: String
    /// The names of its attributes.
    let attributes: [Name]
  }

  /// `AttributeDefinitions`: names, and types as far as they are written out.
  let definitions: [(name: Name, type: String?)]
  /// The key of the table, then those of the indexes.
  let keys: [Key]

  /// Nil where something is not written out: an intrinsic function may give anything.
  init?(_ table: Resource) {
    guard let key = Self.attributes(table["KeySchema"]) else { return nil }
    guard let definitions = Self.attributes(table["AttributeDefinitions"]) else { return nil }
    self.definitions = zip(definitions, table["AttributeDefinitions"]?.list ?? []).map { name, item in
      (name, item["AttributeType"]?.string)
    }
    var keys = [Key(owner: "the table", attributes: key)]
    for index in table.indexes {
      guard let key = Self.attributes(index["KeySchema"]) else { return nil }
      keys.append(Key(owner: index.indexPhrase, attributes: key))
    }
    self.keys = keys
  }

  private static func attributes(_ value: Value?) -> [Name]? {
    guard let value else { return [] }
    guard let items = value.list else { return nil }
    var result: [Name] = []
    for item in items {
      guard let name = item["AttributeName"], let text = name.scalarText else { return nil }
      result.append(Name(text, name.span))
    }
    return result
  }
}

extension Resource {
  /// The secondary indexes of a table, global ones first.
  var indexes: [Value] {
    (self["GlobalSecondaryIndexes"]?.list ?? []) + (self["LocalSecondaryIndexes"]?.list ?? [])
  }
}

extension Value {
  /// How an index is called in a message.
  var indexPhrase: String { self["IndexName"]?.string.map { "the index `\($0)`" } ?? "an index" }
}
