extension Checks {
  /// What functions in networks reach, and what networks are made of.
  static let network: [Check] = [
    .callWithoutWay, .likelyCallWithoutWay, .endpointNotFound, .endpointRefusesFunction, .endpointOffRoute,
    .publicSubnetForFunction, .singleZone, .rangeOutOfBounds, .endpointFormUnfit, .unknownEndpointService,
    .gatewayWithoutInternet, .securityGroupOpen, .portRangeUnfit, .fileSystemOutOfReach, .severalNetworks,
    .privateAPIWithoutEndpoint, .egressClosed, .subnetRoutedTwice, .zoneWrittenOut,
  ]
}
