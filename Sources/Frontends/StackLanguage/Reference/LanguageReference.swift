/// `Docs/language.md`: the reference of the stack language, made from the sections' declarations.
public enum LanguageReference {
  /// The page as Markdown.
  public static var markdown: String {
    var page = """
      # The stack language

      A file `stack.yaml` describes one stack: sections of named entries. This page is generated from the declarations \
      that the compiler reads; `make docs` writes it anew. For an introduction see the [tutorial](tutorial.md).

      ## Values

      | written | means |
      |---|---|
      | `30s`, `5m`, `12h`, `14d`, `500ms` | a time; a bare number is in AWS's own unit of the property |
      | `512 MB`, `0.5 GB`, `256 KB` | a size, in powers of 1024 |
      | `queues.orders` | a resource of the stack, where one is expected; the longest key that exists counts, since keys may hold dots |
      | `${queues.orders.url}` | an attribute of it, in a text |
      | `${parameters.stage}`, `${imports.name}` | a parameter; another stack's export |
      | \(pseudoParameters) | of the place of deployment |
      | `${aws:username}` | stays as it is: a policy variable |
      | `${!x}` | the text `${x}` |
      | `!Ref`, `!GetAtt`, `!Sub`, `Fn::…` | CloudFormation's functions, in any value; a time, a size or a word in a branch of `!If` as the key has it: `!If [isProd, 2m, 30s]` |

      One item may stand where a list is allowed, and a scalar where a map has one obvious key.

      ## At the top

      \(table(of: StackKeys.all))

      """
    for section in Section.all { page += chapter(of: section) }
    page += """

      ## Every resource

      Entries of \(Section.all.filter { $0.kind != nil }.map { "`\($0.name)`" }.joined(separator: ", ")) also take:

      \(table(of: CommonKeys.all))

      """
    return page
  }

  private static var pseudoParameters: String {
    StackLowering.pseudoParameters.map { "`${aws.\($0.name)}`" }.joined(separator: ", ")
  }

  private static func chapter(of section: Section) -> String {
    var text = "\n## `\(section.name)`\n\n\(section.summary)\n"
    if let kind = section.kind {
      text += "\nMakes `\(kind.resourceType)`."
      if !kind.attributeNames.isEmpty {
        text += " In a text: \(kind.attributeNames.map { "`${\(section.name).NAME.\($0)}`" }.joined(separator: ", "))."
      }
      text += "\n"
    }
    if let shape = section.entry.objectShape {
      let own = shape.keys.filter { key in section.kind == nil || !CommonKeys.all.contains { $0.name == key.name } }
      if let shorthand = shape.shorthand { text += "\nA lone value stands for `\(shorthand)`.\n" }
      text += "\n\(table(of: own))\n"
    }
    return text + "\n```yaml\n\(section.example)\n```\n"
  }

  private static func table(of keys: [Key]) -> String {
    var rows = ["| key | takes | default | |", "|---|---|---|---|"]
    rows += keys.flatMap { self.rows(of: $0, prefix: "") }
    return rows.joined(separator: "\n")
  }

  /// A row for the key and one for each key inside it.
  private static func rows(of key: Key, prefix: String) -> [String] {
    let name = prefix + key.name
    let defaultText = key.isRequired ? "required" : key.defaultText.map(code) ?? ""
    let own = ["| `\(name)` | \(key.type.referencePhrase) | \(defaultText) | \(key.summary) |"]
    let inner = key.type.innermost.objectShape?.keys ?? []
    return own + inner.flatMap { rows(of: $0, prefix: name + ".") }
  }

  private static func code(_ text: String) -> String { text.contains(" ") ? text : "`\(text)`" }
}

extension KeyType {
  /// What it takes, in a cell.
  fileprivate var referencePhrase: String {
    switch self {
    case .text: "text"
    case .identifier: "text"
    case .boolean: "`true`, `false`"
    case .integer: "number"
    case .duration(let unit): "time (\(unit.rawValue))"
    case .size(let unit): "size (\(unit.rawValue))"
    case .choice(let choices): choices.map { "`\($0.word)`" }.joined(separator: ", ")
    case .reference(let kinds):
      kinds.isEmpty ? "path or ARN" : kinds.map { "`\($0.rawValue).…`" }.joined(separator: ", ")
    case .list(let item): "\(item.referencePhrase); or a list"
    case .map(let item): "map of \(item.referencePhrase)"
    case .object: "map"
    case .either(let first, let second): "\(first.referencePhrase); or \(second.referencePhrase)"
    case .anything: "any"
    }
  }

  /// The type of the items of a list or map.
  fileprivate var innermost: KeyType {
    switch self {
    case .list(let item), .map(let item): item.innermost
    default: self
    }
  }
}
