import Frontends

/// What is made from the declarations of the stack language.
public enum LanguageDocuments {
  /// The JSON Schema of a stack file.
  public static var schema: String { LanguageSchema.text }
  /// The reference as Markdown.
  public static var reference: String { LanguageReference.markdown }
}
