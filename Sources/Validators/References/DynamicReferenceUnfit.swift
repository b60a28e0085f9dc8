import Diagnostics
import Source
import Template

extension Rule {
  static let dynamicReferenceUnfit = Rule(
    "STK346", "dynamic-reference-unfit", .error, "a dynamic reference that CloudFormation cannot follow",
    why: """
      `{{resolve:…}}` is replaced when the stack is made: `ssm:name:version` by a parameter of Parameter Store, \
      `ssm-secure:name:version` by a secure one, which a few properties take, and \
      `secretsmanager:secret:SecretString:key:stage:id` by a secret, which properties of resources take ("Get values stored \
      in other services using dynamic references", AWS CloudFormation User Guide). Another form fails the deployment, or goes \
      out as it stands.
      """,
    examples: [
      .bad("queues:\n  jobs: { tags: { owner: ↓\"{{resolve:smm:owner}}\" } }\n"),
      .bad("queues:\n  jobs: { tags: { owner: ↓\"{{resolve:ssm:owner:latest}}\" } }\n"),
      .bad("queues:\n  jobs: { tags: { owner: ↓\"{{resolve:ssm-secure:owner:1}}\" } }\n"),
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Key: { Value: ↓\"{{resolve:secretsmanager:key}}\" }\n",
        file: "template.yaml"),
      .bad("queues:\n  jobs: { tags: { owner: ↓\"{{ resolve:ssm:owner }}\" } }\n"),
      .good("queues:\n  jobs: { tags: { owner: \"{{resolve:ssm:/shop/owner:3}}\" } }\n"),
    ])
}

extension Check {
  static let dynamicReferenceUnfit = Check(.dynamicReferenceUnfit) { context, findings in
    for marked in context.uses.texts {
      for reference in DynamicReference.all(in: marked.text, at: marked.span) {
        guard let fault = reference.fault ?? reference.misplacement(context.uses.places[marked.place]) else { continue }
        findings.report(.dynamicReferenceUnfit(reference, fault))
      }
    }
  }
}

/// What is wrong with a dynamic reference.
private struct DynamicReferenceFault {
  let text: String
  var severity = Severity.error
  var help: String?
}

/// A text between `{{` and `}}` that begins with `resolve:`.
private struct DynamicReference {
  /// The names of what can be asked.
  static let services = ["ssm", "ssm-secure", "secretsmanager"]
  /// Parts of a reference to a secret behind the secret: `SecretString`, the key, the stage, the id.
  static let mostOfSecret = 4
  /// Parts of an ARN of a secret (`arn:aws:secretsmanager:region:account:secret:name`).
  static let partsOfARN = 7

  /// The parts between the colons, the first being `resolve`.
  let parts: [String]
  /// Whether blanks stand beside the braces.
  let hasBlanks: Bool
  let span: Span

  var service: String { parts.count > 1 ? parts[1] : "" }

  /// What is wrong with its form. What `Fn::Sub` puts in is not known.
  var fault: DynamicReferenceFault? {
    if hasBlanks {
      return DynamicReferenceFault(
        text: "`{{` and `resolve` stand apart", severity: .warning, help: "leave the blanks out")
    }
    if service.contains("${") { return nil }
    guard Self.services.contains(service) else {
      let nearest = Spelling.nearest(to: service, in: Self.services)
      return DynamicReferenceFault(
        text: "there is no `\(service)` to ask",
        help: nearest.map { "did you mean `\($0)`?" } ?? "it is `ssm`, `ssm-secure` or `secretsmanager`")
    }
    let rest = Array(parts.dropFirst(2))
    guard let first = rest.first, !first.isEmpty else {
      return DynamicReferenceFault(text: "it does not say what to look up")
    }
    if parts.contains(where: { $0.contains("${") }) { return nil }
    return service == "secretsmanager" ? secretFault(rest) : parameterFault(rest)
  }

