extension LimitCase {
  static let naming = [
    LimitCase(
      "SQS-013", past: "queues:\n  jobs: { name: ↓\(letters(81)) }\n", at: "queues:\n  jobs: { name: \(letters(80)) }\n"
    ),
    LimitCase("SQS-014", past: "queues:\n  jobs: { name: ↓my.jobs }\n", at: "queues:\n  jobs: { name: my-jobs }\n"),
    LimitCase(
      "SNS-001", past: "topics:\n  news: { name: ↓\(letters(257)) }\n",
      at: "topics:\n  news: { name: \(letters(256)) }\n"),
    LimitCase("SNS-025", past: "topics:\n  news: { name: ↓my.news }\n", at: "topics:\n  news: { name: my-news }\n"),
    LimitCase("DDB-005", past: table("name: ↓\(letters(256))"), at: table("name: \(letters(255))")),
    LimitCase("DDB-004", past: table("name: ↓ab"), at: table("name: abc")),
    LimitCase(
      "LAM-015", past: "functions:\n  f: { \(function), name: ↓\(letters(65)) }\n",
      at: "functions:\n  f: { \(function), name: \(letters(64)) }\n"),
    LimitCase(
      "LAM-016", past: "functions:\n  f: { \(function), name: ↓my.function }\n",
      at: "functions:\n  f: { \(function), name: my-function }\n"),
    LimitCase("IAM-007", past: inlinePolicy("↓\(letters(129))"), at: inlinePolicy(letters(128))),
    LimitCase("API-0101", past: inlinePolicy("↓\"my policy\""), at: inlinePolicy("my-policy")),
    LimitCase(
      "TAG-001", past: "queues:\n  jobs:\n    tags:\n" + lines(50) { "      t\($0): v\n" } + "      ↓last: v\n",
      at: "queues:\n  jobs:\n    tags:\n" + lines(50) { "      t\($0): v\n" }),
    LimitCase("TAG-002", past: tag("Key: ↓\(letters(129)), Value: v"), at: tag("Key: \(letters(128)), Value: v")),
    LimitCase("TAG-003", past: tag("Key: k, Value: ↓\(letters(257))"), at: tag("Key: k, Value: \(letters(256))")),
  ]

  private static func table(_ keys: String) -> String { "tables:\n  orders: { \(keys), key: { id: string } }\n" }

  private static func inlinePolicy(_ name: String) -> String {
    """
    resources:
      Reader:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
          Policies:
            - PolicyName: \(name)
              PolicyDocument:
                Version: "2012-10-17"
                Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::lake/*" }]

    """
  }

  /// A tag of a type whose schema does not bound tags.
  private static func tag(_ members: String) -> String {
    "resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: { Name: shop, Tags: [{ \(members) }] }\n"
  }
}
