import Source

extension SAMDefinition {
  /// Adds `securityDefinitions` of authorizers.
  mutating func addSecurity(_ name: String, _ definition: SAMValue) {
    var definitions = body["securityDefinitions"] ?? .null
    if !definitions.isMap { definitions = .emptyMap }
    definitions[name] = definition
    body["securityDefinitions"] = definitions
  }

  mutating func addKeySecurity() {
    addSecurity("api_key", ["type": "apiKey", "name": "x-api-key", "in": "header"])
  }

  mutating func addIAMSecurity() {
    guard body["securityDefinitions"]?["AWS_IAM"] == nil else { return }
    addSecurity(
      "AWS_IAM",
      ["x-amazon-apigateway-authtype": "awsSigv4", "type": "apiKey", "name": "Authorization", "in": "header"])
  }

  /// The security of a method, checked.
  private static func security(_ definition: SAMValue, _ path: String, _ method: String) throws(SAMFault) -> [SAMValue]
  {
    guard let security = definition["security"] else { return [] }
    guard let items = security.list else {
      throw .document("Type of security for path \(path) method \(method) must be a list", security.span)
    }
    for item in items where !item.isMap {
      throw .document(
        "\(item.pythonLiteral) in Security for path \(path) method \(method) is not a valid dictionary.",
        item.span ?? security.span)
    }
    return items
  }

  /// Gives each method without an authorizer of its own the API's default.
  mutating func setDefaultAuthorizer(
    _ path: String, _ name: String, scopes: SAMValue, names: Set<String>, preflight: Bool
  ) throws(SAMFault) {
    let known = names.union(["AWS_IAM"])
    var usesIAM = false
    try editMethods(path) { method, definition throws(SAMFault) in
      guard preflight || method != "options" else { return }
      let security = try Self.security(definition, path, method)
      let own = security.filter { !known.isDisjoint(with: $0.map?.keys ?? []) }
      var others = security.filter { known.isDisjoint(with: $0.map?.keys ?? []) }
      var chosen: [SAMValue] = []
      if let none = others.firstIndex(where: { $0["NONE"] != nil }) {
        others.remove(at: none)
      } else if !own.isEmpty {
        chosen = own
      } else {
        chosen = [.object([name: scopes])]
      }
      let all = others + chosen
      guard let first = all.first else { return }
      definition["security"] = .list(all)
      if first["AWS_IAM"] != nil { usesIAM = true }
    }
    if usesIAM { addIAMSecurity() }
  }

  /// Asks for a key wherever a method does not say otherwise.
  mutating func setDefaultKey(_ path: String, preflight: Bool) throws(SAMFault) {
    try editMethods(path) { method, definition throws(SAMFault) in
      guard preflight || method != "options" else { return }
      let security = try Self.security(definition, path, method)
      var others = security.filter { $0["api_key"] == nil && $0["api_key_false"] == nil }
      let refuses = security.contains { $0["api_key_false"] != nil }
      if !refuses { others.append(["api_key": []]) }
      if others != security { definition["security"] = .list(others) }
    }
  }

  /// Gives one method an authorizer.
  mutating func setAuthorizer(_ path: String, _ method: String, _ name: String, scopes: SAMValue?, adds: Bool = true)
    throws(SAMFault)
  {
    let method = Self.method(method)
    var usesIAM = false
    try editMethod(path, method) { definition throws(SAMFault) in
      let security = try Self.security(definition, path, method)
      let all = security + [.object([name: scopes?.ifTruthy ?? []])]
      definition["security"] = .list(all)
      if all.first?["AWS_IAM"] != nil { usesIAM = true }
    }
    if usesIAM, adds { addIAMSecurity() }
  }

  /// Has one method ask for a key, or not.
  mutating func setKey(_ path: String, _ method: String, required: Bool) throws(SAMFault) {
    let method = Self.method(method)
    if required { addKeySecurity() }
    try editMethod(path, method) { definition throws(SAMFault) in
      let security = try Self.security(definition, path, method)
      definition["security"] = .list(security + [.object([required ? "api_key" : "api_key_false": []])])
    }
  }
}
