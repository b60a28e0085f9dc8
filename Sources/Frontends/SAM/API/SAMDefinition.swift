import Source
import Template

/// The definition of a REST API (Swagger 2.0 or OpenAPI 3) or HTTP API that the transform adds to.
struct SAMDefinition {
  /// The definition.
  var body: SAMValue

  static let anyMethod = OpenAPIRoute.anyMethodKey
  static let integration = OpenAPIRoute.integrationKey
  /// Members of a path that are no methods.
  static let notMethods = OpenAPIRoute.partsOfPath

  init(_ body: SAMValue) { self.body = body }

  static let skeleton: SAMValue = [
    "swagger": "2.0", "info": ["version": "1.0", "title": .ref("AWS::StackName")], "paths": .emptyMap,
  ]
  static let httpSkeleton: SAMValue = [
    "openapi": "3.0.1", "info": ["version": "1.0", "title": .ref("AWS::StackName")], "paths": .emptyMap,
  ]

  /// Whether a version is one of OpenAPI 3.
  static func isOpenAPI3(_ version: String) -> Bool {
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 2 && parts[0] == "3" && parts[1...].allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }

  /// A written definition with what an event says of its method: of a member that both have, what the event says.
  ///
  /// Nothing else of what events make is taken over, as SAM does not (`MergeDefinitions`, AWS::Serverless::Api).
  static func merged(
    _ written: SAMValue, _ path: String, _ method: String, _ made: SAMValue, _ api: String
  ) throws(SAMFault) -> SAMValue {
    var result = written
    guard let paths = written["paths"]?.ifTruthy else { return result }
    func mustBeMap(_ value: SAMValue?, _ name: String) throws(SAMFault) {
      guard let value, !value.isNull, !value.isMap else { return }
      throw .resource(
        api, "Property 'DefinitionBody' is invalid: \(name.isEmpty ? "It" : "The value of '\(name)'") should be a map",
        value.span)
    }
    try mustBeMap(paths, "")
    try mustBeMap(paths[path], path)
    let own = try (paths[path]?[method]?.ifTruthy ?? .emptyMap).mustBeMap("DefinitionBody.paths.\(path).\(method)") {
      .resource(api, $0, $1)
    }
    var merged = SAMValue(.map(own), paths[path]?[method]?.span)
    for entry in made.map?.entries ?? [] { merged[entry.key] = entry.value }
    result[in: "paths"][in: path][method] = merged
    return result
  }

  /// Whether there is something to add to.
  static func isValid(_ body: SAMValue?) -> Bool {
    guard let body, body.isTruthy, body.isMap, body["paths"]?.isMap == true else { return false }
    if body["swagger"]?.isTruthy == true { return true }
    return body["openapi"].map { isOpenAPI3($0.pythonText) } ?? false
  }

  /// Whether it says that it is OpenAPI 3, as an HTTP API's must.
  static func isOpenAPI(_ body: SAMValue) -> Bool {
    body["paths"]?.isMap == true && body["openapi"].map { $0.isTruthy && isOpenAPI3($0.pythonText) } == true
  }

  /// What SAM says of a definition that does not.
  static let noOpenAPIText =
    "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'."
  static let noOpenAPI = SAMFault.document(noOpenAPIText).sentence

  /// Whether a function is behind the default route, whose permission covers every other route.
  func isDefault(_ function: String) -> Bool {
    guard let path = body["paths"]?["$default"], let items = try? Self.contents(path) else { return false }
    let methods = items.flatMap { item in
      item[Self.anyMethod].flatMap { try? Self.contents($0) } ?? [SAMValue.null]
    }
    return !methods.isEmpty
      && methods.allSatisfy { method in
        guard let uri = method[Self.integration]?["uri"], uri.isMap else { return false }
        return ((try? Self.contents(uri)) ?? []).allSatisfy { part in
          part["Fn::Sub"]?.string?.contains("${\(function).Arn}") == true
        }
      }
  }

  /// Whether another file is put in its place before this transform (CloudFormation User Guide, "AWS::Include transform":
  /// macros within come first): nothing is known of it here, and nothing can be added.
  static func isIncluded(_ body: SAMValue) -> Bool { body["Fn::Transform"] != nil && body.map?.keys.count == 1 }

  var isOpenAPI3: Bool { body["openapi"].map { Self.isOpenAPI3($0.pythonText) } ?? false }

  /// The paths.
  var paths: [String] { body["paths"]?.map?.keys ?? [] }

  /// A path without the slashes at its end, except for the root.
  static func withoutSlashes(_ path: String) -> String {
    guard path != "/", let last = path.lastIndex(where: { $0 != "/" }) else { return path == "/" ? path : "" }
    return String(path[...last])
  }

  static func method(_ name: String) -> String {
    let lower = name.lowercased()
    return lower == "any" ? anyMethod : lower
  }

  /// What must hold of a REST API's definition before anything is added.
  func mustBeValid() throws(SAMFault) {
    guard !Self.isValid(body) else { return }
    throw .document(
      "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.", body.span)
  }

  /// What must hold of paths before they are worked on.
  func check() throws(SAMFault) {
    for entry in body["paths"]?.map?.entries ?? [] {
      for item in try Self.contents(entry.value) where !item.isMap {
        throw .document(
          "Value of '\(entry.key)' path must be a dictionary according to Swagger spec.", item.span ?? entry.keySpan)
      }
    }
    if let definitions = body["securityDefinitions"], !definitions.isMap {
      throw .document("securityDefinitions must be a dictionary.", definitions.span)
    }
  }

