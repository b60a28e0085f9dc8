/// The layers of policies that take part in a decision (IAM User Guide, Policy evaluation logic), in the order in which
/// AWS looks at them.
public enum PolicyLayer: String, Sendable, CaseIterable {
  case resourceControl
  case serviceControl
  case endpoint
  case resource
  case identity
  case boundary
  case session
}
