import Source
import Spec
import States

/// Finds what the calls of a state machine's definition name: resources of the template by ARN, name or URL.
struct StateMachineNames {
  let reader: WireReader

  init(_ reader: WireReader) { self.reader = reader }

  /// The operations whose target one argument names, with the rows that say what they need.
  private static let named: [String: (rows: String, arguments: [String], end: WireEnd)] = [
    "dynamodb:deleteItem": ("state-machine-table-deleteItem", ["TableName"], .table),
    "dynamodb:getItem": ("state-machine-table-getItem", ["TableName"], .table),
    "dynamodb:putItem": ("state-machine-table-putItem", ["TableName"], .table),
    "dynamodb:updateItem": ("state-machine-table-updateItem", ["TableName"], .table),
    "lambda:invoke": ("state-machine-function", ["FunctionName"], .function),
    "sns:publish": ("state-machine-topic", ["TopicArn", "TargetArn"], .topic),
    "sqs:sendMessage": ("state-machine-queue", ["QueueUrl"], .queue),
    "states:startExecution": ("state-machine-state-machine", ["StateMachineArn"], .stateMachine),
    "states:startSyncExecution": ("state-machine-state-machine-express-sync", ["StateMachineArn"], .stateMachine),
  ]

  /// SDK integrations name clients, and optimised ones services.
  private static let services = ["eventbridge": "events", "sfn": "states"]

  /// What a task asks of the role.
  func calls(of task: TaskCall) -> [StateMachineCall] {
    func call(_ need: StateMachineCall.Need, _ scope: StateMachineCall.Scope) -> StateMachineCall {
      StateMachineCall(need: need, scope: scope, state: task.state.text, span: task.span)
    }
    switch task.integration {
    // An activity's worker asks for work, and needs the permission itself.
    case nil, .activity: return []
    case .lambdaFunction(let arn): return [call(.rows("state-machine-function"), .target(endpoint(arn, .function)))]
    case .optimized("apigateway", "invoke", _):
      return apiAction(task.arguments).map { [call(.action($0), .open)] } ?? []
    case .optimized(let service, let action, let pattern), .sdk(let service, let action, let pattern):
      let service = Self.services[service] ?? service
      let operation = "\(service):\(action)"
      let waits = pattern == .runJob || pattern == .runJobParsed
      if let found = Self.named[operation] {
        let scope = target(in: task.arguments, found.arguments, found.end).map(StateMachineCall.Scope.target)
        return [call(.rows(found.rows + (waits ? "-sync" : "")), scope ?? .open)]
      }
      if operation == "events:putEvents" {
        return buses(in: task.arguments).map { call(.rows("state-machine-bus"), $0.map { .target($0) } ?? .open) }
      }
      if operation == "http:invoke" {
        let connection = task.arguments?["Authentication"].flatMap { text($0, "ConnectionArn") }
        let scope = connection.map { StateMachineCall.Scope.target(endpoint($0, nil)) }
        return [call(.rows("state-machine-http"), scope ?? .open)]
      }
      let rows = "state-machine-\(service)-\(action)\(waits ? "-sync" : "")"
      if !WirePermission.for(wire: rows).isEmpty { return [call(.rows(rows), .everything)] }
      let action = APIOperation(service: service, name: action).iamAction
      return [call(.action(action), scope(of: action, task.arguments))]
    }
  }

  /// What a Map state asks whose items are executions of their own.
  func calls(of map: DistributedMap, machine: String) -> [StateMachineCall] {
    func call(_ rows: String, _ scope: StateMachineCall.Scope) -> StateMachineCall {
      StateMachineCall(need: .rows(rows), scope: scope, state: map.state.text, span: map.state.span)
    }
    var calls = [call("state-machine-distributed-map", .target(.resource(machine)))]
    for (word, access) in [("reader", map.reader), ("writer", map.writer)] {
      guard case .optimized("s3", let action, _)? = access?.integration else { continue }
      let rows = "state-machine-\(word)-\(action)"
      guard !WirePermission.for(wire: rows).isEmpty else { continue }
      let bucket = target(in: access?.arguments, ["Bucket"], .bucket)
      calls.append(call(rows, bucket.map { .target($0) } ?? .open))
    }
    return calls
  }

  /// What a call of an API asks (Step Functions Developer Guide, "Call API Gateway with Step Functions"); nil where the input
  /// gives the path, which may be that of a WebSocket connection.
  private func apiAction(_ arguments: Datum?) -> String? {
    guard arguments?["Path.$"] == nil else { return nil }
    guard let path = arguments?["Path"] else { return "execute-api:Invoke" }
    guard let text = path.literal, !text.hasPrefix("{%") else { return nil }
    return text.contains("@connections") ? "execute-api:ManageConnections" : "execute-api:Invoke"
  }

