import Diagnostics

extension Checks {
  /// What DynamoDB wants of a table beyond the schema.
  static let tables: [Check] = [
    .undefinedKeyAttribute, .unusedAttributeDefinition, .keyNotAccepted, .throughputUnfit, .projectionNotAccepted,
    .tooManyIndexes, .expiryNotNumber, .localIndexUnfit,
  ]
}
