import Source

/// The properties of the resources of the template that events change. SAM writes them anew, and refuses those of which it
/// does not know a property (aws-sam-translator 1.115.0, models of `AWS::S3::Bucket` and `AWS::Cognito::UserPool`, 2026-11-30).
enum SAMTargets {
  static let bucket = properties([
    "AccessControl", "AccelerateConfiguration", "AnalyticsConfigurations", "BucketEncryption", "BucketName",
    "CorsConfiguration", "IntelligentTieringConfigurations", "InventoryConfigurations", "LifecycleConfiguration",
    "LoggingConfiguration", "MetricsConfigurations", "NotificationConfiguration", "ObjectLockConfiguration",
    "ObjectLockEnabled", "OwnershipControls", "PublicAccessBlockConfiguration", "ReplicationConfiguration", "Tags",
    "VersioningConfiguration", "WebsiteConfiguration",
  ])

  static let userPool = properties([
    "AccountRecoverySetting", "AdminCreateUserConfig", "AliasAttributes", "AutoVerifiedAttributes",
    "DeletionProtection",
    "DeviceConfiguration", "EmailAuthenticationMessage", "EmailAuthenticationSubject", "EmailConfiguration",
    "EmailVerificationMessage", "EmailVerificationSubject", "EnabledMfas", "LambdaConfig", "MfaConfiguration",
    "Policies", "Schema", "SmsAuthenticationMessage", "SmsConfiguration", "SmsVerificationMessage",
    "UserAttributeUpdateSettings", "UsernameAttributes", "UsernameConfiguration", "UserPoolAddOns", "UserPoolName",
    "UserPoolTags", "UserPoolTier", "VerificationMessageTemplate", "WebAuthnRelyingPartyID",
    "WebAuthnUserVerification",
  ])

  private static func properties(_ names: [String]) -> SAMProperties { SAMProperties(names.map { .init($0, .any) }) }
}

extension SAMTranslation {
  /// A resource as SAM writes it anew: with the attributes that it keeps, if it knows all properties.
  static func known(_ resource: SAMValue, _ id: String, _ known: SAMProperties) throws(SAMFault) -> SAMValue {
    try known.check(
      resource["Properties"] ?? .emptyMap, id: id, type: resource["Type"]?.string ?? "", span: resource.span)
    var kept = resource
    let attributes = SAMSource(id, resource, span: resource.span).kept.keys + ["Type", "Properties", "DependsOn"]
    for name in resource.map?.keys ?? [] where !attributes.contains(name) { kept[name] = nil }
    return kept
  }
}
