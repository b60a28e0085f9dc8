import Emitters
import Foundation
import Source
import Template
import Testing
import Wiring

@Suite struct WiringPlanEmitterTests {
  private func plan(_ text: String, _ deployment: Deployment = Deployment()) throws -> WiringPlan {
    let stack = try ExampleStack(text, deployment: deployment)
    return WiringPlanEmitter(stack.template, sources: stack.sources, deployment: deployment).plan
  }

  @Test func exampleIsAsKeptAndTheSameTwice() throws {
    let stack = try ExampleStack()
    let bytes = WiringPlanEmitter(stack.template, sources: stack.sources).bytes
    try expectSnapshot("shop.wiring.json", bytes)
    let again = try ExampleStack()
    #expect(WiringPlanEmitter(again.template, sources: again.sources).bytes == bytes)
  }

  /// The stack with every system, and one whose network and private API are parts of parts.
  @Test(arguments: ["private-api", "shop"]) func planOfAnExampleIsAsKept(_ name: String) throws {
    let stack = try #require(PlanStack.examples.first { $0.name == name })
    // The test reads files by their whole paths, which differ from clone to clone.
    let root =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path + "/"
    let text = String(decoding: WiringPlanEmitter(stack.template, sources: stack.sources).bytes, as: UTF8.self)
    try expectSnapshot("example-\(name).wiring.json", Array(text.replacingOccurrences(of: root, with: "").utf8))
  }

  @Test func examplePlanIsReadBackAsItWas() throws {
    let stack = try ExampleStack()
    let emitter = WiringPlanEmitter(stack.template, sources: stack.sources)
    let read = try JSONDecoder().decode(WiringPlan.self, from: Data(emitter.bytes))
    #expect(read.rules == emitter.plan.rules)
    #expect(read.roles.map(\.policies.count) == emitter.plan.roles.map(\.policies.count))
    #expect(read.functions.map(\.environment["ORDERS_URL"]) == emitter.plan.functions.map(\.environment["ORDERS_URL"]))
  }

  @Test func everythingThatArrowsNameIsInThePlan() throws {
    let plan = try plan(ExampleStack.text)
    let functions = plan.functions.flatMap { [$0.arn] + $0.aliases.map(\.arn) + $0.versions.map(\.arn) }
    let arns = Set(
      functions + plan.queues.map(\.arn) + plan.topics.map(\.arn) + plan.buses.map(\.arn) + plan.roles.map(\.arn)
        + plan.layers.map(\.arn))
    var named = plan.functions.map(\.role) + plan.functions.flatMap(\.layers)
    named += plan.rules.flatMap(\.targets).flatMap { [$0.arn] + [$0.deadLetter].compactMap { $0 } }
    named += plan.topics.flatMap(\.subscriptions).map(\.endpoint) + plan.apis.flatMap(\.routes).map(\.function)
    named += plan.eventSourceMappings.flatMap { [$0.source, $0.function] } + plan.queues.compactMap(\.redrive?.target)
    named += plan.functions.flatMap(\.asyncInvocations).compactMap(\.onFailure)
    #expect(named.filter { !arns.contains($0) } == [])
    #expect(named.count > 12)
  }

  @Test func placesPointAtTheLineThatDecides() throws {
    let plan = try plan(ExampleStack.text)
    let lines = ExampleStack.text.split(separator: "\n", omittingEmptySubsequences: false)
    let role = try #require(plan.roles.first { $0.id == "CheckoutRole" })
    let places = try #require(role.policies.first).statements
    #expect(places.contains { lines[$0.line - 1].contains("- send: queues.orders") })
    let redrive = try #require(plan.queues.first { $0.id == "OrdersQueue" }?.redrive)
    #expect(lines[try #require(redrive.place).line - 1].contains("maxReceiveCount"))
  }