  /// What must hold of paths and methods before each method is worked on.
  func checkMethods() throws(SAMFault) {
    try check()
    for entry in body["paths"]?.map?.entries ?? [] {
      for item in try Self.contents(entry.value) {
        for method in item.map?.entries ?? [] where !Self.notMethods.contains(method.key) {
          for definition in try Self.contents(method.value) where !definition.isMap {
            throw .document(
              "Definition of method '\(method.key)' for path '\(entry.key)' should be a map.",
              definition.span ?? method.keySpan)
          }
        }
      }
    }
  }

  /// The branches of a condition that are there, or the value itself. SAM looks for `Fn::If` among other members, too.
  static func contents(_ value: SAMValue) throws(SAMFault) -> [SAMValue] {
    guard let arguments = value["Fn::If"] else { return [value] }
    guard let parts = arguments.list else { throw .document("Value of Fn::If must be a list.", arguments.span) }
    return parts.dropFirst().filter { !$0.isNoValue }
  }

  /// Changes a value, or each branch of a condition that is there.
  static func edit(_ value: inout SAMValue, _ change: (inout SAMValue) throws(SAMFault) -> Void) throws(SAMFault) {
    guard let arguments = value["Fn::If"] else { return try change(&value) }
    guard var parts = arguments.list else { throw .document("Value of Fn::If must be a list.", arguments.span) }
    for place in parts.indices.dropFirst() where !parts[place].isNoValue { try change(&parts[place]) }
    value["Fn::If"] = SAMValue(.list(parts), arguments.span)
  }

  /// Changes a path's item, in each branch.
  mutating func editPath(_ path: String, _ change: (inout SAMValue) throws(SAMFault) -> Void) throws(SAMFault) {
    guard var item = body["paths"]?[path], !item.isNull else { return }
    try Self.edit(&item, change)
    body[in: "paths"][path] = item
  }

  /// Changes the definition of a method, in each branch.
  mutating func editMethod(
    _ path: String, _ method: String, _ change: (inout SAMValue) throws(SAMFault) -> Void
  ) throws(SAMFault) {
    try editPath(path) { item throws(SAMFault) in
      guard var definition = item[method] else { return }
      try Self.edit(&definition, change)
      item[method] = definition
    }
  }

  /// Changes each method that has an integration.
  mutating func editMethods(
    _ path: String, _ change: (String, inout SAMValue) throws(SAMFault) -> Void
  ) throws(SAMFault) {
    try editPath(path) { item throws(SAMFault) in
      for name in item.map?.keys ?? [] where !Self.notMethods.contains(name) {
        guard var definition = item[name] else { continue }
        try Self.edit(&definition) { definition throws(SAMFault) in
          guard definition[Self.integration]?.isTruthy == true else { return }
          try change(name, &definition)
        }
        item[name] = definition
      }
    }
  }

  mutating func addPath(_ path: String, _ method: String, at places: SAMRoutePlaces) {
    let method = Self.method(method)
    var item = body["paths"]?[path] ?? .null
    let isNew = item.isNull
    if isNew { item = SAMValue(.map(SAMMap()), places.event) }
    try? Self.edit(&item) { item in
      guard item.isMap, item[method]?.isMap != true else { return }
      item.set(method, SAMValue(.map(SAMMap()), places.event), at: places.method)
    }
    body[in: "paths"].set(path, item, at: isNew ? places.path : nil)
  }

  mutating func makeConditional(_ path: String, _ condition: String) {
    guard let item = body["paths"]?[path] else { return }
    body[in: "paths"][path] = .ifElse(condition, item, .noValue)
  }

  /// Whether a method has an integration already.
  func hasIntegration(_ path: String, _ method: String) -> Bool {
    guard let item = body["paths"]?[path], let items = try? Self.contents(item) else { return false }
    return items.contains { item in
      guard let definition = item[Self.method(method)], let parts = try? Self.contents(definition) else { return false }
      return parts.contains { $0[Self.integration]?.isTruthy == true }
    }
  }

  /// Where a method of a path was written.
  func place(of path: String, _ method: String) -> Span? {
    body["paths"]?[path]?.map?.keySpan(Self.method(method)) ?? body["paths"]?.map?.keySpan(path)
  }

  /// Adds a Lambda integration to a method.
  mutating func addIntegration(
    _ path: String, _ method: String, _ integration: SAMValue, condition: String?, responses: Bool = true,
    at places: SAMRoutePlaces
  ) throws(SAMFault) {
    addPath(path, method, at: places)
    let method = Self.method(method)
    try editPath(path) { item in
      item[in: method][Self.integration] = integration
      if responses, item[method]?["responses"] == nil { item[in: method]["responses"] = .emptyMap }
      if let condition { item[method] = .ifElse(condition, item[in: method], .noValue) }
    }
  }

  /// A path as it stands in ARNs: parameters are wildcards, and there is no slash at the end.
  ///
  /// Of an HTTP API's greedy parameters SAM knows `{proxy+}` alone.
  static func arnPath(_ path: String, isHTTP: Bool = false) -> String {
    var result = ""
    var rest = Substring(path)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      let plain = name.hasSuffix("+") && (!isHTTP || name == "proxy+") ? name.dropLast() : name
      let isParameter =
        !plain.isEmpty && plain.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
      result += rest[..<open] + (isParameter ? "*" : rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    result += rest
    if result.count > 1, result.hasSuffix("/") { result.removeLast() }
    return result
  }
}

/// Where an event says which requests of an API it is.
struct SAMRoutePlaces {
  /// The event.
  let event: Span?
  /// Its `Path`.
  let path: Span?
  /// Its `Method`.
  let method: Span?

  init(_ properties: SAMValue?, of event: Span?) {
    self.event = event
    path = properties?["Path"]?.span
    method = properties?["Method"]?.span
  }
}
