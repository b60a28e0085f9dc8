/// The two types of state machine (Step Functions Developer Guide, "Choosing workflow type").
public enum StateMachineKind: String, Sendable, Hashable {
  case standard = "STANDARD"
  case express = "EXPRESS"
}

/// The languages in which a state picks and shapes its data.
public enum QueryLanguage: String, Sendable, Hashable, CaseIterable {
  case jsonPath = "JSONPath"
  case jsonata = "JSONata"
}

/// The types of state.
public enum StateType: String, Sendable, Hashable, CaseIterable {
  case task = "Task"
  case pass = "Pass"
  case choice = "Choice"
  case wait = "Wait"
  case succeed = "Succeed"
  case fail = "Fail"
  case parallel = "Parallel"
  case map = "Map"
}
