extension Checks {
  /// State machines, schedules and pipes.
  static let orchestration: [Check] = [
    .serviceRoleNotTrusted, .machineRoleLacksCall, .synchronousStandard, .schedulePast,
    .scheduleDatesIgnored, .scheduleTargetUnfit, .pipeEndUnfit,
  ]
}
