import Events
import Source
import WireProtocols

extension EventsService {
  func createBus(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let name = input.string("Name") ?? ""
    guard buses[name] == nil else {
      throw ServiceError("ResourceAlreadyExistsException", "Event bus \(name) already exists.")
    }
    guard !name.contains("/"), !name.isEmpty else { throw .validation("Event bus name must not contain '/'.") }
    var bus = EventBus(name: name, arn: place.arn("events", "event-bus/\(name)"))
    bus.description = input.string("Description")
    bus.deadLetter = input.object("DeadLetterConfig")?.string("Arn")
    bus.tags = Self.tags(input)
    bus.created = clock.now.milliseconds
    try await keep(bus)
    return ["EventBusArn": .string(bus.arn), "Description": bus.description.map { .string($0) }]
  }

  private func keep(_ bus: EventBus) async throws(ServiceError) {
    buses[bus.name] = bus
    guard !bus.isPlanned else { return }
    try await commit([StoredJSON.put(bus, in: Self.space, key: "bus/\(bus.name)")])
  }

  /// `DeleteEventBus`: one that is not there is no error; `default` and one with rules are.
  func deleteBus(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let name = input.string("Name") ?? ""
    guard name != "default" else { throw .validation("Cannot delete event bus default.") }
    guard let bus = buses[name] else { return [:] }
    guard !rules.values.contains(where: { $0.rule.bus == name }) else {
      throw .validation("Event bus \(name) can't be deleted since it has rules.")
    }
    buses[name] = nil
    try authorizer.setPolicy(nil, of: bus.arn)
    if !bus.isPlanned { try await commit([.remove(space: Self.space, key: "bus/\(name)")]) }
    return [:]
  }

  func describeBus(_ input: WireObject) throws(ServiceError) -> WireObject { describe(try bus(input.string("Name"))) }

  func listBuses(_ input: WireObject) throws(ServiceError) -> WireObject {
    let prefix = input.string("NamePrefix") ?? ""
    let names = buses.keys.filter { $0.hasPrefix(prefix) }.sorted()
    let page = try Page(names, after: input.string("NextToken"), size: input.integer("Limit") ?? 100)
    return [
      "EventBuses": .list(page.items.compactMap { buses[$0] }.map { .object(describe($0)) }),
      "NextToken": page.next.map { .string($0) },
    ]
  }

  private func describe(_ bus: EventBus) -> WireObject {
    let created = WireValue.timestamp(Moment(milliseconds: bus.created).seconds)
    return [
      "Name": .string(bus.name), "Arn": .string(bus.arn), "Description": bus.description.map { .string($0) },
      "DeadLetterConfig": bus.deadLetter.map { .object(["Arn": .string($0)]) },
      "Policy": authorizer.policy(of: bus.arn).map { .string($0) }, "CreationTime": created,
      "LastModifiedTime": created,
    ]
  }

  // MARK: Policies

  /// `PutPermission`: a whole policy, or a statement for one account, all accounts or an organisation.
  func putPermission(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let bus = try bus(input.string("EventBusName"))
    if let policy = input.string("Policy") {
      try await setPolicy(policy, of: bus)
      return [:]
    }
    guard let id = input.string("StatementId"), let principal = input.string("Principal") else {
      throw .validation("Parameter StatementId and Principal must be specified.")
    }
    let action = input.string("Action") ?? "events:PutEvents"
    guard action == "events:PutEvents" else {
      throw .validation("Provided value in parameter 'action' is not supported.")
    }
    var condition: Datum?
    if let given = input.object("Condition"), let type = given.string("Type"), let key = given.string("Key") {
      condition = .map([(type, .map([(key, .string(given.string("Value") ?? ""))]))])
    }
    let who: Datum =
      principal == "*" ? .string("*") : .map(["AWS": .string("arn:\(place.partition):iam::\(principal):root")])
    let statement = Datum.map([
      "Sid": .string(id), "Effect": .string("Allow"), "Principal": who, "Action": .string(action),
      "Resource": .string(bus.arn), "Condition": condition,
    ])
    try await set(statements(of: bus).filter { $0["Sid"]?.literal != id } + [statement], of: bus)
    return [:]
  }

  func removePermission(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let bus = try bus(input.string("EventBusName"))
    if input.bool("RemoveAllPermissions") == true {
      try await setPolicy(nil, of: bus)
      return [:]
    }
    let id = input.string("StatementId")
    let statements = statements(of: bus)
    let rest = statements.filter { $0["Sid"]?.literal != id }
    guard rest.count < statements.count else {
      throw ServiceError("ResourceNotFoundException", "Statement with the provided id does not exist.")
    }
    try await set(rest, of: bus)
    return [:]
  }

  private func statements(of bus: EventBus) -> [Datum] {
    authorizer.policy(of: bus.arn).flatMap { JSON.read($0) }?["Statement"]?.itemsOrSelf ?? []
  }

  private func set(_ statements: [Datum], of bus: EventBus) async throws(ServiceError) {
    let document = Datum.map(["Version": .string("2012-10-17"), "Statement": .list(statements)])
    try await setPolicy(statements.isEmpty ? nil : document.json, of: bus)
  }

  /// Puts a policy in force and keeps it with its bus.
  private func setPolicy(_ document: String?, of bus: EventBus) async throws(ServiceError) {
    try authorizer.setPolicy(document, of: bus.arn)
    var bus = bus
    bus.policy = document
    try await keep(bus)
  }

  // MARK: Tags

  func changeTags(_ input: WireObject, _ change: (inout [String: String]) -> Void) async throws(ServiceError)
    -> WireObject
  {
    let arn = input.string("ResourceARN") ?? ""
    if var bus = buses.values.first(where: { $0.arn == arn }) {
      change(&bus.tags)
      try await keep(bus)
    } else if var rule = rules.values.first(where: { $0.rule.arn == arn })?.rule {
      change(&rule.tags)
      try await keep(rule)
    } else {
      throw Self.noResource(arn)
    }
    return [:]
  }

  func listTags(_ input: WireObject) throws(ServiceError) -> WireObject {
    let arn = input.string("ResourceARN") ?? ""
    let tags =
      buses.values.first { $0.arn == arn }?.tags ?? rules.values.first { $0.rule.arn == arn }?.rule.tags
    guard let tags else { throw Self.noResource(arn) }
    return [
      "Tags": .list(
        tags.sorted { $0.key < $1.key }.map { .object(["Key": .string($0.key), "Value": .string($0.value)]) })
    ]
  }

  private static func noResource(_ arn: String) -> ServiceError {
    ServiceError("ResourceNotFoundException", "Resource \(arn) does not exist.")
  }
}
