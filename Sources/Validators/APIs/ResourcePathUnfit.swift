import Diagnostics
import Patterns
import Source
import Template

extension Rule {
  static let resourcePathUnfit = Rule(
    "STK578", "resource-path-unfit", .error, "a path of a REST API that API Gateway refuses",
    why: """
      Each part of a path is a resource below another. It has letters, digits and `._-:~`, or is a parameter `{name}`; \
      below one resource stands at most one parameter, whatever its name; and `{name+}`, which takes the rest, has nothing \
      below it ("Resources for REST APIs", API Gateway Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: rest\n    routes:\n      GET /orders/{id}: functions.f\n      ↓GET /orders/{order}/items: functions.f\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: rest\n    routes:\n      ↓GET /{rest+}/items: functions.f\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: rest\n    routes:\n      ↓GET /a%20b/items: functions.f\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: rest\n    routes:\n      GET /orders/{id}: functions.f\n      GET /orders/{id}/items: functions.f\n      ANY /{rest+}: functions.f\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let resourcePathUnfit = Check(.resourcePathUnfit) { context, findings in
    guard let form = Pattern.compiled("^([A-Za-z0-9._:~-]+|\\{[A-Za-z0-9._:-]+\\+?\\})$") else { return }
    let all = context.resources("AWS::ApiGateway::Resource")
    var parameters: [String: (part: String, span: Span)] = [:]
    var greedy: Set<String> = []
    for resource in all
    where context.resolver.literal(resource["PathPart"] ?? .string("", resource.span))?.hasSuffix("+}") == true {
      greedy.insert(resource.logicalID)
    }
    for resource in all where resource.condition == nil {
      guard let value = resource["PathPart"], let part = context.resolver.literal(value) else { continue }
      if !form.matches(part) {
        findings.report(.resourcePathUnfit("`\(part)` cannot be a part of a path", at: value.span, notes: []))
        continue
      }
      guard let parent = resource["ParentId"] else { continue }
      if let id = context.reader.resource(namedBy: parent), greedy.contains(id) {
        findings.report(
          .resourcePathUnfit(
            "nothing can stand below a part that takes the rest of the path", at: value.span, notes: []))
      }
      guard part.hasPrefix("{") else { continue }
      let place = "\(context.reader.endpoint(parent)) \(part.hasSuffix("+}"))"
      if let other = parameters[place], other.part != part {
        findings.report(
          .resourcePathUnfit(
            "`\(part)` stands beside another parameter, `\(other.part)`", at: value.span,
            notes: [.init("the other one", at: other.span)]))
      } else {
        parameters[place] = (part, value.span)
      }
    }
  }
}

extension Diagnostic {
  static func resourcePathUnfit(_ message: String, at span: Span, notes: [Note]) -> Diagnostic {
    Diagnostic(
      .resourcePathUnfit, message, at: span, notes: notes,
      consequences: ["API Gateway refuses the resource"],
      help: notes.isEmpty ? ["write parts as `orders`, `{id}` or, at the end, `{rest+}`"] : ["give both the same name"])
  }
}
