import Diagnostics
import Events

extension Checks {
  /// Rules of EventBridge's rules and their targets.
  static let events: [Check] = [
    .scheduleOnCustomBus, .duplicateTargetID, .groupIDMissing, .severalInputs, .targetRoleUnfit,
    .busChain, .discoveryOfEncryptedBus, .subscriberRoleLacksTarget,
  ]

  /// The rules of patterns, filters, schedules and transformers.
  static var eventGrammar: [Rule] { EventRules.all }
}
