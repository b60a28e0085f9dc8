public import Diagnostics

/// The rules of what `stackc diff` tells: found between two stacks, not in one.
public enum ComparisonRules {
  /// All of them, by code.
  public static let all: [Rule] = [
    .resourceAdded, .resourceRemoved, .resourceChanged, .resourceReplaced, .dataLost, .permissionGained,
    .permissionLost,
    .permissionUnknown, .comparisonIncomplete,
  ]
}

extension Rule {
  static let resourceAdded = told(
    "STK780", "resource-added", .info, "a resource that a change adds",
    why: "CloudFormation makes it when the stack is updated. What follows from it (roles, log groups) comes with it.")

  static let resourceRemoved = told(
    "STK781", "resource-removed", .warning, "a resource that a change takes away",
    why: """
      CloudFormation deletes it at the end of the update, or leaves it without a stack where its `DeletionPolicy` says so \
      ("DeletionPolicy attribute", AWS CloudFormation Template Reference).
      """)

  static let resourceChanged = told(
    "STK782", "resource-changed", .info, "a resource that a change updates",
    why: """
      CloudFormation updates it where it is. The registry's resource schemas tell which properties make it replace a \
      resource, and not which ones interrupt it: that stands in the type's page ("Update behaviors of stack resources", AWS \
      CloudFormation User Guide).
      """)

  static let resourceReplaced = told(
    "STK783", "resource-replaced", .warning, "a resource that a change replaces",
    why: """
      The property cannot change in place (`createOnlyProperties` of the resource schema), or the logical id is another: \
      CloudFormation makes a new resource with a new id, moves what refers to it, and deletes the old one. A name that is \
      set stands in its way: two resources cannot have it at once.
      """)

  static let dataLost = told(
    "STK784", "data-lost", .error, "a change that loses data",
    why: """
      The resource holds data, and the change deletes it or puts another, empty one in its place. Nothing of CloudFormation \
      brings it back. `DeletionPolicy: Retain` keeps what is deleted, `UpdateReplacePolicy: Retain` what is replaced; they must \
      be deployed before the change that needs them.
      """)

  static let permissionGained = told(
    "STK785", "permission-gained", .warning, "something that can be done after a change and not before",
    why: """
      Worked out on what the policies of both sides mean: identity policies, boundaries, resource policies, trust policies, \
      every Allow and Deny of them. Policies that say the same in other words are no change.
      """)

  static let permissionLost = told(
    "STK786", "permission-lost", .info, "something that could be done before a change and not after",
    why: """
      Whoever still does it is denied once the change is deployed. Worked out on what the policies of both sides mean, as \
      for what is gained.
      """)

  static let permissionUnknown = told(
    "STK787", "permission-unknown", .warning, "a policy that comes or goes, and of which nothing is known",
    why: "It is neither in the stack nor one of AWS's own that are known: what it allows cannot be compared.")

  static let comparisonIncomplete = told(
    "STK788", "comparison-incomplete", .warning, "policies too large to be compared in full",
    why: """
      Wildcards, conditions or statements divide the requests into more classes than are looked at. What is told is so; \
      there may be more.
      """)

  private static func told(
    _ code: String, _ name: String, _ severity: Severity, _ title: String, why: String
  ) -> Rule {
    Rule(
      code, name, severity, title, why: why + "\n\nAn answer of `stackc diff`, not found by `stackc lint`.",
      examples: [])
  }
}
