import Wiring

/// What people call the things that ARNs name.
struct StackNames: Sendable {
  /// One thing of the stack.
  struct Item: Sendable {
    /// How the stack file refers to it, if it is written there; else its name.
    var shown: String
    /// How the stack file refers to it.
    var path: String?
    /// Its type in CloudFormation.
    var type: String
    /// Where it was written.
    var place: Place?
  }

  /// A thing, and what an ARN has behind the thing's own: an alias, an index.
  struct Found: Sendable {
    var item: Item
    var suffix: Substring
  }

  private var items: [String: Item] = [:]

  init(_ plan: WiringPlan) {
    for item in plan.functions { add(item.arn, item.path, item.name, "AWS::Lambda::Function", item.place) }
    for item in plan.roles { add(item.arn, item.path, item.name, "AWS::IAM::Role", item.place) }
    for item in plan.queues { add(item.arn, item.path, item.name, "AWS::SQS::Queue", item.place) }
    for item in plan.topics { add(item.arn, item.path, item.name, "AWS::SNS::Topic", item.place) }
    for item in plan.buses { add(item.arn, item.path, item.name, "AWS::Events::EventBus", item.place) }
    for item in plan.rules { add(item.arn, item.path, item.name, "AWS::Events::Rule", item.place) }
    for item in plan.apis { add(item.arn, item.path, item.name, "AWS::ApiGatewayV2::Api", item.place) }
    for item in plan.restAPIs { add(item.arn, item.path, item.name, "AWS::ApiGateway::RestApi", item.place) }
    for item in plan.tables { add(item.arn, item.path, item.name, "AWS::DynamoDB::Table", item.place) }
  }

  private mutating func add(_ arn: String, _ path: String?, _ name: String, _ type: String, _ place: Place?) {
    items[arn] = Item(shown: path ?? name, path: path, type: type, place: place)
  }

  /// The thing that an ARN is, or is a part of.
  func find(_ arn: String) -> Found? { Self.longestPrefix(of: arn) { items[$0] }.map { Found(item: $0, suffix: $1) } }

  /// What to call an ARN in a message.
  func shown(_ arn: String) -> String { find(arn).map { $0.item.shown + $0.suffix } ?? arn }

  /// The value of the longest beginning of an ARN, cut before a `:` or `/`, that has one; and what follows it.
  static func longestPrefix<Value>(of arn: String, _ value: (String) -> Value?) -> (Value, Substring)? {
    if let found = value(arn) { return (found, "") }
    var end = arn.endIndex
    // Five colons part the components of an ARN; no resource is named by less.
    while let cut = arn[..<end].lastIndex(where: { $0 == ":" || $0 == "/" }) {
      guard arn[..<cut].utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 5 else { return nil }
      if let found = value(String(arn[..<cut])) { return (found, arn[cut...]) }
      end = cut
    }
    return nil
  }
}
