import Foundation
import RunFindings
import WireProtocols
import Wiring

/// Every part of a run, put together: the one place that knows all of them.
final class RunParts: Sendable {
  let narrator: any RunNarrator
  let clock: any RunClock
  let store: SQLiteStore
  let issuer: CredentialIssuer
  let authorizer: StackAuthorizer
  let runFile: RunFileKeeper
  let logs: LogsService
  let sandboxes: Sandboxes
  let deliveries: DeliveryEngine
  let invocations: AsyncInvocations
  let functions: LambdaService
  let queues: SQSService
  let topics: SNSService
  let events: EventsService
  let poller: EventSourcePoller
  let apis: HTTPAPIService
  let dynamoDB: DynamoDBForwarder
  let sts: STSService

  init(
    _ settings: RunSettings, narrator: any RunNarrator, clock: any RunClock, marker: String, recorder: CallRecorder?,
    echo: @escaping @Sendable (_ function: String, _ line: String) -> Void
  ) async throws(StoreError) {
    self.narrator = narrator
    self.clock = clock
    store = try SQLiteStore(folder: settings.state)
    let issuer = CredentialIssuer(clock: clock)
    self.issuer = issuer
    authorizer = StackAuthorizer(settings.iam, clock: clock, narrator: narrator, recorder: recorder)
    runFile = RunFileKeeper(folder: settings.folder, issuer: issuer, mode: settings.iam, narrator: narrator)
    logs = LogsService(clock: clock)
    let environment = ProcessInfo.processInfo.environment
    sandboxes = Sandboxes(
      settings: SandboxSettings(
        run: marker, python: settings.python, node: settings.node,
        path: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
        home: environment["HOME"] ?? "/", scratch: "\(settings.state)/scratch", echo: echo),
      clock: clock, logs: logs, authorizer: authorizer, narrator: narrator,
      credentials: { function in
        let issued = issuer.issue(role: function.role, session: function.name, function: function.arn)
        return SandboxCredentials(
          accessKey: issued.accessKeyID, secretKey: issued.secretAccessKey, sessionToken: issued.sessionToken,
          release: { issuer.revoke(issued.accessKeyID) })
      })
    deliveries = try await DeliveryEngine(store: store, authorizer: authorizer, narrator: narrator, clock: clock)
    invocations = try await AsyncInvocations(store: store, deliverer: deliveries, narrator: narrator, clock: clock)
    functions = LambdaService(
      runner: FunctionRunner(sandboxes: sandboxes, narrator: narrator), queue: invocations,
      authorizer: authorizer, clock: clock)
    queues = SQSService(clock: clock, store: store, narrator: narrator, authorizer: authorizer)
    try await queues.start()
    topics = try await SNSService(
      store: store, deliverer: deliveries, authorizer: authorizer, narrator: narrator, clock: clock)
    events = try await EventsService(
      store: store, deliverer: deliveries, authorizer: authorizer, narrator: narrator, clock: clock)
    poller = EventSourcePoller(
      source: queues, invoker: functions, authorizer: authorizer, narrator: narrator, clock: clock)
    apis = HTTPAPIService(invoker: functions, authorizer: authorizer, narrator: narrator, clock: clock)
    dynamoDB = DynamoDBForwarder(server: settings.bindings["dynamodb"], narrator: narrator)
    sts = STSService(issuer: issuer)
  }

  /// The services that answer, or pass on, the calls of roles.
  static let services = [
    DynamoDBForwarder.model, EventsService.model, LambdaService.model, LogsService.model, SNSService.model,
    SQSService.model, STSService.model,
  ]

  /// The edge's router.
  var router: EdgeRouter {
    func served<Service: AWSService>(_ service: Service) -> (String, ServedService) {
      (Service.model, ServedService(service, authorizer: authorizer, narrator: narrator))
    }
    let services = [
      served(functions), served(queues), served(topics), served(events), served(logs), served(sts),
    ]
    return EdgeRouter(
      sandboxes: sandboxes, apis: apis,
      aws: AWSFront(
        services: Dictionary(uniqueKeysWithValues: services), dynamoDB: dynamoDB, issuer: issuer,
        authorizer: authorizer, narrator: narrator))
  }

  /// Hands a plan to every part, those first that others ask.
  func apply(_ plan: RunPlan) async {
    let parts: [any Planned] = [
      narrator, authorizer, sts, logs, queues, topics, functions, invocations, dynamoDB, events, apis, runFile, poller,
    ]
    for part in parts { await part.apply(plan) }
  }

  /// Works until the task is cancelled: deliveries, polls, schedules.
  func work() async {
    let receivers: [String: any ParcelReceiver] = [
      "sqs": queues, "lambda": functions, "sns": topics, "events": events,
    ]
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.deliveries.run(to: receivers) }
      group.addTask { await self.invocations.run(with: self.functions) }
      group.addTask { await self.poller.run() }
      group.addTask { await self.events.run() }
      await group.waitForAll()
    }
  }

  /// Ends what still runs, and closes the store; nothing is left behind.
  func stop() async {
    await sandboxes.stop()
    await apis.shutdown()
    await dynamoDB.shutdown()
    await queues.stop()
    await store.close()
    runFile.remove()
  }
}
