import Diagnostics
import Source
import Template

/// Statements that a role lacks, as its author would write them.
struct RoleOffer {
  /// One statement.
  struct Lack {
    /// The actions, sorted.
    let actions: [String]
    /// What they apply to; nil where nothing can be written for it.
    let subject: StatementSubject?
    /// What they apply to, for a message.
    let shown: String
  }

  let role: Resource
  let lacks: [Lack]
  let permissions: PermissionContext

  private var edits: ValueEdits { ValueEdits(sources: permissions.context.sources) }

  /// The fix, where the role's policies can be added to; else the statements as help.
  func offer() -> (fixes: [Fix], help: [String]) {
    let isNamed = role.reference.hasPrefix("roles.")
    let change = role.origin == .derived ? nil : isNamed ? namedEdits() : rawEdits()
    if let change { return ([Fix("allow `\(role.label)` what it needs", safe: true, edits: change)], []) }
    let help = lacks.map { lack in
      let actions = lack.actions.map { "`\($0)`" }.joined(separator: ", ")
      guard isNamed, let text = lack.subject.flatMap(permissions.stackText) else {
        return "allow \(actions) on `\(lack.shown)` in \(permissions.policyPlace(of: role))"
      }
      return
        "add to the role's `allow:`  `- \(FlowText.map([("actions", .oneOrMany(lack.actions)), ("on", text)]).yaml)`"
    }
    return ([], help)
  }

  // MARK: A role of the section `roles`

  private func namedEdits() -> [Edit]? {
    let items = lacks.compactMap { lack -> (actions: String, on: String)? in
      guard let on = lack.subject.flatMap(permissions.stackText) else { return nil }
      return (FlowText.oneOrMany(lack.actions).yaml, on.yaml)
    }
    guard items.count == lacks.count else { return nil }
    let flow = items.map { FlowText.map([("actions", .raw($0.actions)), ("on", .raw($0.on))]) }
    guard let entry = role.properties.entry("Policies") else { return edits.add("allow", .list(flow), to: written) }
    guard permissions.context.sources.text(entry.keySpan) == "allow",
      let statements = entry.value.list?.first?["PolicyDocument"]?["Statement"]?.list,
      let last = statements.filter({ $0["Effect"]?.string == "Allow" }).last,
      let file = permissions.context.sources[last.span.source]
    else { return nil }
    if let column = file.columnOfDash(beforeItemAt: Int(last.span.start)) {
      // `      - ` and nothing else stands before the statement.
      let indent = String(repeating: " ", count: column)
      let lines = items.map { "\n\(indent)- actions: \($0.actions)\n\(indent)  on: \($0.on)" }.joined()
      return [Edit(last.span.atEnd, lines)]
    }
    return flowEdits(flow, entry.value.span, statements, file)
  }

  /// What its author wrote of the role, without what follows from that.
  private var written: ValueMap {
    ValueMap(role.properties.entries.filter { $0.keySpan.source == role.extent.source && holds($0.keySpan) })
  }

  private func holds(_ span: Span) -> Bool { span.start > role.span.end && span.end <= role.extent.end }

  /// Behind the last item of a list on one line; one object that stands for a list becomes the first of it.
  private func flowEdits(_ items: [FlowText], _ value: Span, _ statements: [Value], _ file: SourceFile) -> [Edit]? {
    let start = Int(value.start)
    guard file.bytes.indices.contains(start), let last = statements.map(\.span).max(by: { $0.end < $1.end }) else {
      return nil
    }
    let text = items.map { ", \($0.yaml)" }.joined()
    switch file.bytes[start] {
    case UInt8(ascii: "["): return [Edit(last.atEnd, text)]
    case UInt8(ascii: "{") where statements.count == 1:
      return [Edit(value.atStart, "["), Edit(value.atEnd, text + "]")]
    default: return nil
    }
  }

  // MARK: A role as CloudFormation has it

  private func rawEdits() -> [Edit]? {
    let isJSON = edits.isJSON(role.span.source)
    let statements = lacks.compactMap { lack -> FlowText? in
      lack.subject.flatMap { permissions.templateText($0, isJSON: isJSON) }.map {
        .map([("Effect", .text("Allow")), ("Action", .oneOrMany(lack.actions)), ("Resource", $0)])
      }
    }
    guard statements.count == lacks.count else { return nil }
    for document in documents { if let change = edits.append(statements, to: document) { return change } }
    let document = FlowText.map([("Version", .text("2012-10-17")), ("Statement", .list(statements))])
    let policy = FlowText.map([("PolicyName", .text("\(role.logicalID)More")), ("PolicyDocument", document)])
    guard let policies = role["Policies"] else { return edits.add("Policies", .list([policy]), to: role.properties) }
    return edits.append([policy], to: policies)
  }

  /// The statements of its own policies, and of those that are attached to it alone, that a person wrote.
  private var documents: [Value] {
    let own = (role["Policies"]?.list ?? []).compactMap { $0["PolicyDocument"]?["Statement"] }
    let attached = permissions.policies(ofRole: role.logicalID).map(\.owner).filter {
      $0.type != "AWS::IAM::Role" && $0.origin == .declared && ($0["Roles"]?.list?.count ?? 1) == 1
    }
    return own + attached.compactMap { $0["PolicyDocument"]?["Statement"] }
  }
}

extension PermissionContext {
  /// Where statements for a role can be written: the `Policies` of the function for which SAM makes it, or one of its own.
  func policyPlace(of role: Resource) -> String {
    let function = context.resources("AWS::Lambda::Function").first { self.role(of: $0)?.logicalID == role.logicalID }
    guard role.origin == .derived, context.template.isWrittenAsTemplate, let function else {
      return "a policy of `\(role.label)`"
    }
    return "the `Policies` of `\(function.label)`"
  }
}
