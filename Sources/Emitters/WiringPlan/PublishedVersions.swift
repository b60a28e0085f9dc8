import Template

/// Numbers of published versions: those of one function are published in the order in which the template has them.
struct PublishedVersions {
  private let template: StackTemplate
  private let resolver: Resolver

  init(_ template: StackTemplate, _ resolver: Resolver) {
    self.template = template
    self.resolver = resolver
  }

  /// The number of a version resource among those of the same function, from 1.
  func number(of version: Resource) -> Int {
    let function = version["FunctionName"].flatMap(resolver.text)
    var number = 0
    for other in template.resources(ofType: version.type) {
      if other["FunctionName"].flatMap(resolver.text) == function { number += 1 }
      if other.logicalID == version.logicalID { break }
    }
    return max(1, number)
  }
}