  // MARK: Arguments

  /// The text of an argument; nil where the input gives it.
  private func text(_ arguments: Datum, _ name: String) -> PartialText? {
    guard let text = arguments[name]?.text, !text.description.hasPrefix("{%") else { return nil }
    return text
  }

  private func target(in arguments: Datum?, _ names: [String], _ end: WireEnd) -> Wire.Endpoint? {
    guard let arguments else { return nil }
    return names.lazy.compactMap { self.text(arguments, $0) }.first.map { self.endpoint($0, end) }
  }

  /// The bus of each entry; one without a name goes to the default bus.
  private func buses(in arguments: Datum?) -> [Wire.Endpoint?] {
    guard let entries = arguments?["Entries"]?.items else { return [nil] }
    var buses: [Wire.Endpoint?] = []
    for entry in entries {
      guard entry.members != nil, entry["EventBusName.$"] == nil else { return [nil] }
      let bus: Wire.Endpoint?
      if entry["EventBusName"] == nil {
        bus = endpoint("default", .bus)
      } else {
        bus = text(entry, "EventBusName").map { endpoint($0, .bus) }
      }
      if !buses.contains(bus) { buses.append(bus) }
    }
    return buses
  }

  // MARK: Resources

  /// What a text names: a resource of the template by its ARN, name or URL; else what lies outside, by an ARN.
  private func endpoint(_ text: PartialText, _ end: WireEnd?) -> Wire.Endpoint {
    if let id = reader.resource(arn: text) { return .resource(id) }
    if let end, let id = resource(called: text, where: { WireEnd(resourceType: $0) == end }) { return .resource(id) }
    return .external(end.flatMap { Self.arn(of: text, $0) } ?? text)
  }

  /// The resource that a name, URL or id stands for.
  private func resource(called text: PartialText, where fits: (String) -> Bool) -> String? {
    reader.template.resources.first { resource in
      guard fits(resource.type) else { return false }
      return reader.resolver.text(.ref(resource.logicalID, resource.span)) == text
        || reader.resolver.physicalName(of: resource) == text
    }?.logicalID
  }

  /// The ARN of something outside that is named without one (Service Authorization Reference, "Resource types").
  private static func arn(of name: PartialText, _ end: WireEnd) -> PartialText? {
    guard !name.description.hasPrefix("arn:"), let form = forms[end] else { return nil }
    func pseudo(_ name: String) -> PartialText.Part { .hole(Hole("AWS::\(name)")) }
    var arn = PartialText(parts: [
      .literal("arn:"), pseudo("Partition"), .literal(":\(form.service):"), pseudo("Region"), .literal(":"),
      pseudo("AccountId"), .literal(":\(form.prefix)"),
    ])
    arn.append(name)
    return arn
  }

  private static let forms: [WireEnd: (service: String, prefix: String)] = [
    .bus: ("events", "event-bus/"), .function: ("lambda", "function:"), .table: ("dynamodb", "table/"),
  ]

  /// To what an action of no row applies: the resource of its service that some argument names.
  private func scope(of action: String, _ arguments: Datum?) -> StateMachineCall.Scope {
    let known = IAMAction.named(action)
    guard known == nil || known?.resourceTypes.isEmpty == false else { return .everything }
    let prefix = action.split(separator: ":").first.map(String.init) ?? ""
    guard let id = arguments?.texts.lazy.compactMap({ self.resource(named: $0, service: prefix) }).first else {
      return .open
    }
    let types = known?.resourceTypes.map(\.type.name) ?? []
    let isOfContents = types.contains("object") && !types.contains("bucket")
    return isOfContents ? .contents(.resource(id)) : .target(.resource(id))
  }

  private func resource(named text: PartialText, service: String) -> String? {
    if text.parts.isEmpty { return nil }
    if let id = reader.resource(arn: text), let type = reader.template[id]?.type,
      ResourceIdentity.of(type)?.service == service
    {
      return id
    }
    return resource(called: text) { ResourceIdentity.of($0)?.service == service }
  }
}

extension Datum {
  /// Every text in it, in order.
  fileprivate var texts: [PartialText] {
    switch kind {
    case .string(let text): [text]
    case .list(let items): items.flatMap(\.texts)
    case .map(let members): members.flatMap(\.value.texts)
    case .null, .bool, .number, .unknown: []
    }
  }
}
