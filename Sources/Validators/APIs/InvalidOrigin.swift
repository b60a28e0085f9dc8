import Diagnostics
import Source
import Template

extension Rule {
  static let invalidOrigin = Rule(
    "STK564", "invalid-origin", .error, "an allowed origin that no browser sends",
    why: """
      A browser sends an origin as scheme, host and, if it is not the usual one, port: `https://shop.example:8443`. One with \
      a path, or without a scheme, never equals that, so no page gets access. API Gateway takes `*`, `https://*` and \
      `http://*` besides.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [↓shop.example] }\n    routes: { GET /orders: functions.f }\n",
        fixed:
          "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [https://shop.example] }\n    routes: { GET /orders: functions.f }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [↓\"https://shop.example/\"] }\n    routes: { GET /orders: functions.f }\n",
        fixed:
          "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [\"https://shop.example\"] }\n    routes: { GET /orders: functions.f }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [\"https://shop.example\", \"http://localhost:3000\"] }\n    routes: { GET /orders: functions.f }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let invalidOrigin = Check(.invalidOrigin) { context, findings in
    for api in context.resources("AWS::ApiGatewayV2::Api") {
      for origin in api["CorsConfiguration"]?["AllowOrigins"]?.list ?? [] {
        guard let text = context.resolver.literal(origin), text != "*", text != "null" else { continue }
        let meant = Origin.meant(text)
        guard meant != text else { continue }
        var diagnostic = Diagnostic(
          .invalidOrigin, "`\(text)` is no origin: it must be a scheme and a host", at: origin.span,
          consequences: ["no browser sends it, so no page gets access"], help: ["write it as `https://shop.example`"])
        if let meant, let fixed = context.rewritten(origin, text: meant) {
          diagnostic.fixes = [.replace(origin.span, with: fixed, title: "change to `\(meant)`", safe: false)]
        }
        findings.report(diagnostic)
      }
    }
  }
}

/// The origin of a web page (RFC 6454, "ASCII Serialization of an Origin").
enum Origin {
  /// The origin a text is, or would be with a scheme before it or without the path behind it; nil if it cannot be one.
  static func meant(_ text: String) -> String? {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    let scheme = parts.count == 2 ? String(parts[0]) : "https"
    guard let rest = parts.last, !scheme.isEmpty,
      scheme.utf8.allSatisfy({
        $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".")
      })
    else { return nil }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0.isLetterOrDigit || "-._:[]*".utf8.contains($0) }) else {
      return nil
    }
    return "\(scheme)://\(host)"
  }
}
