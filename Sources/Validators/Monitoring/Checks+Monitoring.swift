extension Checks {
  /// What logs and alarms can be told.
  static let monitoring: [Check] = [
    .unknownMetric, .alarmPeriodUnfit, .logClassUnfit,
  ]
}
