public import Diagnostics

/// The rules of the stack language: what a front end can say before there is a template.
public enum LanguageRules {
  /// The code of a file that is not there: of all faults the one that lies outside of the text.
  public static var fileMissing: String { Rule.fileMissing.code }

  /// All of them, by code.
  public static let all: [Rule] =
    [
      .unknownKey, .missingKey, .wrongType, .wrongUnit, .unknownChoice, .logicalIDTaken, .invalidName, .exactlyOneKey,
      .accessWordUnfit, .fileMissing, .duplicateEntry, .invalidRoute, .notAStackFile, .unknownPath, .wrongKind,
      .unknownAttribute,
      .keyUnfit, .unclosedPlaceholder, .unknownFunction, .wrongArgument, .circleBroken, .networkLayoutUnfit,
      .targetAPINotREST,
      .keyOfOtherProtocol, .targetUnfit, .unknownLocalName,
      .openCall, .transformNotExpanded, .nestedParametersUnfit, .pathNotUploaded, .codeNotBuilt, .includeUnfit,
      .aliasInTemplate, .unknownTransform,
    ] + SAMRules.all
}
