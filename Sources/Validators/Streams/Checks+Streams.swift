extension Checks {
  /// Rules of streams, of what reads them, of delivery streams and of analytics.
  static let streams: [Check] = [
    .streamUnfit, .deliveryBufferUnfit, .deliveryDestinationUnfit, .deliveryPrefixUnfit, .transformUnfit,
    .failingRecordBlocksShard, .analyticsForSQLEnded, .queryNoSelect,
  ]
}
