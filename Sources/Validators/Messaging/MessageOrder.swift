import Source
import Template

/// Whether a queue or topic keeps the order of its messages.
enum MessageOrder: String, Sendable {
  /// First in, first out.
  case fifo = "FIFO"
  /// Best effort.
  case standard

  /// The other one.
  var other: MessageOrder { self == .fifo ? .standard : .fifo }
}

extension CheckContext {
  /// The order of the queue or topic at an end of an arrow; nil where it is not known. Outside the stack the name in the
  /// ARN tells, since AWS has `.fifo` at the end of those names and no others.
  func order(of endpoint: Wire.Endpoint) -> MessageOrder? {
    switch endpoint {
    case .resource(let id): template[id].flatMap(order)
    case .external(let arn):
      if case .literal(let end)? = arn.parts.last, arn.description.hasPrefix("arn:") {
        end.hasSuffix(".fifo") ? .fifo : .standard
      } else {
        nil
      }
    }
  }

  /// The order of a queue or topic.
  func order(of resource: Resource) -> MessageOrder? {
    let property: String
    switch resource.type {
    case "AWS::SQS::Queue": property = "FifoQueue"
    case "AWS::SNS::Topic": property = "FifoTopic"
    default: return nil
    }
    return truth(property, of: resource).map { $0 ? .fifo : .standard }
  }

  /// What an end of an arrow is called in a message.
  func name(of endpoint: Wire.Endpoint) -> String {
    switch endpoint {
    case .resource(let id): template[id]?.label ?? id
    case .external(let arn): arn.description.split(separator: ":").last.map(String.init) ?? arn.description
    }
  }

  /// The arrows of some kinds.
  func wires(_ kinds: Set<Wire.Kind>) -> [Wire] { wires.filter { kinds.contains($0.kind) } }
}
