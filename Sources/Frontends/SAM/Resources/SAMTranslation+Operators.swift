extension SAMTranslation {
  /// A resource's own tags with the tag by which SAM marks what it made; those that are passed on win over both.
  static func markedTags(_ own: SAMValue?, under propagated: SAMValue? = nil) -> SAMValue {
    var tags = own?.map ?? SAMMap()
    tags.set("lambda:createdBy", "SAM")
    for entry in propagated?.map?.entries ?? [] { tags.set(entry.key, entry.value, keySpan: entry.keySpan) }
    return .list(tagItems(.map(tags)))
  }

  /// The role with which Lambda operates what a resource stands for, where none is given.
  func operatorRole(_ source: SAMSource, policy: String) -> SAMResource {
    SAMResource(
      source.id + "OperatorRole", "AWS::IAM::Role",
      [
        "AssumeRolePolicyDocument": Self.trust(["lambda.amazonaws.com"]),
        "ManagedPolicyArns": [.string("arn:\(partition):iam::aws:policy/\(policy)")],
        "Tags": Self.markedTags(nil, under: source.propagatedTags),
      ], source.inherited, span: source.span)
  }
}

extension SAMSource {
  /// `Tags`, if `PropagateTags` says that what is made for the resource gets them as well.
  var propagatedTags: SAMValue? { self["PropagateTags"]?.isTruthy == true ? self["Tags"] : nil }
}
