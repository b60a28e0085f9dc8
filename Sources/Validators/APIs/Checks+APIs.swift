extension Checks {
  /// Rules of HTTP APIs, their routes, integrations and stages.
  static let apis: [Check] = [
    .integrationTimeoutOutOfRange, .functionOutlastsAPI, .credentialsForAnyOrigin, .invalidOrigin, .routeKeyUnfit,
    .duplicateRoute, .invalidStageName,
  ]
}
