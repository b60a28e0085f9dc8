/// A function URL (AWS::Lambda::Url).
public struct FunctionURLPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `NONE` or `AWS_IAM`.
  public var authorization: String?
  /// Name of the alias that it calls; without it, `$LATEST`.
  public var qualifier: String?
  /// Whether answers are streamed (`RESPONSE_STREAM`).
  @OrEmpty public var streams = false
  /// Which web pages may call it.
  public var cors: CORSPlan?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
