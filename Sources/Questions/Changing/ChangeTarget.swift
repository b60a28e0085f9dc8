import Denials
import Source
import Spec
import Template

/// What a statement is about, as the stack's file would name it.
struct ChangeTarget {
  /// The ARN, or `*`.
  let arn: String
  /// The resource of the stack that it names, or names a part of.
  let resource: Resource?
  /// How the stack's file refers to the resource.
  let path: String?
  /// What follows the resource's own ARN: an object's key, an index, an alias.
  let rest: String
  private let isUnnamed: Bool

  init(_ arn: String, _ found: DeployedNames.Found?, in stack: AskedStack) {
    self.arn = arn
    resource = found?.resource
    // What follows a log group is one of its streams, and a statement names the group with all of them; the group by
    // itself has an ARN that the stack has no name for.
    let isGroup = found?.resource.type == "AWS::Logs::LogGroup"
    isUnnamed = isGroup && found?.rest.isEmpty == true && !arn.hasSuffix(":*")
    path = isUnnamed ? nil : found.flatMap { stack.path(of: $0.resource) }
    rest = isGroup ? "" : found?.rest ?? ""
  }

  /// For a message.
  var shown: String { resource.map { $0.reference + rest } ?? arn }

  /// For `on:` of the stack language.
  var onText: FlowText {
    guard let path else { return .text(arn) }
    // What follows a slash belongs to the ARN; an alias of a function cannot be named so.
    if rest.isEmpty || rest.hasPrefix("/") { return .text(path + rest) }
    return .text("${\(path).arn}\(rest)")
  }

  /// For an access word: the resource, whatever follows it.
  var wholeText: FlowText { .text(path ?? arn) }

  /// For a statement of CloudFormation.
  func templateText(isJSON: Bool) -> FlowText {
    guard let resource, !isUnnamed, let identity = ResourceIdentity.of(resource.type) else { return .text(arn) }
    let id = resource.logicalID
    if !rest.isEmpty {
      guard let attribute = identity.arnAttribute else { return .text(arn) }
      let text = "${\(id).\(attribute)}\(rest)"
      return isJSON ? .map([("Fn::Sub", .text(text))]) : .raw("!Sub \"\(text)\"")
    }
    if let attribute = identity.arnAttribute {
      return isJSON ? .map([("Fn::GetAtt", .list([.text(id), .text(attribute)]))]) : .raw("!GetAtt \(id).\(attribute)")
    }
    if identity.refIs == .arn { return isJSON ? .map([("Ref", .text(id))]) : .raw("!Ref \(id)") }
    return .text(arn)
  }

  /// The access word with the fewest actions that covers some, and whether it allows just them on just this; nil where
  /// none does.
  func verb(for actions: [String]) -> (verb: String, isExact: Bool)? {
    guard let resource, path != nil else { return nil }
    let wanted = Set(actions.map { $0.lowercased() })
    var best: (verb: String, size: Int, isExact: Bool)?
    for verb in Set(AccessVerb.all.map(\.verb)).sorted() {
      let rows = AccessVerb.find(verb: verb, resourceType: resource.type).filter { $0.when == "always" }
      let covering = rows.filter { covers($0.on) }
      guard wanted.isSubset(of: covering.flatMap { $0.actions.map { $0.lowercased() } }) else { continue }
      let size = rows.reduce(0) { $0 + $1.actions.count }
      let isExact = size == wanted.count && rows.count == 1 && rows[0].on == "target" + rest
      if size < best?.size ?? .max { best = (verb, size, isExact) }
    }
    return best.map { ($0.verb, $0.isExact) }
  }

  /// Whether what a row of the table is about includes what follows the resource.
  private func covers(_ on: String) -> Bool {
    guard on.hasPrefix("target") else { return false }
    let suffix = on.dropFirst("target".count)
    return suffix == rest || (suffix.hasSuffix("*") && !rest.isEmpty && rest.hasPrefix(suffix.dropLast()))
  }
}
