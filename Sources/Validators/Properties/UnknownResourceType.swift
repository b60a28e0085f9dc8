import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownResourceType = Rule(
    "STK401", "unknown-resource-type", .error, "a resource type that CloudFormation does not have",
    why: "CloudFormation rejects the template: `Unrecognized resource types`.",
    examples: [
      .bad(
        "resources:\n  Jobs:\n    Type: ↓AWS::SQS::Queu\n", fixed: "resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n"),
      .good("resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n"),
    ])
}

extension Diagnostic {
  static func unknownResourceType(_ resource: Resource) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownResourceType, "CloudFormation has no resource type `\(resource.type)`", at: resource.typeSpan)
    let service = resource.type.split(separator: ":", omittingEmptySubsequences: true).prefix(2).joined(separator: "::")
    let sameService = ResourceType.allNames.filter { $0.hasPrefix(service + "::") }
    let candidates = sameService.isEmpty ? Array(ResourceType.allNames) : sameService
    if let nearest = Spelling.nearest(to: resource.type, in: candidates) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(resource.typeSpan, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
