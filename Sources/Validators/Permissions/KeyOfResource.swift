import Source
import Spec
import Template

/// The KMS key that a resource is encrypted with.
enum EncryptionKey {
  /// The key, of this template, of the resource at an end of an arrow, with the place where it is named; nil where there is
  /// none, or what it is cannot be known.
  static func of(_ endpoint: Wire.Endpoint, _ context: CheckContext) -> (key: Resource, span: Span)? {
    guard let resource = context.resource(endpoint), let path = resource.identity?.keyPath,
      let value = value(at: path.split(separator: "/")[...], in: Value(.map(resource.properties), resource.span)),
      let named = context.resource(context.reader.resource(namedBy: value))
    else { return nil }
    if named.type == "AWS::KMS::Key" { return (named, value.span) }
    guard named.type == "AWS::KMS::Alias", let target = named["TargetKeyId"],
      let behind = context.resource(context.reader.resource(namedBy: target)), behind.type == "AWS::KMS::Key"
    else { return nil }
    return (behind, value.span)
  }

  /// The value at a path, of which `*` stands for any item.
  private static func value(at path: ArraySlice<Substring>, in value: Value) -> Value? {
    guard let first = path.first else { return value }
    if first == "*" {
      return (value.list ?? []).lazy.compactMap { self.value(at: path.dropFirst(), in: $0) }.first
    }
    return value[String(first)].flatMap { self.value(at: path.dropFirst(), in: $0) }
  }
}

/// What an arrow needs of the key of one of its ends, by the wire table.
struct KeyNeed {
  /// The row of the table.
  let row: WirePermission
  /// The encrypted end.
  let end: Wire.Endpoint
  /// Its key.
  let key: Resource
  /// Where the key is named.
  let span: Span

  /// All that an arrow needs.
  static func all(of wire: Wire, _ context: CheckContext) -> [KeyNeed] {
    WirePermission.for(wire: wire.kind.rawValue).compactMap { row in
      let end: Wire.Endpoint
      switch row.when {
      case "target-encrypted": end = wire.target
      // What a registered consumer gives out is its stream's, and encrypted with the stream's key.
      case "source-encrypted": end = context.reader.stream(ofConsumer: wire.source) ?? wire.source
      default: return nil
      }
      guard let (key, span) = EncryptionKey.of(end, context) else { return nil }
      return KeyNeed(row: row, end: end, key: key, span: span)
    }
  }
}
