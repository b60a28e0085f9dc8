import Diagnostics
import Spec

/// Names by which AWS services call ("AWS services that work with IAM" and the services' own guides).
public enum ServicePrincipals {
  private static let domain = ".amazonaws.com"

  /// Services that the policies of stacks name, without the domain: what a misspelled name may be meant for. Most services
  /// are named as the prefix of their actions, and are known without standing here.
  private static let common = [
    "apigateway", "application-autoscaling", "appsync", "autoscaling", "backup", "batch", "bedrock", "budgets",
    "cloudformation", "cloudfront", "cloudtrail", "cloudwatch", "codebuild", "codecommit", "codedeploy",
    "codepipeline", "cognito-idp", "config", "datasync", "delivery.logs", "dynamodb", "ecs-tasks", "edgelambda",
    "elasticache", "elasticbeanstalk", "elasticfilesystem", "elasticloadbalancing", "elasticmapreduce", "events",
    "firehose", "glue", "guardduty", "kafka", "kafkaconnect", "kinesis", "kinesisanalytics", "lambda", "logs",
    "mediaconvert", "opensearchservice", "osis-pipelines", "pipes", "redshift", "route53", "sagemaker", "scheduler",
    "secretsmanager", "states", "storagegateway", "synthetics", "transfer", "vpc-flow-logs",
  ]
  private static let known = Set(common)

  /// Shorter names are near to too many others.
  private static let shortestJudged = 4
  /// From so many letters on, two of them may be wrong.
  private static let longName = 10

  /// The service principal that a name was probably meant to be; nil if it is one, or nothing is near.
  public static func meant(by principal: String) -> String? {
    guard principal.hasSuffix(domain) else { return nil }
    let name = String(principal.dropLast(domain.count))
    guard name.utf8.count >= shortestJudged, !known.contains(name), IAMService.named(name) == nil else { return nil }
    let most = name.utf8.count < longName ? 1 : 2
    return Spelling.nearest(to: name, in: common, atMost: most).map { $0 + domain }
  }
}
