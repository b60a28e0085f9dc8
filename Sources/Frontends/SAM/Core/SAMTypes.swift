import Spec

/// The types that a template has of the resources that are SAM's, and of their events.
struct SAMTypes {
  var resources: Set<String> = []
  private(set) var events: Set<String> = []

  /// The types whose resources have events.
  static let haveEvents = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]

  init() {}

  init(of resources: SAMMap) {
    for entry in resources.resources(where: { $0.hasPrefix(ServerlessType.prefix) }) {
      guard let body = entry.value.map, let type = body.string("Type") else { continue }
      self.resources.insert(type)
      guard Self.haveEvents.contains(type) else { continue }
      for event in body["Properties"]?["Events"]?.map?.values ?? [] {
        if let type = event["Type"]?.string { events.insert(type) }
      }
    }
  }
}
