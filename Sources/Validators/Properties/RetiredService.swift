import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let retiredService = Rule(
    "STK427", "retired-service", .error, "a resource of a service that AWS has ended, or ends",
    why: """
      AWS announces the end of a service long before: first no new customers are taken, then a last day is named, and after it \
      nothing of the service can be made ("AWS Lifecycle Changes", AWS General Reference). What is still to end is a warning.
      """,
    examples: [
      .bad("resources:\n  Books: { Type: ↓AWS::QLDB::Ledger, Properties: { PermissionsMode: STANDARD } }\n"),
      .bad("resources:\n  App: { Type: ↓AWS::Pinpoint::App, Properties: { Name: app } }\n"),
      .good("tables:\n  books: { key: { id: string } }\n"),
    ])
}

extension Check {
  static let retiredService = Check(.retiredService) { context, findings in
    for resource in context.template.resources where resource.origin == .declared {
      if let end = RetiredType.of(resource.type) { findings.report(.retiredService(resource, end)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func retiredService(_ resource: Resource, _ end: RetiredType) -> Diagnostic {
    let day = end.day.map(\.description)
    let (words, consequence) =
      switch end.stage {
      case .shutdown:
        ("AWS ended its service" + (day.map { " on \($0)" } ?? ""), "nothing of it can be made any more")
      case .sunset:
        ("AWS ends its service" + (day.map { " on \($0)" } ?? ""), "what is made of it goes with the service")
      case .maintenance:
        (
          "AWS only maintains its service" + (day.map { ", since \($0)" } ?? ""),
          "an account that does not use it yet cannot begin to"
        )
      }
    return Diagnostic(
      .retiredService, "`\(resource.type)`: \(words)", at: resource.typeSpan,
      severity: end.stage == .shutdown ? .error : .warning,
      notes: resource.propertiesSpan.map { [.init("what is set here has to find another service", at: $0)] } ?? [],
      consequences: [consequence], help: ["AWS's page of the service says what to move to"])
  }
}
