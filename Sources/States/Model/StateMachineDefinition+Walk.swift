public import Source

extension StateMachineDefinition {
  /// Visits every state in source order, also those of branches and of Map states.
  public func forEachState(_ visit: (State) -> Void) { scope.forEachState(visit) }

  /// What every Task state calls, nested ones included, in source order.
  public var taskCalls: [TaskCall] {
    var calls: [TaskCall] = []
    forEachState { state in
      guard case .task(let task) = state.action, let resource = task.resource else { return }
      calls.append(
        TaskCall(
          state: state.name, resource: resource, span: task.resourceSpan, integration: task.integration,
          arguments: task.arguments, queryLanguage: state.queryLanguage))
    }
    return calls
  }

  /// Every Map state that runs each item as an execution of its own, in source order.
  public var distributedMaps: [DistributedMap] {
    var maps: [DistributedMap] = []
    forEachState { state in
      guard case .map(let map) = state.action, map.isDistributed else { return }
      maps.append(DistributedMap(state: state.name, reader: map.reader, writer: map.writer, span: state.span))
    }
    return maps
  }
}

/// A call that a Task state makes.
public struct TaskCall: Sendable {
  /// The state.
  public let state: StateName
  /// The ARN as far as it is known.
  public let resource: PartialText
  /// Where the ARN stands.
  public let span: Span
  /// What the ARN stands for; nil if that is not known.
  public let integration: ServiceIntegration?
  /// `Parameters` or `Arguments` as it was written: names of members may end in `.$`.
  public let arguments: Datum?
  /// The language of the arguments.
  public let queryLanguage: QueryLanguage
}

/// A Map state that runs each item as an execution of its own.
public struct DistributedMap: Sendable {
  /// The state.
  public let state: StateName
  /// What it reads.
  public let reader: MapDataAccess?
  /// What it writes.
  public let writer: MapDataAccess?
  /// The state's object.
  public let span: Span
}

extension StateScope {
  /// Visits every state, nested ones after the state that holds them.
  func forEachState(_ visit: (State) -> Void) {
    for state in states {
      visit(state)
      for scope in state.action.scopes { scope.forEachState(visit) }
    }
  }
}

extension StateAction {
  /// The states inside a state.
  var scopes: [StateScope] {
    switch self {
    case .parallel(let branches): branches
    case .map(let map): map.processor.map { [$0] } ?? []
    case .task, .pass, .choice, .wait, .succeed, .fail, .unknown: []
    }
  }
}
