/// A policy document with the places of its statements.
public struct PolicyPlan: Codable, Sendable, Equatable {
  /// Logical id of the resource that holds it.
  public var id: String
  /// Name of the policy, if it has one.
  public var name: String?
  /// The document, as "JSON policy element reference" (IAM User Guide) has it.
  public var document: JSONValue
  /// Where each statement of the document was written, in the document's order.
  public var statements: [Place] = []
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, document: JSONValue) {
    self.id = id
    self.document = document
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    document = try container.decode(JSONValue.self, forKey: .document)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.statements, into: &statements)
  }
}
