import Diagnostics
import Source
import Spec
import Template

/// What the policy of an arrow's target, or of its key, lacks, as its author would write it.
struct AdmissionOffer {
  let wire: Wire
  /// The rows of the wire table that are not fulfilled.
  let rows: [WirePermission]
  let permissions: PermissionContext

  private var context: CheckContext { permissions.context }
  private var edits: ValueEdits { ValueEdits(sources: context.sources) }

  /// One statement: whom it admits, to what, under which conditions.
  private struct Admission {
    let service: String
    let actions: [String]
    var conditions: [(operation: String, key: String, row: String)]
  }

  /// Rows that differ only in their condition are conditions of one statement.
  private var admissions: [Admission] {
    var all: [Admission] = []
    for row in rows {
      let condition = row.condition.map {
        (operation: row.conditionOperator ?? "ArnLike", key: $0, row: row.conditionValue ?? "source")
      }
      if let index = all.firstIndex(where: { $0.service == row.principal && $0.actions == row.actions }) {
        all[index].conditions += condition.map { [$0] } ?? []
      } else {
        all.append(
          Admission(service: row.principal, actions: row.actions, conditions: condition.map { [$0] } ?? []))
      }
    }
    return all
  }

  // MARK: The target

  /// What lets the target be delivered to; nil where the file cannot take it.
  func fix(for target: Resource) -> Fix? {
    guard let change = isOfSection(target) ? entries(target) : rawEdits(target) else { return nil }
    let services = Set(rows.map(\.principal)).sorted().map { "`\($0)`" }.joined(separator: " and ")
    return Fix("admit \(services) to `\(target.label)`", safe: false, edits: change)
  }

  private func rawEdits(_ target: Resource) -> [Edit]? {
    switch target.type {
    case "AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version": permission(target)
    case "AWS::SQS::Queue": policy("AWS::SQS::QueuePolicy", "Queues", of: target)
    case "AWS::SNS::Topic": policy("AWS::SNS::TopicPolicy", "Topics", of: target)
    case "AWS::Logs::LogGroup": ownPolicy(of: target)
    default: nil
    }
  }

  /// A permission of a function (AWS::Lambda::Permission).
  private func permission(_ target: Resource) -> [Edit]? {
    guard let admission = admissions.first, admissions.count == 1, let action = admission.actions.first else {
      return nil
    }
    let isJSON = edits.isJSON(target.span.source)
    var members: [(key: String, value: FlowText)] = [
      ("Action", .text(action)), ("FunctionName", permissions.reference(target.logicalID, isJSON)),
      ("Principal", .text(admission.service)),
    ]
    for condition in admission.conditions {
      guard let value = value(condition.row, isJSON) else { return nil }
      // `aws:SourceArn` is the property SourceArn.
      members.append((String(condition.key.dropFirst("aws:".count)), value))
    }
    return adding("\(via)To\(target.logicalID)Permission", "AWS::Lambda::Permission", .map(members))
  }

  /// A statement more in the policy that a queue or topic has, or its first policy.
  private func policy(_ type: String, _ property: String, of target: Resource) -> [Edit]? {
    let isJSON = edits.isJSON(target.span.source)
    guard let resource = permissions.templateText(.part(of: wire.target, rest: ""), isJSON: isJSON),
      let statements = statements(on: resource, isJSON)
    else { return nil }
    let held = permissions.policies(onResource: target.logicalID).map(\.owner).filter { $0.type == type }
    if let policy = held.first {
      guard policy.origin == .declared, let list = policy["PolicyDocument"]?["Statement"] else { return nil }
      return edits.append(statements, to: list)
    }
    let members: [(key: String, value: FlowText)] = [
      (property, .list([permissions.reference(target.logicalID, isJSON)])), ("PolicyDocument", document(statements)),
    ]
    return adding("\(target.logicalID)Policy", type, .map(members))
  }

  /// The policy that stands in a log group itself.
  private func ownPolicy(of group: Resource) -> [Edit]? {
    let isJSON = edits.isJSON(group.span.source)
    let name = "ResourcePolicyDocument"
    if let list = group[name]?["Statement"] {
      return statements(on: .text("*"), isJSON).flatMap { edits.append($0, to: list) }
    }
    return statements(on: .text("*"), isJSON).flatMap { edits.add(name, document($0), to: group.properties) }
  }

