public import Diagnostics

/// The rules of this module, by code.
public enum YAMLRules {
  /// All of them.
  public static let all: [Rule] = [
    .yamlSyntax, .notUTF8, .controlCharacter, .tabIndentation, .duplicateKey, .undefinedAlias, .recursiveAlias,
    .aliasExpansion, .invalidMerge, .tooDeep, .fileTooLarge, .severalDocuments, .emptyDocument, .keyNotText,
    .ambiguousScalar,
  ]
}
