import Synchronization
import WireProtocols
import Wiring

/// CloudWatch Logs: groups, streams and their events, in memory. The newest events of each group are kept, up to a size.
public final class LogsService: AWSService, Planned {
  /// Name of the model.
  public static let model = "logs"

  struct State {
    var groups: [String: LogGroup] = [:]
    var prefix = "arn:aws:logs:us-east-1:000000000000:log-group:"
    var nextSequence = 0
  }

  let clock: any RunClock
  let state = Mutex(State())

  /// Makes the service.
  public init(clock: any RunClock) { self.clock = clock }

  /// Makes the plan's groups; what a function or a call made stays.
  public func apply(_ plan: RunPlan) async {
    let now = clock.now.milliseconds
    state.withLock { state in
      let plan = plan.plan
      state.prefix = "arn:\(plan.partition):logs:\(plan.region):\(plan.account):log-group:"
      let names = Set(plan.logGroups.map(\.name))
      state.groups = state.groups.filter { !$0.value.isPlanned || names.contains($0.key) }
      for group in plan.logGroups {
        var kept = state.groups[group.name] ?? LogGroup(creation: now)
        kept.retention = group.retention
        kept.isPlanned = true
        state.groups[group.name] = kept
      }
    }
  }

  /// Writes lines, each an event of its own, making group and stream if need be. Nothing is asked: whoever writes may.
  public func append(group name: String, stream: String, lines: [(Moment, String)]) {
    let now = clock.now.milliseconds
    state.withLock { state in
      if state.groups[name] == nil { state.groups[name] = LogGroup(creation: now) }
      guard let count = state.groups[name]?.streams.count else { return }
      if state.groups[name]?.streams[stream] == nil {
        guard count < LogGroup.streamCap else { return }
        state.groups[name]?.streams[stream] = LogStream(creation: now, isAutomatic: true)
      }
      // CloudWatch Logs takes no empty message.
      for (moment, line) in lines where !line.isEmpty {
        state.nextSequence += 1
        state.groups[name]?.add(
          LogEvent(
            timestamp: moment.milliseconds, ingestion: now, message: line, stream: stream, sequence: state.nextSequence)
        )
      }
    }
  }

  /// ARN of a group as IAM sees it: AWS asks for `…:log-group:NAME:log-stream:`, which is why policies end in `:*`.
  public func arn(of group: String) -> String { state.withLock { "\($0.prefix)\(group):log-stream:" } }

  /// ARN of a stream as IAM sees it.
  public func arn(ofStream stream: String, in group: String) -> String { arn(of: group) + stream }
}

extension LogsService {
  /// The operations.
  public static let operations: [String: Operation<LogsService>] = [
    "CreateLogGroup": onGroup("CreateLogGroup", LogsService.createLogGroup),
    "DeleteLogGroup": onGroup("DeleteLogGroup", LogsService.deleteLogGroup),
    "DescribeLogGroups": onGroup("DescribeLogGroups", LogsService.describeLogGroups),
    "CreateLogStream": onStream("CreateLogStream", LogsService.createLogStream),
    "DescribeLogStreams": onGroup("DescribeLogStreams", LogsService.describeLogStreams),
    "PutLogEvents": onStream("PutLogEvents", LogsService.putLogEvents),
    "GetLogEvents": onStream("GetLogEvents", LogsService.getLogEvents),
    "FilterLogEvents": onGroup("FilterLogEvents", LogsService.filterLogEvents),
    "PutRetentionPolicy": onGroup("PutRetentionPolicy", LogsService.putRetentionPolicy),
    "TagResource": onGroup("TagResource", LogsService.tagResource),
    "UntagResource": onGroup("UntagResource", LogsService.untagResource),
    "ListTagsForResource": onGroup("ListTagsForResource", LogsService.listTagsForResource),
  ]

  typealias Answer = @Sendable (LogsService) -> (ServiceCall) throws(ServiceError) -> WireObject

  /// An operation that is allowed on a group.
  private static func onGroup(_ name: String, _ answer: @escaping Answer) -> Operation<LogsService> {
    Operation(
      permissions: { (service, call) async throws(ServiceError) -> [Permission] in
        [Permission("logs:\(name)", on: service.arn(of: call.input.groupName ?? ""))]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try answer(service)(call) })
  }

  /// An operation that is allowed on a stream.
  private static func onStream(_ name: String, _ answer: @escaping Answer) -> Operation<LogsService> {
    Operation(
      permissions: { (service, call) async throws(ServiceError) -> [Permission] in
        let stream = call.input.string("logStreamName") ?? ""
        return [Permission("logs:\(name)", on: service.arn(ofStream: stream, in: call.input.groupName ?? ""))]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try answer(service)(call) })
  }
}

extension WireObject {
  /// The group that a call names: by name, or by the ARN that newer operations take, with or without `:*`.
  var groupName: String? {
    if let name = string("logGroupName") { return name }
    guard let identifier = string("logGroupIdentifier") ?? string("resourceArn") else { return nil }
    guard identifier.hasPrefix("arn:") else { return identifier }
    let parts = identifier.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false)
    guard parts.count == 7 else { return nil }
    return parts[6].hasSuffix(":*") ? String(parts[6].dropLast(2)) : String(parts[6])
  }
}
