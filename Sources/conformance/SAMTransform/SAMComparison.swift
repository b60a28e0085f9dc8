import Foundation

/// A template as upstream compares it.
struct SAMComparison {
  private let value: Any

  /// What the transform does not touch.
  private static let untouched = ["AWSTemplateFormatVersion", "Description", "Metadata", "Transform", "Rules"]

  init(_ value: Any) {
    var root = Self.masked(value) as? [String: Any] ?? [:]
    for name in Self.untouched { root[name] = nil }
    // A section without entries is none.
    for (name, section) in root { if (section as? [String: Any])?.isEmpty == true { root[name] = nil } }
    self.value = Self.normalised(root)
  }

  /// Where two differ first; nil if they do not.
  func difference(from other: SAMComparison) -> String? { Self.difference(value, other.value, "") }

  private static func difference(_ found: Any, _ wanted: Any, _ path: String) -> String? {
    switch (found, wanted) {
    case (let found as [String: Any], let wanted as [String: Any]):
      for key in wanted.keys.sorted() where found[key] == nil {
        return "\(path)/\(key) missing; wanted \(text(wanted[key] as Any))"
      }
      for key in found.keys.sorted() {
        guard let other = wanted[key] else { return "\(path)/\(key) not wanted: \(text(found[key] as Any))" }
        if let difference = difference(found[key] as Any, other, "\(path)/\(key)") { return difference }
      }
      return nil
    case (let found as [Any], let wanted as [Any]):
      guard found.count == wanted.count else { return "\(path)\n  found  \(text(found))\n  wanted \(text(wanted))" }
      for (index, pair) in zip(found, wanted).enumerated() {
        if let difference = difference(pair.0, pair.1, "\(path)[\(index)]") { return difference }
      }
      return nil
    default:
      let (a, b) = (text(found), text(wanted))
      return a == b ? nil : "\(path)\n  found  \(a)\n  wanted \(b)"
    }
  }

  /// JSON with sorted names.
  private static func text(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes]
    return (try? JSONSerialization.data(withJSONObject: value, options: options)).map {
      String(decoding: $0, as: UTF8.self)
    } ?? "?"
  }

  /// Lists sorted by their text, and `Fn::GetAtt` as a list.
  private static func normalised(_ value: Any) -> Any {
    if let map = value as? [String: Any] {
      if map.count == 1, let text = map["Fn::GetAtt"] as? String, let dot = text.firstIndex(of: ".") {
        return ["Fn::GetAtt": [String(text[..<dot]), String(text[text.index(after: dot)...])].sorted()]
      }
      var result = map.mapValues { normalised($0) }
      if map["Type"] is String, let others = map["DependsOn"] as? [Any], others.count == 1 {
        result["DependsOn"] = others[0]
      }
      return result
    }
    guard let items = value as? [Any] else { return value }
    return items.map { normalised($0) }.map { ($0, text($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// The value without the digests of deployments, which are masked in names, references and descriptions alike.
  private static func masked(_ value: Any) -> Any {
    guard let text = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed]),
      let resources = (value as? [String: Any])?["Resources"] as? [String: Any]
    else { return value }
    var json = String(decoding: text, as: UTF8.self)
    for (id, resource) in resources {
      guard let body = resource as? [String: Any], body["Type"] as? String == "AWS::ApiGateway::Deployment",
        let range = id.range(of: "Deployment", options: .backwards), id[range.upperBound...].count == 10,
        let properties = body["Properties"] as? [String: Any]
      else { continue }
      json = json.replacingOccurrences(of: "\"\(id)\"", with: "\"\(id[..<range.upperBound])\"")
      if let description = properties["Description"] as? String, description.hasPrefix("RestApi deployment id: ") {
        json = json.replacingOccurrences(of: description, with: "RestApi deployment id: ")
      }
    }
    return (try? JSONSerialization.jsonObject(with: Data(json.utf8))) ?? value
  }
}
