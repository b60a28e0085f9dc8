import Diagnostics
import Patterns
import Source
import Spec
import Template

extension Rule {
  static let nameNotAccepted = Rule(
    "STK420", "name-not-accepted", .error, "a name that the service does not accept",
    limits: [
      "SQS-013", "SQS-014", "DDB-004", "DDB-005", "SNS-001", "SNS-025", "IAM-007", "API-0101", "LAM-015", "LAM-016",
    ],
    why: """
      The service refuses to create the resource, and the deployment is rolled back. CloudFormation's own schema says less \
      about these names than the service does.
      """,
    examples: [
      .bad("queues:\n  jobs: { name: ↓\"my jobs\" }\n"),
      .bad("queues:\n  jobs: { name: ↓\(String(repeating: "a", count: 81)) }\n"),
      .bad("tables:\n  orders: { name: ↓ab, key: { id: string } }\n"),
      .bad("topics:\n  shipped: { name: ↓shop.shipped }\n"),
      .bad(
        "functions:\n  f: { name: ↓\"my function\", runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good("queues:\n  jobs: { name: my-jobs }\n"),
      .good("tables:\n  orders: { name: shop.orders, key: { id: string } }\n"),
    ])
}

extension Check {
  static let nameNotAccepted = Check(.nameNotAccepted) { context, findings in
    for form in NameForm.all {
      for resource in context.resources(form.type) {
        for value in form.names(of: resource) {
          // What a dynamic reference gives is known at deployment alone.
          guard value.string?.holdsDynamicReference != true, let name = context.resolver.text(value) else { continue }
          if form.takesARN, name.literal?.hasPrefix("arn:") == true { continue }
          if let finding = Diagnostic.nameNotAccepted(name, form, at: value.span) { findings.report(finding) }
        }
      }
    }
  }
}

/// What a service wants of a name, where CloudFormation's schema says less.
struct NameForm: Sendable {
  /// The resource type.
  let type: String
  /// The property; a name of each item of ``list`` if there is one.
  let property: String
  /// A list of objects that have the property.
  var list: String?
  /// What it names.
  let noun: String
  /// The row of the greatest length.
  let longest: String
  /// The row of the pattern.
  let pattern: String
  /// The pattern in words.
  let phrase: String
  /// Whether an ARN is accepted in the place of a name; its form is the schema's affair.
  var takesARN = false

  static let all = [
    NameForm(
      type: "AWS::Lambda::Function", property: "FunctionName", noun: "a function", longest: "LAM-015",
      pattern: "LAM-016", phrase: "letters, digits, `-` and `_`", takesARN: true),
    NameForm(
      type: "AWS::SQS::Queue", property: "QueueName", noun: "a queue", longest: "SQS-013", pattern: "SQS-014",
      phrase: "letters, digits, `-` and `_`, and `.fifo` at the end of a FIFO queue's"),
    NameForm(
      type: "AWS::SNS::Topic", property: "TopicName", noun: "a topic", longest: "SNS-001", pattern: "SNS-025",
      phrase: "letters, digits, `-` and `_`, and `.fifo` at the end of a FIFO topic's"),
    NameForm(
      type: "AWS::DynamoDB::Table", property: "TableName", noun: "a table", longest: "DDB-005", pattern: "DDB-004",
      phrase: "3 to 255 letters, digits, `-`, `_` and `.`"),
    NameForm(
      type: "AWS::IAM::Policy", property: "PolicyName", noun: "a policy", longest: "IAM-007", pattern: "API-0101",
      phrase: "letters, digits and `_+=,.@-`"),
    NameForm(
      type: "AWS::IAM::ManagedPolicy", property: "ManagedPolicyName", noun: "a policy", longest: "IAM-007",
      pattern: "API-0101", phrase: "letters, digits and `_+=,.@-`"),
    NameForm(
      type: "AWS::IAM::Role", property: "PolicyName", list: "Policies", noun: "a policy", longest: "IAM-007",
      pattern: "API-0101", phrase: "letters, digits and `_+=,.@-`"),
  ]

  /// The patterns of all rows.
  static let patterns: [String: Pattern] = Dictionary(
    all.compactMap { form in
      guard case .text(let pattern)? = ServiceLimit.id(form.pattern)?.value else { return nil }
      return Pattern.compiled("^(?:\(pattern))$").map { (form.pattern, $0) }
    }, uniquingKeysWith: { first, _ in first })

  /// The properties that are judged.
  static let properties = FewNames(all.map(\.property))

  func names(of resource: Resource) -> [Value] {
    guard let list else { return resource[property].map { [$0] } ?? [] }
    return (resource[list]?.list ?? []).compactMap { $0[property] }
  }
}

extension ShapeVisit {
  /// Whether what the service wants of this name is judged here, which says more than the schema does.
  var hasNameForm: Bool {
    NameForm.properties.contains(key) && NameForm.all.contains { $0.property == key && $0.type == resource.type }
  }
}

extension Diagnostic {
  /// Nil for a name that is accepted, or may be once its holes are filled.
  fileprivate static func nameNotAccepted(_ name: PartialText, _ form: NameForm, at span: Span) -> Diagnostic? {
    let length = name.parts.reduce(0) { count, part in
      if case .literal(let text) = part { count + text.scalarCount } else { count }
    }
    if let most = CheckContext.limit(form.longest), length > most {
      let least = name.literal == nil ? "at least " : ""
      return Diagnostic(
        .nameNotAccepted, "the name of \(form.noun) has at most \(most) characters, and this has \(least)\(length)",
        at: span, limits: [form.longest])
    }
    guard let text = name.literal, let pattern = NameForm.patterns[form.pattern], !pattern.matches(text) else {
      return nil
    }
    return Diagnostic(
      .nameNotAccepted, "`\(text)` cannot be the name of \(form.noun)", at: span, help: ["it takes \(form.phrase)"],
      limits: [form.pattern])
  }
}
