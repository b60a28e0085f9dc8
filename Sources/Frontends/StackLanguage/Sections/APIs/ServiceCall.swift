import Diagnostics
import Source
import Template
import YAML

/// What an API calls of a service for a route ("Create an AWS integration", "AWS service integrations for HTTP APIs", API
/// Gateway Developer Guide).
enum ServiceCall: String, CaseIterable {
  case sendMessage, publish, startExecution, startSyncExecution, putRecord, putRecords, putEvents
  case getItem, putItem, updateItem, deleteItem, query, scan

  /// The words of `call:`.
  static let words = allCases.map { Choice($0.rawValue) }

  /// The calls that fit a resource, the usual one first.
  static func fitting(_ end: WireEnd) -> [ServiceCall] { allCases.filter { $0.row.end == end } }

  /// The name of the service's operation.
  var action: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The arrow that it makes.
  var wire: Wire.Kind { row.wire }

  /// The service as API Gateway's URIs name it.
  var service: String { row.service }

  /// `IntegrationSubtype` of an HTTP API; nil where HTTP APIs have none.
  var subtype: String? { row.subtype }

  private var row: (end: WireEnd, service: String, subtype: String?, wire: Wire.Kind) {
    switch self {
    case .sendMessage: (.queue, "sqs", "SQS-SendMessage", .apiToQueue)
    case .publish: (.topic, "sns", nil, .apiToTopic)
    case .startExecution: (.stateMachine, "states", "StepFunctions-StartExecution", .apiToStateMachine)
    case .startSyncExecution: (.stateMachine, "states", "StepFunctions-StartSyncExecution", .apiToStateMachineSync)
    case .putRecord: (.stream, "kinesis", "Kinesis-PutRecord", .apiToStream)
    case .putRecords: (.stream, "kinesis", nil, .apiToStreamBatch)
    case .putEvents: (.bus, "events", "EventBridge-PutEvents", .apiToBus)
    case .getItem: (.table, "dynamodb", nil, .apiGetsItem)
    case .putItem: (.table, "dynamodb", nil, .apiPutsItem)
    case .updateItem: (.table, "dynamodb", nil, .apiUpdatesItem)
    case .deleteItem: (.table, "dynamodb", nil, .apiDeletesItem)
    case .query: (.table, "dynamodb", nil, .apiQueriesTable)
    case .scan: (.table, "dynamodb", nil, .apiScansTable)
    }
  }

  /// Whether the body of the call must be written: nothing says which attributes an item has.
  var needsTemplate: Bool {
    switch self {
    case .putRecords, .getItem, .putItem, .updateItem, .deleteItem, .query, .scan: true
    case .sendMessage, .publish, .startExecution, .startSyncExecution, .putRecord, .putEvents: false
    }
  }
}

extension StackLowering {
  /// What a route calls of the resource that it goes to; nil, with a finding, where nothing fits.
  mutating func serviceCall(_ route: Entry, _ end: WireEnd, of kind: APIProtocol) -> ServiceCall? {
    let fitting = ServiceCall.fitting(end).filter { kind != .http || $0.subtype != nil }
    let word = route.text("call")
    if route.has("call"), route.value("call", &self) == nil { return nil }
    guard let first = fitting.first, let node = route.node("to") else {
      if let node = route.node("to") {
        findings.report(.targetUnfit(node.text, kind, at: node.contentSpan))
      }
      return nil
    }
    guard let word, let written = route.node("call") else {
      guard end == .table else { return first }
      findings.report(.missingKey("call", in: route.name, at: node.span))
      return nil
    }
    guard let call = fitting.first(where: { $0.rawValue == word }) else {
      findings.report(
        .unknownChoice(word, key: "call", choices: fitting.map { Choice($0.rawValue) }, at: written.contentSpan))
      return nil
    }
    guard !call.needsTemplate || route.has("template") || kind == .http else {
      findings.report(.missingKey("template", in: route.name, at: written.span))
      return nil
    }
    return call
  }

  /// The role with which an API calls a resource: the one that the route names, or one derived for the API.
  mutating func credentials(_ route: Entry, _ call: ServiceCall, on target: Value, of api: Entry, at span: Span)
    -> Value
  {
    if let role = route.value("role", &self) { return role }
    let role = serviceRole("ApiRole", of: api, for: "apigateway.amazonaws.com", at: span)
    grant(call.wire, WireEnds(target: target), to: .serviceRole(role), at: span)
    return .getAtt(role, "Arn", span)
  }

  /// The name of a resource whose ARN is known: what follows the last colon, or the last slash.
  func resourceName(of target: Value, _ end: WireEnd) -> Value {
    if let declared = declared(of: target), declared.section.kind != nil {
      switch end {
      case .queue: return .getAtt(declared.logicalID, "QueueName", target.span)
      case .bus: return .getAtt(declared.logicalID, "Name", target.span)
      case .stream, .table: return .ref(declared.logicalID, target.span)
      case .topic, .function, .bucket, .api, .deliveryStream, .stateMachine, .logGroup, .apiDestination: break
      }
    }
    guard end == .stream || end == .table || end == .bus else { return target.arnField(5) }
    if let text = target.string, let last = text.split(separator: "/").last {
      return .string(String(last), target.span)
    }
    let parts = Value.call(.split, .list([.string("/", target.span), target], target.span), target.span)
    return .call(.select, .list([.integer(1, target.span), parts], target.span), target.span)
  }

  /// Whether a queue or topic is first-in-first-out, and whether it works out deduplication ids itself.
  func order(of target: Value) -> (isFIFO: Bool, deduplicates: Bool) {
    guard let declared = declared(of: target) else {
      return (target.string?.hasSuffix(".fifo") == true, false)
    }
    let node = declared.node
    let isFIFO =
      declared.key.hasSuffix(".fifo") || (node.kind == .mapping && node["name"]?.text.hasSuffix(".fifo") == true)
    return (isFIFO, node.kind == .mapping && node["contentBasedDeduplication"]?.text == "true")
  }
}
