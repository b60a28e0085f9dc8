import Source
import Template

extension SAMTranslation {
  /// The value with what is known of parameters.
  ///
  /// Ids and tags follow from some values, so that the transform must know them. What the deployment is to give has a
  /// placeholder here, and is noted in ``assumed``: the template can be checked, but not built.
  mutating func known(_ value: SAMValue) -> SAMValue {
    let resolved = parameters.resolved(value)
    guard resolved.isIntrinsic, let placeholder = placeholder(resolved) else { return resolved }
    if let span = value.span, !assumed.contains(where: { $0.span == span }) {
      assumed.append(Name(resolved.refersTo ?? "", span))
    }
    return SAMValue(.string(placeholder), value.span)
  }

  /// What a call that nobody can work out yet is taken to give.
  private func placeholder(_ call: SAMValue) -> String? {
    if inputs.takesUnknown, let name = call.refersTo, let parameter = sections["Parameters"]?[name] {
      return parameter["AllowedValues"]?.list?.first?.string ?? name
    }
    return inputs.seesCallsResolved ? Self.unknown : nil
  }

  /// Stands for a text that is not known.
  private static let unknown = "unknown"

  /// An address of an object: if its call is worked out before the transform, that of one that is not known.
  mutating func knownAddress(_ uri: SAMValue) -> SAMValue {
    guard uri.isIntrinsic, inputs.seesCallsResolved, let text = known(uri).string, !text.contains("://") else {
      return uri
    }
    return SAMValue(.string("s3://\(SAMLocalPaths.bucket)/\(text)"), uri.span)
  }
}
