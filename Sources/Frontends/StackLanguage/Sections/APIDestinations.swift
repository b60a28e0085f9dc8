import Source
import Template

extension Section {
  static let apiDestinations = Section(
    .apiDestinations,
    "HTTP endpoints that EventBridge calls.",
    keys: [],
    example: """
      apiDestinations:
        partner: { properties: { ConnectionArn: "${resources.Partner.Arn}", HttpMethod: POST, InvocationEndpoint: "https://partner.example/orders" } }
      resources:
        Partner:
          Type: AWS::Events::Connection
          Properties: { AuthorizationType: API_KEY, AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: key, ApiKeyValue: "{{resolve:secretsmanager:partner}}" } } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .apiDestinations), from: entry)
  }
}