  @Test func environmentsAndOutputsTakeTheEdge() throws {
    let plan = try plan(ExampleStack.text)
    let environment = try #require(plan.functions.first?.environment)
    #expect(environment["ORDERS_URL"] == "${edge}/000000000000/shop-OrdersQueue")
    #expect(environment["TABLE"] == "shop-OrdersTable" && environment["STAGE"] == "dev")
    #expect(plan.outputs.first { $0.name == "url" }?.value == "${edge}/_api/shopapi")
  }

  @Test func whatOnlyLooksLikeTheEdgeIsMarkedAndAWSHostsBecomeTheEdge() throws {
    let plan = try plan(
      """
      stack: s
      functions:
        f:
          runtime: python3.13
          handler: app.checkout
          code: src/shop
          environment:
            TEXT: !Sub "${!edge}/x"
            URL: "https://sqs.us-east-1.amazonaws.com/1/q"
      """)
    let environment = try #require(plan.functions.first?.environment)
    #expect(environment["TEXT"] == "$${edge}/x")
    #expect(environment["URL"] == "${edge}/1/q")
  }

  @Test func givenValuesWin() throws {
    let plan = try plan(
      ExampleStack.text,
      Deployment(region: "eu-central-1", account: "111122223333", stackName: "mine", parameters: ["stage": "prod"]))
    #expect(plan.stack == "mine" && plan.region == "eu-central-1")
    #expect(plan.functions.first?.environment["STAGE"] == "prod")
    #expect(plan.queues.first?.arn == "arn:aws:sqs:eu-central-1:111122223333:mine-OrdersQueue")
  }

  @Test func conditionsDecideWhatIsInThePlan() throws {
    let text = """
      stack: s
      parameters:
        stage: { type: String, default: dev }
        open: { type: String }
      conditions:
        isProd: !Equals [!Ref stage, prod]
        isOpen: !Equals [!Ref open, "yes"]
      queues:
        always: {}
        prodOnly: { condition: isProd }
        openOnly: { condition: isOpen }
      """
    let plan = try plan(text)
    #expect(plan.queues.map(\.id) == ["AlwaysQueue"])
    #expect(plan.unsupported.contains { $0.id == "OpenOnlyQueue" && $0.why.contains("`isOpen`") })
    let given = Deployment(parameters: ["stage": "prod", "open": "yes"])
    #expect(try self.plan(text, given).queues.map(\.id) == ["AlwaysQueue", "ProdOnlyQueue", "OpenOnlyQueue"])
  }

  @Test func whatIsNotActedOnIsSaid() throws {
    let plan = try plan(
      """
      stack: s
      functions:
        f:
          runtime: python3.13
          handler: app.checkout
          code: src/shop
          tracing: Active
          environment: { SHARED: !ImportValue other-stack }
          tags: { team: a }
      resources:
        Lake: { Type: AWS::S3::Bucket }
      """)
    let said = plan.unsupported.map { "\($0.id) \($0.property ?? "-"): \($0.why)" }
    #expect(said.contains("FFunction TracingConfig: nothing is traced"))
    #expect(said.contains("FFunction Environment.Variables.SHARED: `ImportValue other-stack` is not known here"))
    #expect(said.contains { $0.hasPrefix("FFunction Tags: ") })
    #expect(said.contains { $0.hasPrefix("Lake -: buckets do not run locally yet") })
    #expect(plan.unsupported.allSatisfy { $0.place != nil && !$0.why.isEmpty })
  }

  @Test func managedPolicyOfTheStackIsAttachedToItsRoles() throws {
    let plan = try plan(
      """
      stack: s
      roles:
        worker:
          trusts: lambda.amazonaws.com
          managed: [!Ref Shared, "arn:aws:iam::aws:policy/ReadOnlyAccess"]
      resources:
        Shared:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Version: "2012-10-17"
              Statement: [{ Effect: Allow, Action: sqs:ListQueues, Resource: "*" }]
      """)
    let role = try #require(plan.roles.first)
    #expect(role.policies.map(\.id) == ["Shared"])
    #expect(role.managed == ["arn:aws:iam::aws:policy/ReadOnlyAccess"])
  }
}
