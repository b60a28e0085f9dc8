import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let snapStartUnfit = Rule(
    "STK518", "snap-start-unfit", .error, "SnapStart for a function that cannot have it",
    limits: ["LAM-118", "LAM-119"],
    why: """
      SnapStart is for Java 11 and later, Python 3.12 and later and .NET 8 and later. It does not go with provisioned \
      concurrency, a file system, or more than 512 MB of `/tmp` ("Improving startup performance with Lambda SnapStart", AWS \
      Lambda Developer Guide). It was for Java alone before November 2024, and not for container images before September \
      2026.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: nodejs22.x, handler: index.f, code: src, properties: { ↓SnapStart: { ApplyOn: PublishedVersions } } }\n",
        files: ["src/index.mjs": "export const f = async () => {}\n"]),
      .bad(
        "functions:\n  f: { \(Samples.function), ephemeralStorage: ↓1 GB, properties: { SnapStart: { ApplyOn: PublishedVersions } } }\n",
        files: Samples.handler),
      .good(Samples.function(properties: "SnapStart: { ApplyOn: PublishedVersions }"), files: Samples.handler),
    ])
}

extension Check {
  static let snapStartUnfit = Check(.snapStartUnfit) { context, findings in
    let provisioned = context.provisionedFunctions
    for function in context.wholeResources("AWS::Lambda::Function") {
      guard let entry = function.properties.entry("SnapStart"),
        entry.value["ApplyOn"].flatMap(context.resolver.literal) == "PublishedVersions"
      else { continue }
      if let runtime = function["Runtime"].flatMap(context.resolver.literal), !SnapStart.supports(runtime) {
        findings.report(
          .snapStartUnfit("`\(runtime)` has no SnapStart", "LAM-118", at: entry.keySpan, context, entry))
      }
      for (what, span) in context.hindrances(of: function, provisioned) {
        findings.report(.snapStartUnfit("SnapStart does not go with \(what)", "LAM-119", at: span, context, entry))
      }
    }
  }
}

/// Which runtimes have SnapStart.
private enum SnapStart {
  /// The first version of each family that has it.
  private static let first: [(family: String, version: [Int])] = [
    ("java", [11]), ("python", [3, 12]), ("dotnet", [8]),
  ]

  /// A runtime of no known family may be a new one, and counts as one that has it.
  static func supports(_ runtime: String) -> Bool {
    guard LambdaRuntime.named(runtime) != nil else { return true }
    guard let (family, least) = first.first(where: { runtime.hasPrefix($0.family) }) else { return false }
    let numbers = runtime.dropFirst(family.count).split { !$0.isNumber }.compactMap { Int($0) }
    for (number, bound) in zip(numbers, least) where number != bound { return number > bound }
    return true
  }
}

extension CheckContext {
  /// Where provisioned concurrency is asked for, by function.
  fileprivate var provisionedFunctions: [String: Span] {
    var places: [String: Span] = [:]
    for type in ["AWS::Lambda::Alias", "AWS::Lambda::Version"] {
      for resource in resources(type) {
        guard let entry = resource.properties.entry("ProvisionedConcurrencyConfig"),
          let function = reader.function(resource.logicalID)
        else { continue }
        places[function] = entry.keySpan
      }
    }
    return places
  }

  /// What a function has that SnapStart does not go with, and where.
  fileprivate func hindrances(of function: Resource, _ provisioned: [String: Span]) -> [(what: String, span: Span)] {
    var found: [(String, Span)] = []
    if let span = provisioned[function.logicalID] { found.append(("provisioned concurrency", span)) }
    if let systems = function.properties.entry("FileSystemConfigs") { found.append(("a file system", systems.keySpan)) }
    if let size = function["EphemeralStorage"]?["Size"], let number = resolver.integer(size),
      let usual = Self.limit("LAM-010"), number > usual
    {
      found.append(("more than \(usual) MB of `/tmp`", size.span))
    }
    return found
  }
}

extension Diagnostic {
  fileprivate static func snapStartUnfit(
    _ message: String, _ row: String, at span: Span, _ context: CheckContext, _ entry: ValueMap.Entry
  ) -> Diagnostic {
    Diagnostic(
      .snapStartUnfit, message, at: span,
      notes: span == entry.keySpan ? [] : [.init("SnapStart is asked for here", at: entry.keySpan)],
      consequences: ["Lambda refuses the function or the next version of it"],
      help: [span == entry.keySpan ? "take `SnapStart` away" : "take one of the two away"], limits: [row])
  }
}
