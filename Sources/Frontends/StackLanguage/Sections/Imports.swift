import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let imports = Section(
    "imports",
    "Values that other stacks export, by the name they export them under. Read as `${imports.name}`.",
    entry: .text,
    example: """
      imports:
        ordersUrl: shop-orders-url
      parameters:
        stage: { default: dev }
      outputs:
        upstream: ${imports.ordersUrl}
      """
  ) { lowering, entry in
    guard let node = entry.layers.first, node.kind == .scalar, !node.text.isEmpty else {
      lowering.findings.report(
        .wrongType(
          entry.name, wanted: "the name of an export", got: entry.layers.first?.phrase ?? "nothing",
          at: entry.layers.first?.span ?? entry.span))
      return
    }
  }
}