  /// A new resource, for which a bucket must wait: S3 asks for the permission when the notification is set.
  private func adding(_ name: String, _ type: String, _ properties: FlowText) -> [Edit]? {
    let id = unused(name)
    guard let added = edits.addResource(id, type, properties, to: context.template) else { return nil }
    guard let source = context.resource(wire.source), source.type == "AWS::S3::Bucket", source.propertiesSpan != nil
    else { return added }
    return edits.addDependency(on: id, of: source).map { added + $0 }
  }

  private func unused(_ name: String) -> String {
    guard context.template[name] != nil else { return name }
    let numbers = 2...(context.template.resources.count + 2)
    return numbers.lazy.map { "\(name)\($0)" }.first { context.template[$0] == nil } ?? name
  }

  private var via: String { wire.source.resourceID ?? wire.via }

  // MARK: The key

  /// What lets the service use the key of the target; nil where the file cannot take it.
  func fix(forKey key: Resource) -> Fix? {
    var change: [Edit]?
    if let policy = key.properties.entry("KeyPolicy"), context.sources.text(policy.keySpan).contains("KeyPolicy") {
      let isJSON = edits.isJSON(key.span.source)
      change = policy.value["Statement"].flatMap { list in
        statements(on: .text("*"), isJSON, inKey: true).flatMap { edits.append($0, to: list) }
      }
    } else if isOfSection(key) {
      change = entries(key, inKey: true)
    }
    guard let change else { return nil }
    return Fix("let `\(rows.first?.principal ?? "")` use `\(key.label)`", safe: false, edits: change)
  }

  // MARK: What is there already

  /// What narrows a statement, or a permission, that admits the wire's service whatever it acts for.
  func narrowing(_ written: ValueMap, isPermission: Bool) -> Fix? {
    guard let first = written.entries.first, admissions.count == 1, let admission = admissions.first,
      ["Effect", "Action", "Principal", "FunctionName", "Sid", "Resource"].contains(
        context.sources.text(first.keySpan).filter { $0 != "\"" })
    else { return nil }
    let isJSON = edits.isJSON(first.keySpan.source)
    guard let conditions = conditions(admission, isJSON, false), !conditions.isEmpty else { return nil }
    var change: [Edit]?
    if !isPermission {
      change = edits.add("Condition", .map(conditions), to: written)
    } else if admission.conditions.count == 1, let only = admission.conditions.first {
      change = value(only.row, isJSON).flatMap { edits.add(String(only.key.dropFirst("aws:".count)), $0, to: written) }
    }
    return change.map { Fix("admit it for `\(permissions.label(of: wire.source))` alone", safe: false, edits: $0) }
  }

  // MARK: Writing

  private func statements(on resource: FlowText, _ isJSON: Bool, inKey: Bool = false) -> [FlowText]? {
    var texts: [FlowText] = []
    for admission in admissions {
      var members: [(key: String, value: FlowText)] = [
        ("Effect", .text("Allow")), ("Principal", .map([("Service", .text(admission.service))])),
        ("Action", .oneOrMany(admission.actions)), ("Resource", resource),
      ]
      guard let conditions = conditions(admission, isJSON, inKey) else { return nil }
      if !conditions.isEmpty { members.append(("Condition", .map(conditions))) }
      texts.append(.map(members))
    }
    return texts
  }

  /// Entries of the section `policies`.
  private func entries(_ target: Resource, inKey: Bool = false) -> [Edit]? {
    guard let admission = admissions.first, admissions.count == 1,
      let conditions = conditions(admission, false, inKey)
    else { return nil }
    var members: [(key: String, value: FlowText)] = [
      ("on", .text(target.reference)), ("allow", .oneOrMany(admission.actions)),
      ("to", .map([("service", .text(admission.service))])),
    ]
    if !conditions.isEmpty { members.append(("when", .map(conditions))) }
    let name = "\(camel(via))May\(inKey ? "Use" : "Reach")\(pascal(target.label))"
    return PolicyEntryEdit(sources: context.sources).add(name, .map(members), in: context.template.source)
  }

