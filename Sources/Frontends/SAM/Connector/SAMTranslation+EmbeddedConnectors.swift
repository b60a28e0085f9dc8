import Source

extension SAMTranslation {
  /// Makes connectors of their own of those that stand in a resource ("Connectors", AWS SAM Developer Guide).
  mutating func splitEmbeddedConnectors() {
    for entry in resources.entries {
      guard let written = entry.value["Connectors"] else { continue }
      results[entry.key]?["Connectors"] = nil
      resources[entry.key]?["Connectors"] = nil
      guard let connectors = written.map else {
        let text = "Attribute '\(entry.key).Connectors' should be a map."
        faults.append(.resource(entry.key, text, written.span ?? entry.keySpan))
        continue
      }
      for connector in connectors.entries {
        do throws(SAMFault) {
          try split(connector, of: entry)
        } catch {
          var fault = error
          fault.owner = entry.key
          faults.append(fault)
        }
      }
    }
  }

  private mutating func split(_ connector: SAMMap.Entry, of owner: SAMMap.Entry) throws(SAMFault) {
    let id = owner.key + connector.key
    let span = connector.value.span ?? connector.keySpan
    guard connector.value.isMap else {
      throw .resource(id, "\(owner.key).\(id) should be a map.", span)
    }
    guard let written = connector.value["Properties"], written.isMap, written.isTruthy else {
      throw .resource(
        owner.key, "Attribute 'Connectors.\(connector.key).Properties' should be a map.",
        connector.value["Properties"]?.span ?? span)
    }
    var source: SAMValue = ["Id": .string(owner.key)]
    if let reference = written["SourceReference"] {
      guard let map = reference.map else {
        throw .resource(
          owner.key,
          "Property 'Connectors.\(connector.key).Properties.SourceReference' should be a map.", reference.span)
      }
      if map["Id"] != nil {
        throw .resource(connector.key, "'Id' shouldn't be defined in 'SourceReference'.", reference.span)
      }
      for member in map.entries { source[member.key] = member.value }
    }
    var properties = written
    properties["SourceReference"] = nil
    properties["Source"] = source
    guard resources[id] == nil else {
      throw SAMFault(
        .plain(owner.key),
        "Transforming resource with id [\(owner.key)] attempts to create a new resource with id [\(id)] and type "
          + "\"AWS::Serverless::Connector\". A resource with that id already exists within this template. Please use a "
          + "different id for that resource.", span)
    }
    var body = connector.value
    body["Type"] = "AWS::Serverless::Connector"
    body["Properties"] = properties
    resources.set(id, body, keySpan: connector.keySpan)
    results.set(id, body, keySpan: connector.keySpan)
  }
}
