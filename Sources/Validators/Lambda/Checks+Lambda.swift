extension Checks {
  /// Rules of functions, their settings, mappings, aliases and code.
  static let lambda: [Check] = [
    .functionSettingOutOfRange, .environmentTooLarge, .reservedVariable, .invalidVariableName, .batchWithoutWindow,
    .fifoBatchUnsupported, .concurrencyAboveReserved, .wholeBatchRetried,
    .layerUnfit, .aliasWeightUnfit, .provisionedOnLatest, .provisionedAboveReserved, .networkIncomplete,
    .unknownRuntime, .runtimeDeprecated, .runtimeBlocked, .asyncFailuresLost,
    .handlerFileMissing, .handlerFunctionMissing, .handlerFormUnfit,
    .callerGivesUpFirst, .mappingSettingUnfit, .packageSettingUnfit, .snapStartUnfit, .destinationUnfit,
    .reservedAboveAccount, .logLevelWithoutJSON, .fileSystemWithoutNetwork, .provisionedTwice,
    .permissionSourceUnfit, .edgeFunctionUnfit, .urlWithoutPermission, .streamingUnsupported,
  ]
}
