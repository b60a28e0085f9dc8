import Source
import Spec

/// What stands around a message: the error's code, the operation and the service, as the AWS CLI, the SDKs, CloudFormation
/// and the services' own protocols write them.
struct Envelope {
  var code: String?
  var operation: String?
  var service: String?

  init(_ text: FoldedText) {
    readCommandLine(text)
    readMarks(text)
    if code == nil { code = Self.codes.first { text.find($0.lowercased()) != nil } }
  }

  /// `An error occurred (CODE) when calling the OP operation: …`: the AWS CLI and botocore.
  private mutating func readCommandLine(_ text: FoldedText) {
    guard let start = text.find("an error occurred (") else { return }
    code = Self.word(text, at: start.upperBound)
    if let calling = text.find("when calling the ", from: start.upperBound) {
      operation = Self.word(text, at: calling.upperBound)
    }
  }

  /// Names that precede a value: `Error Code: X`, `"__type":"…#X"`, `<Code>X</Code>`, `Service: X`.
  private mutating func readMarks(_ text: FoldedText) {
    for mark in ["error code: ", "<code>", "\"code\":\"", "\"code\": \"", "handlererrorcode: ", "errorcode: "]
    where code == nil { code = text.find(mark).flatMap { Self.word(text, at: $0.upperBound) } }
    for mark in ["\"__type\":\"", "\"__type\": \""] where code == nil {
      guard let place = text.find(mark), let word = text.word(at: place.upperBound) else { continue }
      // `com.amazonaws.dynamodb.v20120810#AccessDeniedException`: the name is behind the mark.
      code = text.text(word).split(separator: "#").last.map(String.init)
    }
    for mark in ["(service: ", "; service: ", ", service: "] where service == nil {
      guard let place = text.find(mark) else { continue }
      let end = text.bytes[place.upperBound...].firstIndex {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ")")
      }
      service = Self.prefix(ofServiceNamed: text.text(place.upperBound..<(end ?? text.bytes.count)))
    }
  }

  /// Codes of denials, the longer ones first (each service's API reference, Common Errors).
  static let codes = [
    "KMSAccessDeniedException", "KMS.AccessDeniedException", "AccessDeniedException", "AccessDenied",
    "AuthorizationErrorException", "AuthorizationError", "Client.UnauthorizedOperation", "UnauthorizedOperation",
    "NotAuthorizedException", "ForbiddenException", "States.Permissions", "AWS.SimpleQueueService.NonExistentQueue",
    "InvalidParameterValueException", "NO_PERMISSIONS",
  ]

  private static func word(_ text: FoldedText, at start: Int) -> String? {
    let rest = text.bytes[min(start, text.bytes.count)...]
    let word = rest.prefix { $0.isWord || $0 == UInt8(ascii: ".") }
    return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
  }
}

extension Envelope {
  /// The IAM prefix of a service as SDKs and CloudFormation name it: `AmazonSQS`, `Amazon S3`, `Sqs`, `AWSKMS`.
  static func prefix(ofServiceNamed name: String) -> String? {
    var word = name.lowercased().filter { $0.isLetter || $0.isNumber }
    for brand in ["amazon", "aws"] where word.hasPrefix(brand) { word = String(word.dropFirst(brand.count)) }
    if let prefix = sdkNames[word] { return prefix }
    return IAMService.named(word)?.prefix
  }

  /// Names of SDKs that are no prefix (AWS SDK for Java 1 and 2, service ids).
  private static let sdkNames: [String: String] = [
    "cloudwatchevents": "events", "cloudwatchlogs": "logs", "cognitoidentityprovider": "cognito-idp",
    "cognitoidentity": "cognito-identity", "dynamodbv2": "dynamodb", "dynamodbstreams": "dynamodb",
    "elasticfilesystem": "elasticfilesystem", "eventbridge": "events", "identitymanagement": "iam",
    "kinesisfirehose": "firehose", "lambda": "lambda", "securitytokenservice": "sts", "sfn": "states",
    "simplenotificationservice": "sns", "simplequeueservice": "sqs", "simplestorageservice": "s3",
    "stepfunctions": "states", "systemsmanager": "ssm", "simplesystemsmanagement": "ssm",
  ]
}
