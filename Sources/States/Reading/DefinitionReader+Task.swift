import Diagnostics
import Source

extension DefinitionReader {
  mutating func task(_ object: StateObject) -> TaskAction {
    let member = required(object, "Resource")
    let integration = member.flatMap { resource($0.value, of: object) }
    checkExpress(integration, at: member?.value.span ?? object.place)
    if let credentials = object["Credentials"], credentials.isKnownNonObject(object.language) {
      findings.report(.fieldUnfit("`Credentials` of \(object.subject) is an object", credentials))
    }
    let timeout = integer(object, "TimeoutSeconds", 1...99_999_999)
    let heartbeat = integer(object, "HeartbeatSeconds", 1...99_999_999)
    if case .fixed(let heartbeat)? = heartbeat, case .fixed(let timeout)? = timeout, heartbeat >= timeout,
      let inner = object["HeartbeatSeconds"], let outer = object["TimeoutSeconds"]
    {
      findings.report(.heartbeatTooLong(heartbeat, timeout, inner, outer))
    }
    return TaskAction(
      resource: member?.value.text, resourceSpan: member?.value.span ?? object.place, integration: integration,
      arguments: object[object.language == .jsonata ? "Arguments" : "Parameters"],
      credentials: payload(object, "Credentials", .outside), timeoutSeconds: timeout, heartbeatSeconds: heartbeat)
  }

  /// What an ARN stands for.
  mutating func resource(_ datum: Datum, of object: StateObject) -> ServiceIntegration? {
    switch datum.kind {
    case .string(let text):
      do throws(ServiceIntegration.Fault) {
        return try ServiceIntegration.parse(text)
      } catch {
        findings.report(.taskResourceUnfit(text, error, of: object.subject, datum))
        return nil
      }
    case .unknown: return nil
    default:
      findings.report(.fieldUnfit("`Resource` of \(object.subject) is a text", datum))
      return nil
    }
  }

  /// An express execution waits for no one.
  private mutating func checkExpress(_ integration: ServiceIntegration?, at span: Span) {
    guard kind == .express, let integration else { return }
    if case .activity = integration { findings.report(.unsupportedInExpress("activities", at: span)) }
    switch integration.pattern {
    case .runJob, .runJobParsed, .callback:
      findings.report(.unsupportedInExpress("`\(integration.pattern?.rawValue ?? "")` integrations", at: span))
    case .requestResponse, nil: break
    }
  }
}

extension Datum {
  /// Whether it is certainly no object; with JSONata an expression may give one.
  fileprivate func isKnownNonObject(_ language: QueryLanguage) -> Bool {
    switch kind {
    case .map, .unknown: false
    case .string(let text): !(text.literal == nil || (language == .jsonata && text.literal?.isJSONata == true))
    case .null, .bool, .number, .list: true
    }
  }
}
