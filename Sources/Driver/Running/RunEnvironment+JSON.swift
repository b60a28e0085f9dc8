import Source

extension RunEnvironment {
  /// The variables as an object, indented.
  var json: String {
    var json = JSONWriter()
    json.object { json in for variable in variables { json.member(variable.name, variable.value) } }
    json.newline()
    return json.text
  }
}
