import ServiceModels

/// Reads a call of the REST protocols (Smithy 2.0, "HTTP bindings").
struct RestDecoding {
  let call: WireCall
  let request: WireRequest

  func structure() throws(WireFault) -> WireObject {
    guard let shape = call.operation.input else { return [:] }
    var input = try body(shape)
    let labels = RequestTemplate(call.operation.requestURI.string).labels(RequestTemplate.segments(request.path[...]))
    let query = request.query.isEmpty ? [] : try PercentCoding.pairs(request.query)
    for member in shape.members {
      let value: WireValue? =
        switch member.location {
        case .body, .statusCode: nil
        case .uri: try label(member, labels ?? [])
        case .querystring: try self.query(member, query)
        case .header:
          try request.header(member.wireName.string.lowercased()).map { text throws(WireFault) in
            try header(member, text)
          }
        case .headers: prefixed(member)
        }
      if let value { input.append(member.name.string, value) }
    }
    return input
  }

  private func body(_ shape: ShapeModel) throws(WireFault) -> WireObject {
    guard let payload = shape.payload else {
      let bound = shape.members.contains { $0.location == .body }
      guard bound, !request.body.isEmpty else { return [:] }
      var input = WireObject()
      let value = try structured(shape)
      // Only what belongs there is taken from the body.
      for (name, value) in value?.object?.members ?? [] where shape.member(name)?.location == .body {
        input.append(name, value)
      }
      return input
    }
    guard !request.body.isEmpty else { return [:] }
    let value: WireValue?
    switch payload.shape.kind {
    case .blob: value = .blob(request.body)
    case .string:
      guard let text = String(validating: request.body, as: UTF8.self) else { throw .malformed("Invalid UTF-8") }
      value = .string(text)
    default: value = try structured(payload.shape)
    }
    return [payload.name.string: value]
  }

  private func structured(_ shape: ShapeModel) throws(WireFault) -> WireValue? {
    call.wire == .restXML
      ? try XMLDecoding.value(shape, request.body) : try JSONDecoding.value(shape, request.body)
  }

  private func label(
    _ member: MemberModel, _ labels: [(name: Substring, value: String)]
  ) throws(WireFault) -> WireValue? {
    guard let label = labels.first(where: { member.wireName.equals(String($0.name)) }) else { return nil }
    guard let text = PercentCoding.decode(label.value[...], plusIsSpace: false) else { throw .query }
    return try scalar(text, member)
  }

  private func query(
    _ member: MemberModel, _ pairs: [(name: String, value: String)]
  ) throws(WireFault) -> WireValue? {
    let name = member.wireName.string
    switch member.shape.kind {
    case .list:
      var items: [WireValue] = []
      for pair in pairs where pair.name == name { items.append(try scalar(pair.value, member.shape.item)) }
      return items.isEmpty ? nil : .list(items)
    case .map:
      return try map(member, pairs)
    default:
      return try pairs.first { $0.name == name }.map { pair throws(WireFault) in try scalar(pair.value, member) }
    }
  }

  /// A map in the query takes every name that no other member has.
  private func map(_ member: MemberModel, _ pairs: [(name: String, value: String)]) throws(WireFault) -> WireValue? {
    let others = call.operation.input?.members.filter { $0.location == .querystring && $0 != member } ?? []
    let target = member.shape.value
    var entries = UniqueEntries()
    var lists: [String: [WireValue]] = [:]
    for pair in pairs where !others.contains(where: { $0.wireName.equals(pair.name) }) {
      if target.shape.kind == .list {
        lists[pair.name, default: []].append(try scalar(pair.value, target.shape.item))
        entries.set(pair.name, .list(lists[pair.name] ?? []))
      } else {
        entries.set(pair.name, try scalar(pair.value, target))
      }
    }
    return entries.object.isEmpty ? nil : .object(entries.object)
  }

  private func header(_ member: MemberModel, _ text: String) throws(WireFault) -> WireValue {
    if member.isJSONValue {
      guard let bytes = Base64.decode(text), let json = String(validating: bytes, as: UTF8.self) else {
        throw .type("Invalid Base64 encoding")
      }
      return .string(json)
    }
    guard member.shape.kind == .list else { return try scalar(text, member) }
    var items: [WireValue] = []
    for part in text.split(separator: ",") {
      items.append(try scalar(String(part.drop { $0 == " " }), member.shape.item))
    }
    return .list(items)
  }

  /// A map of all headers whose names begin so.
  private func prefixed(_ member: MemberModel) -> WireValue? {
    let prefix = member.wireName.string.lowercased()
    var entries = UniqueEntries()
    for header in request.headers where header.name.hasPrefix(prefix) {
      entries.set(String(header.name.dropFirst(prefix.count)), .string(header.value))
    }
    return entries.object.isEmpty ? nil : .object(entries.object)
  }

  private func scalar(_ text: String, _ member: MemberModel) throws(WireFault) -> WireValue {
    guard let value = ScalarText.decode(text, member.shape) else {
      throw .type("STRING_VALUE can not be converted to the type of \(member.wireName.string)")
    }
    return value
  }
}
