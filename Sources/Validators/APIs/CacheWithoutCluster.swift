import Diagnostics
import Source
import Template

extension Rule {
  static let cacheWithoutCluster = Rule(
    "STK581", "cache-without-cluster", .error, "answers are to be kept, and the stage has no cache",
    limits: ["AGW-014"],
    why: """
      Answers are kept in a cache of the stage, which is charged by the hour and must be switched on. Without it the setting \
      of a method has no effect, and every request reaches what is behind the API.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, routes: { GET /orders: { to: functions.f, ↓cache: { ttl: 30s } } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, cache: { size: 0.5 GB }, routes: { GET /orders: { to: functions.f, cache: { ttl: 30s } } } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let cacheWithoutCluster = Check(.cacheWithoutCluster) { context, findings in
    for stage in context.wholeResources("AWS::ApiGateway::Stage")
    where context.truth("CacheClusterEnabled", of: stage) == false {
      for setting in stage["MethodSettings"]?.list ?? [] {
        guard let enabled = setting["CachingEnabled"], context.resolver.literal(enabled) == "true" else { continue }
        findings.report(
          Diagnostic(
            .cacheWithoutCluster, "nothing is kept: the stage has no cache", at: enabled.span,
            consequences: ["every request reaches what is behind the API"],
            help: ["give the API a `cache:` with a size, or leave this out"]))
      }
    }
  }
}
