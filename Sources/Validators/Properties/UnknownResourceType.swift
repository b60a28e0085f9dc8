import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownResourceType = Rule(
    "STK401", "unknown-resource-type", .error, "a resource type that CloudFormation does not have",
    why: """
      CloudFormation rejects the template: `Unrecognized resource types`. What is not AWS's own is `Custom::Name`, or a type \
      or module of three words that is registered in the account ("RegisterType", AWS CloudFormation API Reference).
      """,
    examples: [
      .bad(
        "resources:\n  Jobs:\n    Type: ↓AWS::SQS::Queu\n", fixed: "resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n"),
      .bad("resources:\n  Jobs:\n    Type: ↓queue\n"),
      .bad("Resources:\n  Jobs: { Type: ↓aws::SQS::Queue }\n", file: "template.yaml"),
      .bad(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Jobs: { Type: ↓AWS::Serverless::SimpelTable }\n",
        file: "template.yaml"),
      .good("resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n"),
    ])
}

extension Resource {
  /// The first words that no type of one's own may have ("RegisterType", `TypeName`, AWS CloudFormation API Reference), in
  /// lower case. Those of another case are AWS's, misspelled.
  private static let reservedNamespaces: Set<String> = ["alexa", "amzn", "amazon", "aws", "custom", "dev"]

  /// Whether a type that is not AWS's own may be registered in the account under this name: three words of 2 to 64 letters and
  /// digits, or a module, whose name ends so ("RegisterType", `TypeName`, AWS CloudFormation API Reference).
  var mayBeRegistered: Bool {
    if type.hasSuffix("::MODULE") { return true }
    let words = type.split(separator: "::", omittingEmptySubsequences: false)
    guard words.count == 3, !Self.reservedNamespaces.contains(words[0].lowercased()) else { return false }
    return words.allSatisfy { 2...64 ~= $0.utf8.count && $0.utf8.allSatisfy(\.isLetterOrDigit) }
  }
}

extension Resource {
  /// The types that its own may have been meant for: those of its service, or all if there is no such service.
  fileprivate var typesOfSameService: [String] {
    let service = type.split(separator: ":", omittingEmptySubsequences: true).prefix(2).joined(separator: "::") + "::"
    if service == ServerlessType.prefix { return ServerlessType.allCases.map(\.rawValue) }
    let same = ResourceType.allNames.filter { $0.hasPrefix(service) }
    return same.isEmpty ? Array(ResourceType.allNames) : same
  }
}

extension Diagnostic {
  static func unknownResourceType(_ resource: Resource) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownResourceType, "CloudFormation has no resource type `\(resource.type)`", at: resource.typeSpan)
    guard resource.type.prefix(3).uppercased() == "AWS" else {
      diagnostic.help = ["write `AWS::Service::Resource`, or `Custom::Name` for a custom resource"]
      return diagnostic
    }
    if let nearest = Spelling.nearest(to: resource.type, in: resource.typesOfSameService) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(resource.typeSpan, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
