/// A resource type of the Serverless Application Model, of which its transform makes CloudFormation's ("AWS SAM resources and
/// properties", AWS SAM Developer Guide).
public enum ServerlessType: String, CaseIterable, Sendable {
  case function = "AWS::Serverless::Function"
  case stateMachine = "AWS::Serverless::StateMachine"
  case api = "AWS::Serverless::Api"
  case httpAPI = "AWS::Serverless::HttpApi"
  case webSocketAPI = "AWS::Serverless::WebSocketApi"
  case simpleTable = "AWS::Serverless::SimpleTable"
  case layerVersion = "AWS::Serverless::LayerVersion"
  case application = "AWS::Serverless::Application"
  case connector = "AWS::Serverless::Connector"
  case graphQLAPI = "AWS::Serverless::GraphQLApi"
  case capacityProvider = "AWS::Serverless::CapacityProvider"
  case microvmImage = "AWS::Serverless::MicrovmImage"
  case networkConnector = "AWS::Serverless::NetworkConnector"
  case webFunction = "AWS::Serverless::WebFunction"

  /// How all of them begin.
  public static let prefix = "AWS::Serverless::"
  /// The transform that knows them; there is one version of it ("AWS::Serverless transform", AWS CloudFormation Template
  /// Reference).
  public static let transform = "AWS::Serverless-2016-10-31"
}
