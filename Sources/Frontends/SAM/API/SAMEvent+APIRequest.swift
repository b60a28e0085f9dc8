import Source

extension SAMTranslation {
  private static let validators = "x-amazon-apigateway-request-validators"

  /// What an event says of requests: time, model, parameters.
  func addRequest(
    _ event: SAMEvent, _ target: APITarget, _ path: String, _ method: String, _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    if let time = event.truthy("TimeoutInMillis") {
      try definition.editMethod(path, method) { $0[in: SAMDefinition.integration]["timeoutInMillis"] = time }
    }
    if let model = event.truthy("RequestModel") { try addModel(model, event, target, path, method, &definition) }
    if let parameters = event.truthy("RequestParameters") {
      try addParameters(parameters, event, path, method, &definition)
    }
  }

  private func addModel(
    _ written: SAMValue, _ event: SAMEvent, _ target: APITarget, _ path: String, _ method: String,
    _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    guard let name = written["Model"]?.ifTruthy else { return }
    let place = "on API method [\(event["Method"]?.string?.lowercased() ?? method)] for path [\(path)]"
    func fault(_ reason: String) -> SAMFault {
      event.fault(
        "Unable to set RequestModel [\(name.pythonText)] \(place) because \(reason)", name.span ?? written.span)
    }
    guard let models = target.properties?["Models"], models.isTruthy else {
      throw fault("the related API does not define any Models.")
    }
    guard let all = models.map else { throw fault("the related API Models defined is of invalid type.") }
    guard let text = name.string else {
      throw fault("the related API does not contain valid Models.")
    }
    guard all[text]?.isTruthy == true else { throw fault("it wasn't defined in the API's Models.") }
    for member in ["ValidateBody", "ValidateParameters"] {
      guard let flag = written[member], flag.bool == nil else { continue }
      throw event.fault(
        "Unable to set Validator to RequestModel [\(text)] \(place) ValidateBody and ValidateParameters must be a boolean "
          + "type, strings or intrinsics are not supported.", flag.span)
    }
    let isRequired = written["Required"].flatMap { $0.isNull ? nil : $0 }
    let schema = text.lowercased()
    let isNew =
      definition.isOpenAPI3
      || target.properties?["OpenApiVersion"].map { SAMDefinition.isOpenAPI3($0.pythonText) } == true
    try definition.editMethod(path, method) { method in
      if isNew {
        var body: SAMValue = [
          "content": ["application/json": ["schema": ["$ref": .string("#/components/schemas/\(schema)")]]]
        ]
        if let isRequired { body["required"] = isRequired }
        method["requestBody"] = body
      } else {
        var parameter: SAMValue = [
          "in": "body", "name": .string(schema), "schema": ["$ref": .string("#/definitions/\(schema)")],
        ]
        if let isRequired { parameter["required"] = isRequired }
        method[in: "parameters"].append(parameter)
      }
    }
    if written["ValidateBody"] != nil || written["ValidateParameters"] != nil {
      let body = written["ValidateBody"]?.bool ?? false
      let parameters = written["ValidateParameters"]?.bool ?? false
      try addValidator(body: body, parameters: parameters, path, method, &definition)
    }
  }

  private func addValidator(
    body: Bool, parameters: Bool, _ path: String, _ method: String, _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    let name =
      switch (body, parameters) {
      case (true, true): "body-and-params"
      case (true, false): "body-only"
      case (false, true): "params-only"
      case (false, false): "no-validation"
      }
    let validator: SAMValue = ["validateRequestBody": .bool(body), "validateRequestParameters": .bool(parameters)]
    if definition.body[Self.validators]?[name] == nil { definition.body[in: Self.validators][name] = validator }
    try definition.editMethod(path, method) { $0["x-amazon-apigateway-request-validator"] = .string(name) }
  }

  private static let invalidParameters = "Invalid value for 'RequestParameters' property. "
  private static let parameterPlaces = ["querystring", "path", "header"]

  private func addParameters(
    _ written: SAMValue, _ event: SAMEvent, _ path: String, _ method: String, _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    var parameters: [SAMValue] = []
    var cached: [SAMValue] = []
    for item in written.list ?? [] {
      let (text, options) = try parameter(item, event)
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      let name = parts[3...].joined(separator: ".")
      let parameter: SAMValue = [
        "in": .string(parts[2] == "querystring" ? "query" : parts[2]), "name": .string(name),
        "required": options["Required"] ?? false, "type": "string",
      ]
      parameters.append(parameter.placed(item.span))
      if options["Caching"]?.isTruthy == true { cached.append(SAMValue(.string(text), item.span)) }
    }
    try definition.editMethod(path, method) { method in
      for parameter in parameters { method[in: "parameters"].append(parameter) }
      if !cached.isEmpty { method[in: SAMDefinition.integration]["cacheKeyParameters"] = .list(cached) }
    }
  }

  private func parameter(_ item: SAMValue, _ event: SAMEvent) throws(SAMFault) -> (String, SAMValue) {
    let first = item.map?.entries.first
    guard let text = item.string ?? first?.key else {
      throw event.fault(Self.invalidParameters + "Property must be either a string or an object", item.span)
    }
    guard Self.parameterPlaces.contains(where: { text.hasPrefix("method.request.\($0).") }) else {
      throw event.fault(
        Self.invalidParameters
          + "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g "
          + "'method.request.header.Authorization'.", item.span)
    }
    guard let entry = first else { return (text, .emptyMap) }
    guard let options = entry.value.map, options.keys.allSatisfy({ $0 == "Required" || $0 == "Caching" }) else {
      throw event.fault(
        Self.invalidParameters + "Values must be an object, e.g { Required: true, Caching: false }",
        entry.value.span ?? entry.keySpan)
    }
    return (entry.key, entry.value)
  }
}
