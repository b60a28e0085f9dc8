import Source
import Template

extension Section {
  static let buses = Section(
    .buses,
    "EventBridge event buses. The account's default bus needs no entry.",
    keys: [
      Key("description", .text, to: "Description", "What travels on it.")
    ],
    example: """
      buses:
        shop: { description: What happens in the shop }
      """
  ) { lowering, entry in
    var bus = lowering.resource(entry, .buses)
    // CloudFormation makes no name for a bus ("Name: Required: Yes", AWS::Events::EventBus).
    bus.properties.set("Name", at: entry.span, .sub("${AWS::StackName}-\(entry.name)", entry.span))
    lowering.add(bus, from: entry)
  }
}
