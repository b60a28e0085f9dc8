import ServiceModels

/// Writes answers of the query protocol.
enum QueryEncoding {
  /// `<SendMessageResponse><SendMessageResult>…</SendMessageResult><ResponseMetadata>…`.
  static func answer(_ output: WireObject, _ call: WireCall, _ requestID: String) -> [UInt8] {
    var writer = XMLEncoding()
    let name = call.operation.name + "Response"
    writer.open(name, namespace: call.service.xmlNamespace.optional)
    if let shape = call.operation.output {
      let wrapper = call.operation.resultWrapper.optional
      if let wrapper { writer.open(wrapper) }
      writer.members(output, shape)
      if let wrapper { writer.close(wrapper) }
    }
    writer.open("ResponseMetadata")
    writer.element("RequestId", requestID)
    writer.close("ResponseMetadata")
    writer.close(name)
    return writer.bytes
  }
}
