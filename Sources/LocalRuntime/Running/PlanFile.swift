import Foundation
import Wiring

/// Reads a plan and fills in where the edge listens.
enum PlanFile {
  /// A plan of this size was not made by a compiler: the largest stack that CloudFormation takes has 500 resources.
  static let largest = 64 << 20

  /// The plan in a file.
  static func read(_ path: String) throws(StartFault) -> WiringPlan {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
      throw StartFault("`\(path)` cannot be read", help: ["`stackc build` writes a plan: build/wiring.json"])
    }
    guard size <= largest, let data = FileManager.default.contents(atPath: path) else {
      throw StartFault("`\(path)` cannot be read or is larger than \(largest >> 20) MB")
    }
    do {
      return try JSONDecoder().decode(WiringPlan.self, from: data)
    } catch {
      throw StartFault(
        "`\(path)` is no wiring plan: \(words(error))", help: ["Docs/wiring-plan.md describes the form, field by field"]
      )
    }
  }

  /// What is wrong with it, and where.
  private static func words(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    func at(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
      let path = (context.codingPath + (key.map { [$0] } ?? [])).map {
        $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)"
      }
      let text = path.joined()
      return text.hasPrefix(".") ? String(text.dropFirst()) : text.isEmpty ? "the file" : text
    }
    switch error {
    case .keyNotFound(let key, let context): return "`\(at(context, key))` is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context): return "`\(at(context))` has another type"
    case .dataCorrupted(let context): return context.debugDescription
    @unknown default: return "\(error)"
    }
  }
}

extension WiringPlan {
  /// The plan with `${edge}` replaced where a field takes it (Docs/wiring-plan.md, "The edge").
  func at(edge: String) -> WiringPlan {
    func filled(_ text: String) -> String {
      guard text.contains("${edge}") else { return text }
      // `$${edge}` stands for the text itself.
      return text.components(separatedBy: "$${edge}").map { $0.replacingOccurrences(of: "${edge}", with: edge) }
        .joined(separator: "${edge}")
    }
    var plan = self
    for index in plan.functions.indices {
      for variable in plan.functions[index].environment.items {
        plan.functions[index].environment.set(variable.name, filled(variable.value))
      }
      plan.functions[index].inlineCode = plan.functions[index].inlineCode.map(filled)
    }
    for index in plan.queues.indices { plan.queues[index].url = filled(plan.queues[index].url) }
    for index in plan.outputs.indices { plan.outputs[index].value = filled(plan.outputs[index].value) }
    for topic in plan.topics.indices {
      for index in plan.topics[topic].subscriptions.indices {
        plan.topics[topic].subscriptions[index].endpoint = filled(plan.topics[topic].subscriptions[index].endpoint)
      }
    }
    for rule in plan.rules.indices {
      for index in plan.rules[rule].targets.indices {
        let target = plan.rules[rule].targets[index]
        plan.rules[rule].targets[index].input = target.input.map(filled)
        plan.rules[rule].targets[index].transformer?.template = filled(target.transformer?.template ?? "")
      }
    }
    for index in plan.apis.indices {
      plan.apis[index].url = filled(plan.apis[index].url)
      if let cors = plan.apis[index].cors { plan.apis[index].cors?.origins = cors.origins.map(filled) }
    }
    return plan
  }
}
