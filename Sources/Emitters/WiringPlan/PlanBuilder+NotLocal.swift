extension PlanBuilder {
  /// Types whose service the local run does not have yet, with what that means.
  static let notLocal: [String: String] = [
    "AWS::CloudWatch::Alarm": "alarms do not go off locally",
    "AWS::CloudWatch::CompositeAlarm": "alarms do not go off locally",
    "AWS::Cognito::IdentityPool": "identity pools do not run locally yet: nobody gets credentials from it",
    "AWS::Cognito::UserPool": "user pools do not run locally yet: nobody can sign in, and its triggers are not called",
    "AWS::EC2::VPC": "networks do not stand locally: handlers run in this machine's network",
    "AWS::KMS::Key": "keys do not run locally yet: nothing is encrypted on this machine",
    "AWS::Lambda::Url": "function URLs do not answer locally",
    "AWS::Logs::MetricFilter": "nothing is counted locally",
    "AWS::Logs::SubscriptionFilter": "logs are not passed on locally",
    "AWS::S3::Bucket": "buckets do not run locally yet: calls of S3 are refused, and nobody is told of objects",
  ]

  /// Types that only say more of one of those, which is told itself.
  static let partsOfNotLocal: Set<String> = [
    "AWS::Cognito::IdentityPoolRoleAttachment", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolGroup", "AWS::Cognito::UserPoolResourceServer", "AWS::KMS::Alias", "AWS::S3::BucketPolicy",
  ]
}
