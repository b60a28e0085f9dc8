import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let outputs = Section(
    "outputs",
    "Values that the stack shows after deployment, and gives to other stacks with `export:`.",
    entry: .object(
      ObjectShape(
        [
          Key("value", .text, to: "Value", required: true, "The value."),
          Key("description", .text, to: "Description", literal: true, "What it is."),
          Key("export", .text, "The name under which other stacks import it; unique in the account and region."),
          Key("condition", .text, "The condition under which there is the output."),
        ], shorthand: "value")),
    example: """
      queues:
        orders: {}
      outputs:
        ordersUrl: { value: "${queues.orders.url}", export: shop-orders-url }
      """
  ) { lowering, entry in
    guard entry.name.isAlphanumeric else {
      lowering.findings.report(.invalidName(entry.name, of: "an output", at: entry.span))
      return
    }
    var attributes = entry.properties(&lowering)
    if let name = entry.value("export", &lowering) {
      attributes.set("Export", at: name.span, .object(name.span, ["Name": name]))
    }
    if let condition = entry.plainName("condition", &lowering) {
      attributes.set("Condition", at: condition.span, .string(condition.text, condition.span))
    }
    lowering.template.outputs.append(Output(name: Name(entry.name, entry.span), attributes: attributes))
  }
}
