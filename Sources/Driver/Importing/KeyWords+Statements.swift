import Frontends
import Source
import Spec
import Template

extension KeyWords {
  /// A statement about actions and resources, if keys say all of it.
  func line(_ statement: Value, _ names: (actions: String, on: String, when: String?)) -> Value? {
    guard let map = statement.map, let actions = statement["Action"], let on = statement["Resource"] else { return nil }
    let known: Set<String> =
      names.when == nil ? ["Effect", "Action", "Resource"] : ["Effect", "Action", "Resource", "Condition"]
    guard map.entries.allSatisfy({ known.contains($0.key) }), actions.listOrSelf.allSatisfy({ $0.string != nil }) else {
      return nil
    }
    let places = on.listOrSelf.map(paths.policyResource)
    guard places.allSatisfy({ $0.map == nil && $0.list == nil }) else { return nil }
    func oneOrMany(_ values: [Value]) -> Value {
      values.count == 1 && values[0].intrinsic == nil ? values[0] : .list(values, statement.span)
    }
    var line = ValueMap([
      .init(names.actions, at: statement.span, oneOrMany(actions.listOrSelf)),
      .init(names.on, at: statement.span, oneOrMany(places)),
    ])
    if let when = names.when, let condition = statement["Condition"] {
      guard let word = word(condition, .map(.map(.anything))) else { return nil }
      line.set(when, at: statement.span, word)
    }
    return Value(.map(line), statement.span)
  }

  /// Lines of `access:` that give a derived role some statements; nil where there are none for one of them. With
  /// `byVerb`, what an access word says in full is said by it.
  func access(_ statements: [Value], byVerb: Bool) -> [Value]? {
    var rest = statements
    var lines: [Value] = []
    while let statement = rest.first {
      if byVerb, let line = verbLine(statement, &rest) {
        lines.append(line)
        continue
      }
      guard statement["Effect"]?.string == "Allow", let line = line(statement, ("allow", "on", nil)) else { return nil }
      rest.removeFirst()
      lines.append(line)
    }
    return lines
  }

  /// The access word that says a statement, and others of `rest` with it, which are taken.
  private func verbLine(_ statement: Value, _ rest: inout [Value]) -> Value? {
    guard let place = statement["Resource"]?.listOrSelf, place.count == 1, let path = paths.resource(place[0]),
      let type = paths.type(of: place[0])
    else { return nil }
    let verbs = Set(AccessVerb.all.map(\.verb)).filter { !AccessVerb.find(verb: $0, resourceType: type).isEmpty }
    let longestFirst = verbs.sorted {
      (actions(of: $1, type), $0) < (actions(of: $0, type), $1)
    }
    for verb in longestFirst {
      guard let left = taking(AccessVerb.find(verb: verb, resourceType: type), of: place[0], from: rest) else {
        continue
      }
      rest = left
      return Value(.map(ValueMap([.init(verb, at: statement.span, .string(path, statement.span))])), statement.span)
    }
    return nil
  }

  private func actions(of verb: String, _ type: String) -> Int {
    AccessVerb.find(verb: verb, resourceType: type).map { $0.actions.count }.reduce(0, +)
  }

  /// The statements without those that rows ask for; nil where one that is always asked for is not there.
  private func taking(_ rows: [AccessVerb], of arn: Value, from statements: [Value]) -> [Value]? {
    var rest = statements
    var hasTaken = false
    for row in rows {
      let place = row.on.hasPrefix("target") ? arn.followed(by: String(row.on.dropFirst("target".count))) : arn
      let wanted = Value.object(
        arn.span,
        [
          "Effect": .string("Allow", arn.span),
          "Action": .list(row.actions.map { .string($0, arn.span) }, arn.span), "Resource": place,
        ])
      if let index = rest.firstIndex(where: { ValueComparison.exact.isSameStatement($0, wanted) }) {
        rest.remove(at: index)
        hasTaken = true
      } else if row.when == "always" {
        return nil
      }
    }
    return hasTaken ? rest : nil
  }
}
