import Source
import Template

extension WireReaderTests {
  /// The arrows of buckets and user pools.
  static let storage: [Case] = [
    Case(
      "AWS::S3::Bucket",
      [
        "NotificationConfiguration": [
          "LambdaConfigurations": [["Event": "s3:ObjectCreated:*", "Function": function]],
          "QueueConfigurations": [["Event": "s3:ObjectCreated:*", "Queue": queue]],
          "TopicConfigurations": [["Event": "s3:ObjectCreated:*", "Topic": ref("Topic")], ["Event": "s3:TestEvent"]],
        ]
      ], ["bucket-function It>Function", "bucket-queue It>Queue", "bucket-topic It>Topic"]),
    Case(
      "AWS::Cognito::UserPool",
      [
        "LambdaConfig": [
          "PreSignUp": function, "PostConfirmation": ref("Alias"), "PreTokenGeneration": function,
          "PreTokenGenerationConfig": ["LambdaArn": function, "LambdaVersion": "V2_0"], "KMSKeyID": "key",
        ], "SmsConfiguration": ["SnsCallerArn": "arn:aws:iam::123456789012:role/sms"],
      ],
      ["user-pool-function It>Function", "user-pool-function It>Alias", "user-pool-sms It>text messages"]),
  ]
}
