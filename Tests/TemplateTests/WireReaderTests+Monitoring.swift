import Template

extension WireReaderTests {
  /// What functions use, what log groups are passed on to, and whom alarms tell.
  static let monitoring: [Case] = [
    Case(
      "AWS::Lambda::Function",
      [
        "KmsKeyArn": getAtt("Key", "Arn"),
        "FileSystemConfigs": [["Arn": getAtt("Point", "Arn"), "LocalMountPath": "/mnt/data"]],
      ], ["function-file-system It>Files", "function-environment-key It>Key"]),
    Case(
      "AWS::Logs::SubscriptionFilter", ["LogGroupName": ref("Logs"), "DestinationArn": function],
      ["logs-function Logs>Function"]),
    Case(
      "AWS::Logs::SubscriptionFilter", ["LogGroupName": ref("Logs"), "DestinationArn": getAtt("Stream", "Arn")],
      ["logs-stream Logs>Stream"]),
    Case(
      "AWS::Logs::SubscriptionFilter",
      ["LogGroupName": "theirs", "DestinationArn": "arn:aws:firehose:eu-west-1:123456789012:deliverystream/d"],
      [
        "logs-delivery-stream arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:theirs:*>arn:aws:firehose:eu-west-1:123456789012:deliverystream/d"
      ]),
    Case("AWS::Logs::SubscriptionFilter", ["LogGroupName": ref("Logs"), "DestinationArn": queue], []),
    Case(
      "AWS::EC2::FlowLog", ["ResourceId": "vpc-0123456789abcdef0", "LogGroupName": ref("Logs")],
      ["network-log-group vpc-0123456789abcdef0>Logs"]),
    Case(
      "AWS::CloudWatch::Alarm",
      ["AlarmActions": [ref("Topic"), function], "OKActions": [ref("Topic")]],
      ["alarm-topic It>Topic", "alarm-topic It>Topic"]),
    Case("AWS::CloudWatch::CompositeAlarm", ["AlarmActions": [ref("Topic")]], ["alarm-topic It>Topic"]),
  ]
}
