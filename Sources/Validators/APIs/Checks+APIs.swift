extension Checks {
  /// Rules of APIs, their routes, integrations and stages.
  static let apis: [Check] = [
    .integrationTimeoutOutOfRange, .functionOutlastsAPI, .credentialsForAnyOrigin, .invalidOrigin, .routeKeyUnfit,
    .duplicateRoute, .invalidStageName, .restTimeoutTooLong, .resourcePathUnfit, .authorizationMismatch,
    .authorizerUnfit, .cacheWithoutCluster, .endpointUnfit, .deploymentTooEarly, .apiSettingUnfit,
    .functionCalledWithoutPOST, .stageVariableUnfit, .loggingWithoutAccountRole, .tooManyScopes,
    .methodARNTooLong, .certificateElsewhere, .vpcLinkTargetUnfit, .mappingTemplateTooLong, .partsOfOtherAPI,
    .apiWithoutName, .definitionMixed, .operationUnknown,
  ]
}
