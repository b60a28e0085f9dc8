extension LimitCase {
  static let iam = [
    LimitCase(
      "IAM-003", past: inline(characters: 10_241, mark: "↓"), at: inline(characters: 10_240)),
    LimitCase("IAM-002", past: managedPolicy(characters: 6145, mark: "↓"), at: managedPolicy(characters: 6144)),
    LimitCase("IAM-001", past: trust(characters: 2049, mark: "↓"), at: trust(characters: 2048)),
    LimitCase("IAM-013", past: policy("↓\"arn:aws:s3:::lake/\u{100}\""), at: policy("\"arn:aws:s3:::lake/\u{FF}\"")),
    LimitCase(
      "IAM-021", past: policy("\"*\"", version: "↓\"2012-10-18\""), at: policy("\"*\"", version: "\"2012-10-17\"")),
    LimitCase("IAM-004", past: managed(11), at: managed(10)),
  ]

  /// A role whose inline policy has so many characters without white space.
  private static func inline(characters: Int, mark: String = "") -> String {
    let empty =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"}]}"#
    let resource = "arn:aws:s3:::" + letters(characters - empty.utf8.count)
    return """
      resources:
        \(mark)Reader:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
            Policies:
              - PolicyName: reading
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "\(resource)" }]

      """
  }

  private static func managed(_ count: Int) -> String {
    let lines = (1...count).map { "      - \($0 == 11 ? "↓" : "")arn:aws:iam::123456789012:policy/p\($0)\n" }
    return "roles:\n  reader:\n    trusts: lambda.amazonaws.com\n    managed:\n" + lines.joined()
  }

  private static func policy(_ resource: String, version: String = "\"2012-10-17\"", mark: String = "") -> String {
    """
    resources:
      Reading:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument: \(mark){ Version: \(version), Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: \(resource) }] }

    """
  }

  private static func managedPolicy(characters: Int, mark: String = "") -> String {
    let empty =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"}]}"#
    return policy("\"arn:aws:s3:::\(letters(characters - empty.utf8.count))\"", mark: mark)
  }

  private static func trust(characters: Int, mark: String = "") -> String {
    let empty =
      #"{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#
    return """
      resources:
        Reader:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: \(mark){ Version: "2012-10-17", Statement: [{ Sid: \(letters(characters - empty.utf8.count)), Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }

      """
  }
}
