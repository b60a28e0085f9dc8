import Policy
import Source
import Testing

/// Whether a condition says for whom a service must act.
@Suite struct ServiceAdmissionTests {
  static let restricting = [
    #"{ "StringEquals": { "aws:SourceAccount": "111122223333" } }"#,
    #"{ "StringEqualsIfExists": { "AWS:SourceAccount": "111122223333" } }"#,
    #"{ "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:111122223333:*" } }"#,
    #"{ "ArnEquals": { "aws:SourceArn": ["arn:aws:s3:::shop", "arn:aws:s3:*:*:shop-*"] } }"#,
    #"{ "StringEquals": { "aws:SourceOrgID": "o-example" } }"#,
    #"{ "StringEquals": { "aws:PrincipalOrgID": "o-example" } }"#,
    #"{ "StringLike": { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111122223333:*" } }"#,
    // A text to be equal to is no pattern: nothing has this account.
    #"{ "StringEquals": { "aws:SourceAccount": "*" } }"#,
  ]

  static let open = [
    "{}",
    #"{ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }"#,
    #"{ "Bool": { "aws:SecureTransport": "true" } }"#,
    #"{ "Bool": { "aws:PrincipalIsAWSService": "true" } }"#,
    #"{ "StringEquals": { "aws:PrincipalServiceName": "sns.amazonaws.com" } }"#,
    #"{ "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" } }"#,
    #"{ "Null": { "aws:SourceArn": "false" } }"#,
    #"{ "StringNotEquals": { "aws:SourceAccount": "111122223333" } }"#,
    #"{ "StringLike": { "aws:SourceAccount": "*" } }"#,
    #"{ "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:*:news" } }"#,
    #"{ "ArnLike": { "aws:SourceArn": "arn:aws:s3:::*" } }"#,
    #"{ "ArnLike": { "aws:SourceArn": ["arn:aws:sns:*:111122223333:news", "*"] } }"#,
  ]

  private static func admitted(_ statements: String) throws -> [String] {
    let file = SourceFile(path: "policy.json", text: "{ \"Version\": \"2012-10-17\", \"Statement\": [\(statements)] }")
    return PolicyDocument(reading: try Datum(json: file, id: SourceID(0))).servicesAdmittedForAll.map(\.service.value)
  }

  private static func statement(
    _ condition: String, resource: String = "arn:aws:s3:::shop/*", action: String = "s3:PutObject"
  ) -> String {
    "{ \"Effect\": \"Allow\", \"Principal\": { \"Service\": \"sns.amazonaws.com\" }, \"Action\": \"\(action)\", \"Resource\": \"\(resource)\", \"Condition\": \(condition) }"
  }

  @Test(arguments: restricting) func isRestricted(_ condition: String) throws {
    #expect(try Self.admitted(Self.statement(condition)).isEmpty)
  }

  @Test(arguments: open) func isOpen(_ condition: String) throws {
    #expect(try Self.admitted(Self.statement(condition)) == ["sns.amazonaws.com"])
  }

  @Test func aStatementThatDeniesTheOthersRestricts() throws {
    func deny(_ condition: String) -> String {
      ", { \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": \(condition) }"
    }
    let open = Self.statement("{}")
    let account = #""StringNotEquals": { "aws:SourceAccount": "111122223333" }"#
    #expect(try Self.admitted(open + deny("{ \(account) }")).isEmpty)
    // One that is not for services leaves them where they are.
    #expect(
      try Self.admitted(
        open
          + deny(
            "{ \"StringNotEquals\": { \"aws:PrincipalOrgID\": \"o-example\" }, \"BoolIfExists\": { \"aws:PrincipalIsAWSService\": \"false\" } }"
          ))
        == ["sns.amazonaws.com"])
    #expect(try !Self.admitted(open + deny(#"{ "Bool": { "aws:SecureTransport": "false" } }"#)).isEmpty)
  }

  @Test func logsOfOneAccountAreItsOwn() throws {
    #expect(try Self.admitted(Self.statement("{}", resource: "arn:aws:s3:::shop/lb/AWSLogs/111122223333/*")).isEmpty)
    #expect(try !Self.admitted(Self.statement("{}", resource: "arn:aws:s3:::shop/lb/AWSLogs/*")).isEmpty)
  }
}