  private func conditions(_ admission: Admission, _ isJSON: Bool, _ inKey: Bool) -> [(key: String, value: FlowText)]? {
    var blocks: [(key: String, value: FlowText)] = []
    for condition in admission.conditions {
      guard let value = inKey ? pattern(isJSON) : value(condition.row, isJSON) else { return nil }
      blocks.append((condition.operation, .map([(condition.key, value)])))
    }
    // All buckets of everyone would be meant: their ARNs have no account.
    let source = context.resource(wire.source)?.identity?.arnTemplate
    if inKey, !blocks.isEmpty, source?.contains("${Account}") == false {
      blocks.append(
        ("StringEquals", .map([("aws:SourceAccount", permissions.reference("AWS::AccountId", isJSON))])))
    }
    return blocks
  }

  private func value(_ row: String, _ isJSON: Bool) -> FlowText? {
    switch row {
    case "account": return permissions.reference("AWS::AccountId", isJSON)
    case "source": return sourceText(isJSON)
    case "source-execute-api", "source-authorizer":
      guard let api = permissions.substitution(of: wire.source) else { return nil }
      if row == "source-authorizer" {
        // Those of a definition have ids that API Gateway gives them.
        let authorizer = wire.via == wire.source.resourceID ? "*" : "${\(wire.via)}"
        return permissions.substituted("\(api)/authorizers/\(authorizer)", isJSON)
      }
      guard let key = permissions.routeKey(of: wire) else { return nil }
      return permissions.substituted("\(api)/*/\(Self.path(ofRoute: key))", isJSON)
    default: return .text(row)
    }
  }

  /// `METHOD/path` with `*` for what differs from call to call.
  private static func path(ofRoute key: String) -> String {
    let words = key.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return key }
    let parts = words[1].split(separator: "/").map { $0.hasPrefix("{") ? "*" : String($0) }
    return "\(words[0] == "ANY" ? "*" : words[0])/\(parts.joined(separator: "/"))"
  }

  /// The source's ARN. A bucket waits for the policy, so that the policy cannot refer to it.
  private func sourceText(_ isJSON: Bool) -> FlowText? {
    guard let source = context.resource(wire.source) else {
      return permissions.templateText(.part(of: wire.source, rest: ""), isJSON: isJSON)
    }
    guard source.type == "AWS::S3::Bucket" else {
      return permissions.templateText(.part(of: wire.source, rest: ""), isJSON: isJSON)
    }
    guard let name = source["BucketName"].flatMap(context.resolver.literal) else { return pattern(isJSON) }
    return permissions.substituted("arn:${AWS::Partition}:s3:::\(name)", isJSON)
  }

  /// All sources of the kind in this account: what is encrypted refers to its key, so that the key cannot refer to it.
  private func pattern(_ isJSON: Bool) -> FlowText? {
    guard let source = context.resource(wire.source), let form = source.identity?.arnTemplate else {
      return permissions.templateText(.part(of: wire.source, rest: ""), isJSON: isJSON)
    }
    var text = form
    for (word, name) in [("Partition", "AWS::Partition"), ("Region", "AWS::Region"), ("Account", "AWS::AccountId")] {
      text = text.replacing("${\(word)}", with: "${\(name)}")
    }
    return permissions.substituted(text.replacing("${Name}", with: "*").replacing("${Ref}", with: "*"), isJSON)
  }

  private func document(_ statements: [FlowText]) -> FlowText {
    .map([("Version", .text("2012-10-17")), ("Statement", .list(statements))])
  }

  /// Whether a resource stands in a section of the stack language that entries of `policies` can be about.
  private func isOfSection(_ resource: Resource) -> Bool {
    resource.reference.contains(".") && resource.propertiesSpan == nil
      && Self.sections.contains { resource.reference.hasPrefix("\($0).") }
  }

  private static let sections = ["functions", "keys", "queues", "topics"]

  private func camel(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private func pascal(_ text: String) -> String {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
