import Diagnostics
import Handlers
import Source
import Template

extension Rule {
  static let callsNotFollowed = Rule(
    "STK862", "calls-not-followed", .info, "a handler whose calls are not all known",
    why: """
      A client that is handed to other code, or a call whose name is not one of the service's, leaves open what the \
      function does. Then it cannot be told whether the lines of `access:` that no known call needs are needed.
      """,
    examples: [
      .bad(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    access:\n      - publish: topics.news\ntopics:\n  news: {}\n",
        files: [
          "src/app.py":
            "import boto3\n\n\ndef send(client):\n    client.publish(TopicArn=\"t\")\n\n\ndef handler(event, context):\n    send(↓boto3.client(\"sns\"))\n"
        ]),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    access:\n      - publish: topics.news\ntopics:\n  news: {}\n",
        files: [
          "src/app.py":
            "import boto3\n\n\ndef handler(event, context):\n    boto3.client(\"sns\").publish(TopicArn=event[\"topic\"], Message=\"hello\")\n"
        ]),
    ])
}

extension Check {
  static let callsNotFollowed = Check(.callsNotFollowed) { context, findings in
    let permissions = PermissionContext(context)
    for function in FunctionCalls.all(permissions) {
      guard let gap = function.found.gaps.first(where: { $0.reason.isOfTheCode }), !function.unused(permissions).isEmpty
      else { continue }
      findings.report(.callsNotFollowed(gap, function))
    }
  }
}

extension HandlerCalls.Reason {
  /// Whether the author could write it so that it is followed.
  fileprivate var isOfTheCode: Bool {
    switch self {
    case .clientEscapes, .unknownCall, .tooLarge: true
    case .foreignModule: false
    }
  }
}

extension Diagnostic {
  fileprivate static func callsNotFollowed(_ gap: HandlerCalls.Gap, _ function: FunctionCalls) -> Diagnostic {
    let label = function.function.label
    let message: String
    switch gap.reason {
    case .clientEscapes:
      message = "what is called with this is not known: the `access:` of `\(label)` is not judged as a whole"
    case .unknownCall(let name):
      message = "`\(name)` is no call that is known: the `access:` of `\(label)` is not judged as a whole"
    case .foreignModule(let name):
      message = "`\(name)` is not beside the handler: the `access:` of `\(label)` is not judged as a whole"
    case .tooLarge: message = "the code is too large to be read: the calls of `\(label)` are not judged as a whole"
    }
    return Diagnostic(.callsNotFollowed, message, at: gap.span)
  }
}
