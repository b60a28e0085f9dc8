import Diagnostics
import Source

extension Rule {
  static let samRefusesResource = Rule(
    "STK240", "sam-refuses-resource", .error, "a resource that SAM's transform refuses",
    why: """
      AWS carries out the transform `AWS::Serverless-2016-10-31` before it looks at any resource. What the transform cannot \
      understand it refuses, and with it the whole template: nothing is deployed.
      """,
    examples: [
      .bad(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n    Type: AWS::Serverless::SimpleTable\n    Properties:\n      PrimaryKey: { Name: id, Type: ↓Text }\n",
        file: "template.yaml"),
      .good(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n    Type: AWS::Serverless::SimpleTable\n    Properties:\n      PrimaryKey: { Name: id, Type: String }\n",
        file: "template.yaml"),
    ])

  static let samRefusesEvent = Rule(
    "STK241", "sam-refuses-event", .error, "an event that SAM's transform refuses",
    why: """
      An event of a function or state machine becomes resources of its own: a rule, a mapping, a route. If SAM's transform \
      cannot make them, it refuses the whole template, and nothing is deployed.
      """,
    examples: [
      .bad(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Workflow:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: s3://bucket/workflow.asl.json\n      Events:\n        Nightly:\n          Type: Schedule\n          Properties:\n            Schedule: rate(1 day)\n            DeadLetterConfig: { Type: ↓SNS }\n",
        file: "template.yaml"),
      .good(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Workflow:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: s3://bucket/workflow.asl.json\n      Role: arn:aws:iam::123456789012:role/workflow\n",
        file: "template.yaml"),
    ])

  static let samRefusesTemplate = Rule(
    "STK242", "sam-refuses-template", .error, "a template that SAM's transform refuses",
    why: """
      Some faults SAM's transform says of the template as a whole, or of `Globals`, since what they break is shared. AWS \
      refuses the template, and nothing is deployed.
      """,
    examples: [
      .bad(
        "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  SimpleTable: { ↓TableName: orders }\nResources:\n  Orders: { Type: AWS::Serverless::SimpleTable }\n",
        file: "template.yaml"),
      .good(
        "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  SimpleTable: { SSESpecification: { SSEEnabled: true } }\nResources:\n  Orders: { Type: AWS::Serverless::SimpleTable }\n",
        file: "template.yaml"),
    ])
}

/// The rules of SAM's transform.
enum SAMRules {
  static let all: [Rule] = [
    .samRefusesResource, .samRefusesEvent, .samRefusesTemplate, .samValueUnknown, .samLeavesOut,
    .samMakesUnfit,
  ]
}

extension Diagnostic {
  /// A fault in our words, with SAM's own so that it can be searched for.
  static func samRefuses(_ fault: SAMFault, at span: Span) -> Diagnostic {
    let rule: Rule
    let subject: String
    switch fault.subject {
    case .resource(let id): (rule, subject) = (.samRefusesResource, "`\(id)`")
    case .plain(let id): (rule, subject) = (.samRefusesResource, "`\(id)`")
    case .event(let id): (rule, subject) = (.samRefusesEvent, "the event `\(id)`")
    case .globals: (rule, subject) = (.samRefusesTemplate, "`Globals`")
    case .document: (rule, subject) = (.samRefusesTemplate, fault.owner.map { "`\($0)`" } ?? "the template")
    }
    let notes = fault.other.map { [Diagnostic.Note($0.words, at: $0.span)] } ?? []
    return Diagnostic(rule, "\(subject) cannot be transformed: \(fault.text.asPhrase)", at: span, notes: notes)
      .quoting(fault)
  }

  /// The finding with SAM's own words for the same fault; as it is if there are none.
  func quoting(_ fault: SAMFault?) -> Diagnostic {
    guard let fault else { return self }
    var diagnostic = self
    diagnostic.consequences.append(SAMRefusal.quotation(of: fault.sentence))
    return diagnostic
  }
}

extension String {
  /// A sentence as part of a longer one: in lower case, without its full stop, names in backquotes.
  fileprivate var asPhrase: String {
    var text = self
    while text.hasSuffix(".") { text.removeLast() }
    // A word with another capital within is a name.
    let word = text.prefix { $0 != " " }
    if let first = text.first, first.isUppercase, !word.dropFirst().contains(where: \.isUppercase) {
      text = first.lowercased() + text.dropFirst()
    }
    return text.withBackquotes
  }

  /// The text with quoted names in backquotes; an apostrophe stays.
  private var withBackquotes: String {
    var result = ""
    var isOpen = false
    var last: Character?
    let characters = Array(self)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      let isWithin = last?.isLetter == true && next?.isLetter == true
      if character == "'", !isWithin, isOpen || last.map({ !$0.isLetter }) ?? true {
        result.append("`")
        isOpen.toggle()
      } else {
        result.append(character)
      }
      last = character
    }
    return result
  }
}
