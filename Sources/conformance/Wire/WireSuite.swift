import Foundation
import ServiceModels
import WireProtocols

/// Error answers that AWS's own services gave, as botocore read them: the codec must write each so that its code, message,
/// status, and who is at fault read the same.
enum WireSuite: ConformanceSuite {
  static let name = "wire"

  /// An error in a recorded answer.
  private struct Recorded {
    var test: String
    var service: String
    var answer: [String: Any]
    var error: [String: Any]

    var status: Int? { (answer["ResponseMetadata"] as? [String: Any])?["HTTPStatusCode"] as? Int }
    var queryCode: String? { error["QueryErrorCode"] as? String }
  }

  static func run(_ folder: URL) throws -> [Outcome] {
    let cases = folder.appendingPathComponent("cases")
    var outcomes: [Outcome] = []
    for service in ServiceModel.all {
      // Upstream's folders are Python packages, and `lambda` is a word of Python.
      let place = cases.appendingPathComponent(service.name == "lambda" ? "lambda_" : service.name)
      let files = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)
      let paths = (files?.compactMap { ($0 as? URL)?.path } ?? []).filter { $0.hasSuffix(".json") }.sorted()
      for path in paths { outcomes += try errors(path, service.name).map(judge) }
    }
    return outcomes
  }

  private static func errors(_ path: String, _ service: String) throws -> [Recorded] {
    let tests = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [[String: Any]]
    return (tests ?? []).flatMap { test in
      find(test["recorded"] ?? [:]).compactMap { label, answer in
        guard let error = answer["Error"] as? [String: Any], error["Code"] is String else { return nil }
        return Recorded(
          test: "\(test["name"] ?? "") \(label)", service: service, answer: answer, error: error)
      }
    }
  }

  /// Every object that has an error, with the way to it.
  private static func find(_ value: Any, _ label: String = "") -> [(String, [String: Any])] {
    if let items = value as? [Any] { return items.enumerated().flatMap { find($1, "\(label).\($0)") } }
    guard let object = value as? [String: Any] else { return [] }
    if object["Error"] is [String: Any], object["ResponseMetadata"] != nil { return [(label, object)] }
    return object.sorted { $0.key < $1.key }.flatMap { find($1, label.isEmpty ? $0 : "\(label).\($0)") }
  }

  private static func judge(_ recorded: Recorded) -> Outcome {
    let code = recorded.error["Code"] as? String ?? ""
    let outcome = { (verdict: Outcome.Verdict) in Outcome(name: recorded.test, title: code, verdict: verdict) }
    guard let service = ServiceModel.named(recorded.service), let operation = service.operations.first else {
      return outcome(.failed("no model"))
    }
    let message = recorded.error["Message"] as? String ?? ""
    let isJSON = service.protocols.contains(.json) && (recorded.queryCode != nil || service.name != "sqs")
    let wire: WireProtocol = service.protocols.contains(.restJSON) ? .restJSON : isJSON ? .json : .query
    let call = WireCall(service: service, operation: operation, wire: wire, isQueryMode: recorded.queryCode != nil)
    let response = call.encode(ServiceError(recorded.queryCode ?? code, message), requestID: "r")
    let found = Found(response, wire)
    var wrong: [String] = []
    func compare(_ what: String, _ wanted: String?, _ got: String?) {
      if let wanted, wanted != got { wrong.append("\(what): \(got ?? "none") instead of \(wanted)") }
    }
    compare("code", code, found.code)
    compare("message", message, found.message)
    compare("status", recorded.status.map(String.init), String(response.status))
    compare("type", recorded.error["Type"] as? String, found.type)
    compare("query error code", recorded.queryCode, found.shape)
    compare("type in the body", recorded.answer["Type"] as? String, found.bodyType)
    return outcome(wrong.isEmpty ? .passed : .failed(wrong.joined(separator: "\n")))
  }

  /// What a client reads in an answer.
  private struct Found {
    var code, message, type, shape, bodyType: String?

    init(_ response: WireResponse, _ wire: WireProtocol) {
      let text = String(decoding: response.body, as: UTF8.self)
      if wire == .query {
        code = Self.element("Code", text)
        message = Self.element("Message", text)
        type = Self.element("Type", text)
        return
      }
      let body = (try? JSONSerialization.jsonObject(with: Data(response.body))) as? [String: Any] ?? [:]
      message = (body["message"] ?? body["Message"]) as? String
      bodyType = body["Type"] as? String
      func header(_ name: String) -> String? { response.headers.first { $0.name == name }?.value }
      shape = (body["__type"] as? String)?.split(separator: "#").last.map(String.init) ?? header("x-amzn-errortype")
      let parts = header("x-amzn-query-error")?.split(separator: ";").map(String.init)
      code = parts?.first ?? shape
      type = parts?.last
    }

    private static func element(_ name: String, _ text: String) -> String? {
      guard let start = text.range(of: "<\(name)>"), let end = text.range(of: "</\(name)>") else { return nil }
      let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&amp;": "&"]
      let raw = String(text[start.upperBound..<end.lowerBound])
      return ["&lt;", "&gt;", "&quot;", "&amp;"].reduce(raw) {
        $0.replacingOccurrences(of: $1, with: entities[$1] ?? "")
      }
    }
  }
}
