/// Stacks around the examples of this module's rules.
enum ExampleMachine {
  /// A standard state machine with a definition, which is written as one line of YAML.
  static func definition(_ definition: String, type: String = "STANDARD") -> String {
    """
    resources:
      Orders:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: arn:aws:iam::111122223333:role/orders
          StateMachineType: \(type)
          Definition: \(definition)

    """
  }

  /// One with a single state, which is called `Ship`.
  static func state(_ fields: String, type: String = "STANDARD") -> String {
    definition("{ StartAt: Ship, States: { Ship: { \(fields) } } }", type: type)
  }
}
