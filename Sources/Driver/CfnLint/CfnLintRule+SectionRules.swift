extension CfnLintRule {
  /// E4 and on.
  static let sectionRules: [CfnLintRule] = [
    .init("E4001", "Metadata Interface have appropriate properties", ["STK349"]),
    .init("E4002", "Validate the configuration of the Metadata section", ["STK355"]),
    .init("E5001", "Check that Modules resources are valid", .notYet),
    .init("E6001", "Check the properties of Outputs", ["STK201", "STK202", "STK203"]),
    .init("E6002", "Outputs have required properties", ["STK201", "STK202", "STK203"]),
    .init("E6003", "Check the type of Outputs", ["STK333", "STK203"]),
    .init("E6004", "Outputs have appropriate names", ["STK207", "STK903"]),
    .init("E6005", "Validate the Output condition is valid", ["STK315"]),
    .init("E6010", "Output limit not exceeded", ["STK902"]),
    .init("E6011", "Check property names in Outputs", ["STK207", "STK903"]),
    .init("E6101", "Validate that outputs values are a string", ["STK333", "STK203"]),
    .init("E6102", "Validate that output exports have values of strings", ["STK333", "STK203"]),
    .init("E7001", "Mappings are appropriately configured", ["STK203"]),
    .init("E7002", "Check property names in Mappings", ["STK207", "STK903"]),
    .init("E7010", "Max number of properties for Mappings", ["STK902"]),
    .init("E8001", "Conditions have appropriate properties", ["STK203", "STK201"]),
    .init("E8002", "Check if the referenced Conditions are defined", ["STK315"]),
    .init("E8003", "Check Fn::Equals structure for validity", ["STK306", "STK344"]),
    .init("E8004", "Check Fn::And structure for validity", ["STK306"]),
    .init("E8005", "Check Fn::Not structure for validity", ["STK306"]),
    .init("E8006", "Check Fn::Or structure for validity", ["STK306"]),
    .init("E8007", "Check Condition structure for validity", ["STK315"]),
  ]
}
