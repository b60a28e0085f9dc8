extension Checks {
  /// Rules of queues and topics, and of what they are joined to.
  static let messaging: [Check] = [
    .visibilityBelowTimeout, .visibilityBelowAdvice, .deadLetterOfOtherKind, .fifoQueueOnStandardTopic,
    .fifoTopicToOtherProtocol,
    .fifoNameMismatch, .receiveCountOutOfRange, .deadLetterKeptShorter, .deadLetterCircle, .fewReceives,
    .fifoSettingOnStandard, .groupThroughputWithoutScope, .rawDeliveryUnsupported, .fifoTargetUnsupported,
    .consumedQueueWithoutDeadLetter, .eventLoop, .subscriptionWithoutRole,
    .queueEncryptedTwice, .redriveAllowanceUnfit, .managedKeyBeforeService,
    .largeMessagesUnsupported, .deliveryPolicyTooLong, .queueElsewhere,
  ]
}
