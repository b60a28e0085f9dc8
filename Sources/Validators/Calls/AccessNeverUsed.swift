import Diagnostics
import Handlers
import Template

extension Rule {
  static let accessNeverUsed = Rule(
    "STK861", "access-never-used", .info, "a line of `access:` that no call of the handler needs",
    why: """
      What a role allows and nobody calls helps only whoever takes the function over. This is told only where every call \
      of the handler is known: its modules lie beside it, and no client leaves the code that was read.
      """,
    examples: [
      .bad(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    environment: { NEWS: \"${topics.news.arn}\" }\n"
          + "    access:\n      - publish: topics.news\n      - ↓publish: topics.old\ntopics:\n  news: {}\n  old: {}\n",
        files: [
          "src/app.py":
            "import os\nimport boto3\n\n\ndef handler(event, context):\n    boto3.client(\"sns\").publish(TopicArn=os.environ[\"NEWS\"], Message=\"hello\")\n"
        ]),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    access:\n      - publish: topics.news\ntopics:\n  news: {}\n",
        files: [
          "src/app.py":
            "import boto3\nfrom company import send\n\nssm = boto3.client(\"ssm\")\n\n\ndef handler(event, context):\n    send(event)\n"
        ]),
    ])
}

extension Check {
  static let accessNeverUsed = Check(.accessNeverUsed) { context, findings in
    let permissions = PermissionContext(context)
    for function in FunctionCalls.all(permissions) {
      // Of a layer's code and of other credentials nothing is known.
      guard function.found.isComplete, !function.found.calls.isEmpty, function.function["Layers"] == nil,
        function.judged.count == function.found.calls.count
      else { continue }
      for access in function.unused(permissions) { findings.report(.accessNeverUsed(access, function)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func accessNeverUsed(_ access: Access, _ function: FunctionCalls) -> Diagnostic {
    Diagnostic(
      .accessNeverUsed, "no call of `\(function.function.label)` needs this", at: access.span,
      label: "none of the \(function.found.calls.count) calls in its code", help: ["remove the line"])
  }
}
