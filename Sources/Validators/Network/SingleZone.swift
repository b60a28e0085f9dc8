import Diagnostics
import Source
import Template

extension Rule {
  static let singleZone = Rule(
    "STK608", "single-zone", .info, "a function whose subnets are all in one availability zone",
    why: """
      When the zone fails, the function does not run. Lambda chooses among the subnets by itself, and more of them cost \
      nothing.
      """,
    examples: [
      .bad(
        NetworkSamples.stack("timeout: 5s", network: "{ zones: 1 }").replacing("networks.main", with: "↓networks.main"),
        files: Samples.handler),
      .good(NetworkSamples.stack("timeout: 5s", network: "{ zones: 2 }"), files: Samples.handler),
    ])
}

extension Check {
  static let singleZone = Check(.singleZone) { context, findings in
    let functions = context.wholeResources("AWS::Lambda::Function").filter { $0["VpcConfig"] != nil }
    guard !functions.isEmpty else { return }
    let map = NetworkMap(context)
    for function in functions {
      guard let place = map.placement(of: function) else { continue }
      let zones = place.subnets.map { $0["AvailabilityZone"].map { context.resolver.zone($0) } }
      guard !zones.contains(nil) || place.subnets.count == 1, Set(zones).count == 1 else { continue }
      findings.report(
        Diagnostic(
          .singleZone, "`\(function.label)` runs in one availability zone", at: place.span,
          help: ["give it a subnet in another zone too"]))
    }
  }
}

extension Resolver {
  /// A zone as it is written: its name, or its place among the region's.
  fileprivate func zone(_ value: Value) -> String {
    if let call = value.intrinsic, call.function == .select, let index = call.argument(0).flatMap(integer) {
      return "#\(index)"
    }
    return text(value)?.description ?? ""
  }
}
