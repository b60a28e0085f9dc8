import Denials
import Diagnostics
import Driver
import Questions
import Source
import Testing

/// Errors as AWS answers them, pasted beside a stack: each is traced to its line, and with the change that is offered the
/// stack allows the call.
@Suite struct PastedErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let message: String
    /// The code of the answer, and the text that it stands at.
    let code: String
    let place: String
    /// A part of the first edit; nil where no edit is offered.
    let edit: String?
    var testDescription: String { message }

    init(_ message: String, _ code: String, at place: String, edit: String?) {
      self.message = message
      self.code = code
      self.place = place
      self.edit = edit
    }
  }

  static let account = "111122223333"

  /// The role and session of a function whose role is derived.
  static func session(_ function: String, role: String? = nil) -> String {
    let name = function.prefix(1).uppercased() + function.dropFirst()
    return
      "arn:aws:sts::\(account):assumed-role/\(role ?? "shop-dev-\(name)Role-1A2B3C4D5E6F")/shop-dev-\(name)Function-Zz9Yy8Xx7Ww6"
  }

  static func denied(
    _ who: String, _ action: String, _ resource: String?,
    _ reason: String = "because no identity-based policy allows the ACTION action"
  ) -> String {
    "User: \(who) is not authorized to perform: \(action)\(resource.map { " on resource: \($0)" } ?? "")"
      + (reason.isEmpty ? "" : " " + reason.replacing("ACTION", with: action))
  }

  static func arn(_ service: String, _ rest: String) -> String { "arn:aws:\(service):eu-west-1:\(account):\(rest)" }
  static let news = arn("sns", "shop-dev-NewsTopic-0Aa1Bb2Cc3Dd")
  static let orders = arn("sqs", "shop-dev-OrdersQueue-0Aa1Bb2Cc3Dd")
  static let table = arn("dynamodb", "table/shop-dev-OrdersTable-0AA1BB2CC3DD")
  static let lake = "arn:aws:s3:::shop-dev-lakebucket-0aa1bb2cc3dd"
  static let key = arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")
  static let worker = session("worker", role: "shop-dev-WorkerRole-1A2B3C4D5E6F")
  static let raw = session("raw", role: "shop-dev-RawRole-1A2B3C4D5E6F")
  static let resource = "because no resource-based policy allows the ACTION action"

  static let cases: [Case] = derived + named + resources

  /// Functions whose roles are derived from `access:`, in each way that it is written.
  static let derived: [Case] = [
    Case(denied(session("intake"), "SNS:Publish", news), "STK750", at: "intake", edit: "- publish: topics.news"),
    Case(denied(session("flow"), "SNS:Publish", news), "STK750", at: "flow", edit: "["),
    Case(
      denied(session("block"), "events:PutEvents", arn("events", "event-bus/shop-dev-shop")), "STK750", at: "block",
      edit: "- "),
    Case(
      denied(session("bare"), "sns:publish", news), "STK750", at: "bare", edit: "access:\n      - publish: topics.news"),
    Case(
      denied(session("intake"), "sqs:receivemessage", orders), "STK750", at: "intake",
      edit: "{ allow: sqs:ReceiveMessage, on: queues.orders }"),
    Case(
      denied(session("intake"), "dynamodb:GetItem", table), "STK750", at: "intake",
      edit: "{ allow: dynamodb:GetItem, on: tables.orders }"),
    Case(
      denied(session("intake"), "dynamodb:Query", table + "/index/byDay"), "STK750", at: "intake",
      edit: "on: tables.orders/index/byDay"),
    Case(
      denied(session("intake"), "s3:GetObject", "\"\(lake)/in/a b.csv\""), "STK750", at: "intake",
      edit: "\"buckets.lake/in/a b.csv\""),
    Case(
      denied(session("intake"), "s3:ListBucket", lake), "STK750", at: "intake",
      edit: "{ allow: s3:ListBucket, on: buckets.lake }"),
    Case(
      denied(session("intake"), "kinesis:PutRecord", arn("kinesis", "stream/shop-dev-ClicksStream-0aA1")), "STK750",
      at: "intake", edit: "on: streams.clicks"),
    Case(
      denied(session("intake"), "states:StartExecution", arn("states", "stateMachine:ReviewStateMachine-0aA1bB2cC3")),
      "STK750", at: "intake", edit: "start: stateMachines.review"),
    Case(
      denied(session("intake"), "lambda:InvokeFunction", arn("lambda", "function:shop-dev-BareFunction-Qq1Ww2Ee3Rr4")),
      "STK750", at: "intake", edit: "invoke: functions.bare"),
    Case(
      denied(
        session("intake"), "lambda:InvokeFunction", arn("lambda", "function:shop-dev-BareFunction-Qq1Ww2Ee3Rr4:live")),
      "STK750", at: "intake", edit: "${functions.bare.arn}:live"),
    Case(denied(session("intake"), "kms:Decrypt", key), "STK750", at: "intake", edit: "decrypt: keys.main"),
    Case(
      denied(session("intake"), "kms:GenerateDataKey", key), "STK750", at: "intake",
      edit: "{ allow: kms:GenerateDataKey, on: keys.main }"),
    Case(
      denied(session("intake"), "ses:SendEmail", arn("ses", "identity/shop.example")), "STK750", at: "intake",
      edit: "identity/shop.example"),
    Case(
      denied(session("intake"), "sqs:SendMessage", arn("sqs", "prod-ledger.fifo")), "STK750", at: "intake",
      edit: "on: queues.ledger.fifo"),
    Case(
      denied(session("intake"), "secretsmanager:GetSecretValue", arn("secretsmanager", "secret:db-AbCdEf")), "STK750",
      at: "intake", edit: "secret:db-AbCdEf"),
    Case(
      denied(session("intake"), "lambda:ListFunctions", nil), "STK750", at: "intake",
      edit: "{ allow: lambda:ListFunctions, on: \"*\" }"),
    Case(denied(session("intake"), "dynamodb:Scan", table, ""), "STK750", at: "intake", edit: "dynamodb:Scan"),
    Case(
      "{\"errorMessage\": \"An error occurred (AccessDeniedException) when calling the PutItem operation: \(denied(session("intake"), "dynamodb:PutItem", table))\", \"errorType\": \"ClientError\"}",
      "STK750", at: "intake", edit: "dynamodb:PutItem"),
    Case(
      "AccessDeniedException: \(denied(session("bare"), "logs:PutLogEvents", arn("log", "x")))".replacing(
        ":log:", with: ":logs:"
      ).replacing(":x", with: ":log-group:shop-dev-AuditLogGroup-0aA1bB2cC3:log-stream:s"), "STK750", at: "bare",
      edit: "logs.audit"),
    // The role's name is one that CloudFormation had to shorten; the session's tells the function.
    Case(
      denied(
        "arn:aws:sts::\(account):assumed-role/shop-dev-IntakeR-1A2B3C4D5E6F/shop-dev-IntakeFunction-Zz9Yy8Xx7Ww6",
        "sns:Publish", news), "STK750", at: "intake", edit: "publish: topics.news"),
  ]

  /// Roles that are written out.
  static let named: [Case] = [
    Case(
      denied(worker, "sns:Publish", news), "STK750", at: "worker", edit: "{ actions: sns:Publish, on: topics.news }"),
    Case(denied(worker, "dynamodb:UpdateItem", table), "STK750", at: "worker", edit: "on: tables.orders"),
    Case(denied(worker, "sqs:SendMessage", orders), "STK750", at: "worker", edit: "sqs:SendMessage"),
    Case(
      denied("arn:aws:iam::\(account):role/shop-dev-SpareRole-1A2B3C4D5E6F", "sns:Publish", news), "STK750",
      at: "spare", edit: "allow:"),
    Case(denied(raw, "sns:Publish", news), "STK750", at: "RawRole", edit: "Resource: !GetAtt NewsTopic.TopicArn"),
    Case(
      denied(raw, "logs:PutRetentionPolicy", arn("logs", "log-group:shop-dev-AuditLogGroup-0aA1bB2cC3")), "STK750",
      at: "RawRole", edit: "Action: logs:PutRetentionPolicy"),
  ]

  /// Services and others that a resource's policy, a trust policy or a boundary must admit.
  static let resources: [Case] = [
    Case(
      "s3.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: \(orders) because no resource-based policy allows the sqs:SendMessage action",
      "STK751", at: "orders", edit: "service: s3.amazonaws.com"),
    Case(
      "sns.amazonaws.com is not authorized to perform: SQS:SendMessage on resource: \(orders)", "STK751", at: "orders",
      edit: "allow: sqs:SendMessage"),
    Case(
      "RULE_ARN: \(arn("events", "rule/outside")) TARGET_ARN: \(orders) ERROR_CODE: NO_PERMISSIONS", "STK751",
      at: "orders", edit: "rule/outside"),
    Case(
      denied(
        "arn:aws:sts::\(account):assumed-role/other/s", "sts:AssumeRole",
        "arn:aws:iam::\(account):role/shop-dev-SpareRole-1A2B3C4D5E6F",
        "because no role trust policy allows the ACTION action"), "STK752", at: "[lambda.amazonaws.com]",
      edit: "role/other"),
    Case(
      "scheduler.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::\(account):role/shop-dev-WorkerRole-1A2B3C4D5E6F",
      "STK752", at: "lambda.amazonaws.com", edit: "scheduler.amazonaws.com"),
    Case(
      "states.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::\(account):role/shop-dev-RawRole-1A2B3C4D5E6F",
      "STK752", at: "{ Service: lambda.amazonaws.com }", edit: "Service: states.amazonaws.com"),
    Case(
      "events.amazonaws.com is not authorized to perform: SNS:Publish on resource: \(news) because no resource-based policy allows the SNS:Publish action",
      "STK751", at: "news", edit: "on: topics.news"),
    Case(
      "apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: \(arn("lambda", "function:shop-dev-BareFunction-Qq1Ww2Ee3Rr4"))",
      "STK751", at: "bare", edit: "on: functions.bare"),
  ]

  @Test(arguments: cases) func isTracedAndMended(_ test: Case) throws {
    let (traced, _, sources) = try Asked.trace(test.message, in: Asked.shop)
    let finding = traced.finding
    #expect(finding.rule.code == test.code)
    #expect(sources.text(finding.span) == test.place, "\(finding.message)")
    #expect(!traced.isAllowedByStack)
    guard let edit = test.edit else {
      #expect(finding.fixes.isEmpty)
      return
    }
    let fix = try #require(finding.fixes.first, "\(finding.help)")
    #expect(fix.edits.contains { $0.replacement.contains(edit) }, "\(fix.edits.map(\.replacement))")
    let mended = Asked.applying(fix, to: Asked.shop)
    let again = try Asked.trace(test.message, in: mended)
    #expect(again.traced.isAllowedByStack, "\(mended)")
  }

  @Test func thereAreFortyErrors() { #expect(Self.cases.count + Self.others.count >= 40) }

  /// Answers without an edit, or that say that the stack is not to blame: message, code, place, a part of what is said.
  static let others: [(String, String, String, String)] = [
    (denied(session("intake"), "sqs:SendMessage", orders), "STK759", "intake", "drift"),
    (
      denied(session("intake"), "sqs:SendMessage", orders, "with an explicit deny in an identity-based policy"),
      "STK759", "intake", "no Deny"
    ),
    (
      denied(session("intake"), "sqs:SendMessage", orders, "with an explicit deny in a service control policy"),
      "STK756", "intake", "organization"
    ),
    (
      denied(session("intake"), "sqs:SendMessage", orders, "with an explicit deny in a resource control policy"),
      "STK756", "intake", "organization"
    ),
    (
      denied(session("intake"), "sqs:SendMessage", orders, "because no VPC endpoint policy allows the ACTION action"),
      "STK755", "intake", "endpoint"
    ),
    (
      denied(session("intake"), "sqs:SendMessage", orders, "because no session policy allows the ACTION action"),
      "STK754", "intake", "session"
    ),
    (
      denied(session("intake"), "sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:theirs", resource), "STK750",
      "intake", "account 444455556666"
    ),
    (
      denied(raw, "sqs:ReceiveMessage", orders, "because no permissions boundary allows the ACTION action"), "STK750",
      "RawRole", "boundary"
    ),
    (
      denied(
        "arn:aws:iam::\(account):role/shop-dev-SpareRole-1A2B3C4D5E6F", "sqs:PurgeQueue", orders,
        "with an explicit deny in an identity-based policy"), "STK757", "actions: sqs:PurgeQueue\n        on: \"*\"",
      "this Deny holds"
    ),
    (denied("arn:aws:iam::\(account):user/ada", "sqs:PurgeQueue", orders), "STK750", "orders", "not of this stack"),
    (
      denied(
        "arn:aws:iam::\(account):user/deployer", "iam:PassRole",
        "arn:aws:iam::\(account):role/shop-dev-WorkerRole-1A2B3C4D5E6F"), "STK750", "worker", "outside of the stack"
    ),
    (
      "The provided execution role does not have permissions to call ReceiveMessage on SQS", "STK759", "worker",
      "allowed"
    ),
    ("The role defined for the function cannot be assumed by Lambda.", "STK759", "intake", "allowed"),
    (
      "Access to the resource https://sqs.eu-west-1.amazonaws.com/\(account)/shop-dev-OrdersQueue-0Aa1Bb2Cc3Dd is denied.",
      "STK758", "orders", "queue"
    ),
    (
      denied("arn:aws:sts::999999999999:assumed-role/x/y", "s3:GetObject", "arn:aws:s3:::elsewhere/k"), "STK750",
      "arn:aws:sts::999999999999:assumed-role/x/y is not authorized to perform: s3:GetObject",
      "nothing that the message names is of `stack.yaml`"
    ),
  ]

  @Test(arguments: others) func isTraced(_ message: String, code: String, place: String, says: String) throws {
    let (traced, _, sources) = try Asked.trace(message, in: Asked.shop)
    let finding = traced.finding
    #expect(finding.rule.code == code)
    #expect(sources.text(finding.span) == place)
    let said = [finding.label] + finding.help + finding.consequences + finding.notes.map(\.message)
    #expect(said.contains { $0.contains(says) }, "\(said)")
  }

  /// Where the stack allows it or not by its conditions, AWS's answer tells which of its deployments this is.
  @Test func aDenialTellsTheDeployment() throws {
    func text(_ otherwise: String) -> String {
      let (one, other) = (Asked.allow("sqs:SendMessage", on: "Jobs"), Asked.allow(otherwise, on: "Jobs"))
      return Asked.chosen(["!If [IsProd, \(one), \(other)]"])
    }
    let message =
      "User: arn:aws:sts::111122223333:assumed-role/dev-Role-A1B2C3/x is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:dev-Jobs-D4E5F6 because no identity-based policy allows the sqs:SendMessage action"
    let (traced, _, sources) = try Asked.trace(message, in: text("sqs:ReceiveMessage"), path: "template.yaml")
    let finding = traced.finding
    #expect(finding.rule.code == "STK750")
    #expect(sources.text(finding.span) == "Role")
    #expect(finding.fixes.map(\.title) == ["allow `Role` exactly this"])
    #expect(
      finding.consequences.contains("deployed where `IsProd` does not hold, it seems: elsewhere, this stack allows it"))
    // Where each deployment allows it, none is told.
    let (allowed, _, _) = try Asked.trace(message, in: text("\"sqs:Send*\""), path: "template.yaml")
    #expect(allowed.finding.rule.code == "STK759")
    #expect(!allowed.finding.consequences.contains { $0.hasPrefix("deployed") })
  }

  @Test func whatNoLineCanBeAddedToIsSaidInWords() throws {
    let text =
      "defaults: { functions: { access: [{ send: queues.orders }] } }\nqueues: { orders: {} }\ntopics: { news: {} }\n"
      + "functions:\n  bare: { runtime: python3.13, handler: app.f, code: src }\n"
    let finding = try Asked.trace(Self.denied(Self.session("bare"), "sns:Publish", Self.news), in: text).traced.finding
    #expect(finding.fixes.isEmpty)
    #expect(finding.help == ["add to `access:` of `functions.bare`:  `- { publish: topics.news }`"])
  }

  @Test func jsonStacksAreMendedInJSON() throws {
    let text =
      "{\"stack\": \"shop\", \"functions\": {\"bare\": {\"runtime\": \"python3.13\", \"handler\": \"app.f\", \"code\": \"src\"}}, \"topics\": {\"news\": {}}}"
    let message = Self.denied(Self.session("bare"), "sns:Publish", Self.news)
    let finding = try Asked.trace(message, in: text, path: "stack.json").traced.finding
    let mended = Asked.applying(try #require(finding.fixes.first), to: text)
    #expect(mended.contains("\"access\": [{ \"publish\": \"topics.news\" }]"))
    #expect(try Asked.trace(message, in: mended, path: "stack.json").traced.isAllowedByStack)
  }
}