  private func parameterFault(_ rest: [String]) -> DynamicReferenceFault? {
    let isName = rest[0].unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || $0.properties.numericType != nil || "_.-/".unicodeScalars.contains($0))
    }
    if !isName { return DynamicReferenceFault(text: "`\(rest[0])` cannot be the name of a parameter") }
    guard rest.count < 3 else { return DynamicReferenceFault(text: "nothing can stand behind the version") }
    guard rest.count == 2, rest[1].isEmpty || !rest[1].utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return DynamicReferenceFault(text: "the version of a parameter is a number", help: "leave it out for the latest")
  }

  private func secretFault(_ rest: [String]) -> DynamicReferenceFault? {
    let isARN = rest[0] == "arn"
    if isARN, rest.count < Self.partsOfARN || rest[5] != "secret" {
      return DynamicReferenceFault(text: "this is no ARN of a secret")
    }
    let options = Array(rest.dropFirst(isARN ? Self.partsOfARN : 1))
    guard options.count <= Self.mostOfSecret else {
      return DynamicReferenceFault(text: "nothing can stand behind the id of the version")
    }
    if let kind = options.first, !kind.isEmpty, kind != "SecretString" {
      return DynamicReferenceFault(text: "`SecretString` is what can be had of a secret, not `\(kind)`")
    }
    if options.count == Self.mostOfSecret, !options[2].isEmpty, !options[3].isEmpty {
      return DynamicReferenceFault(text: "a version is named by its stage or by its id, not by both")
    }
    return nil
  }

  /// Why it cannot stand where it does.
  func misplacement(_ place: ValuePlace) -> DynamicReferenceFault? {
    switch (service, place.owner) {
    case ("secretsmanager", .property), ("ssm", .property), ("ssm", .output): return nil
    case ("ssm-secure", .property(let resource, let entry)):
      if Self.secure[resource.type]?.contains(entry.key) == true || !resource.type.hasPrefix("AWS::") { return nil }
      return DynamicReferenceFault(
        text: "`\(entry.key)` of `\(resource.type)` takes no secure parameter",
        help: "let the code read it, or keep it in Secrets Manager")
    case ("ssm", .attribute): return nil
    case ("secretsmanager", _):
      return DynamicReferenceFault(text: "a secret can be looked up for properties of resources alone")
    default: return DynamicReferenceFault(text: "nothing is looked up here")
    }
  }

  /// The properties that take a secure parameter ("Get a secure string value from Systems Manager Parameter Store").
  private static let secure: [String: Set<String>] = [
    "AWS::DirectoryService::MicrosoftAD": ["Password"], "AWS::DirectoryService::SimpleAD": ["Password"],
    "AWS::ElastiCache::ReplicationGroup": ["AuthToken"], "AWS::IAM::User": ["LoginProfile"],
    "AWS::KinesisFirehose::DeliveryStream": ["RedshiftDestinationConfiguration"], "AWS::OpsWorks::App": ["AppSource"],
    "AWS::OpsWorks::Stack": ["CustomCookbooksSource", "RdsDbInstances"],
    "AWS::RDS::DBCluster": ["MasterUserPassword"], "AWS::RDS::DBInstance": ["MasterUserPassword"],
    "AWS::Redshift::Cluster": ["MasterUserPassword"],
  ]
}

extension DynamicReference {
  /// Those of a text, in order.
  fileprivate static func all(in text: String, at span: Span) -> [DynamicReference] {
    guard text.holds("resolve:"), text.holds("{{") else { return [] }
    var found: [DynamicReference] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place + 1 < bytes.count {
      guard bytes[place] == UInt8(ascii: "{"), bytes[place + 1] == UInt8(ascii: "{") else {
        place += 1
        continue
      }
      let start = place + 2
      guard let end = closing(bytes, from: start) else { return found }
      let inner = String(decoding: bytes[start..<end], as: UTF8.self)
      let trimmed = inner.drop { $0 == " " }
      if trimmed.hasPrefix("resolve:") {
        var body = trimmed
        while body.hasSuffix(" ") { body = body.dropLast() }
        let parts = body.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        found.append(DynamicReference(parts: parts, hasBlanks: trimmed.count != inner.count, span: span))
      }
      place = end + 2
    }
    return found
  }

  /// Where `}}` closes what was opened; the braces of `${…}` within belong to `Fn::Sub`.
  private static func closing(_ bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    var isInVariable = false
    while place + 1 < bytes.count {
      if bytes[place] == UInt8(ascii: "$"), bytes[place + 1] == UInt8(ascii: "{") { isInVariable = true }
      if bytes[place] == UInt8(ascii: "}") {
        if isInVariable {
          isInVariable = false
        } else if bytes[place + 1] == UInt8(ascii: "}") {
          return place
        }
      }
      place += 1
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func dynamicReferenceUnfit(
    _ reference: DynamicReference, _ fault: DynamicReferenceFault
  ) -> Diagnostic {
    Diagnostic(
      .dynamicReferenceUnfit,
      "`{{\(reference.parts.joined(separator: ":").prefix(80))}}` cannot be resolved: \(fault.text)",
      at: reference.span, severity: fault.severity,
      consequences: fault.severity == .warning ? ["the text goes out as it stands"] : [],
      help: fault.help.map { [$0] } ?? [])
  }
}
