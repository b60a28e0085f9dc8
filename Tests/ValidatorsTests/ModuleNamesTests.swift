import Testing

@testable import Validators

/// What a file of code offers to whoever loads it, read without running it.
@Suite struct ModuleNamesTests {
  @Test(arguments: [
    ("def f(event, context):\n    g = 1\n    def h(): pass\n", ["f"]),
    ("async def f(e, c): pass\nclass K:\n  def m(self): pass\n", ["f", "K"]),
    ("import a.b, c as d\nfrom x import (\n  y,\n  z as w,\n)\n", ["a", "d", "y", "w"]),
    ("a = b = 1\nc: int = 2\nd, (e, *g) = t\nx.y = 1\nz[0] = 2\nif a == b: pass\n", ["a", "b", "c", "d", "e", "g"]),
    ("try:\n    import fast as f\nexcept ImportError:\n    f = None\n", ["f", "f"]),
    ("if True: f = 1; g = 2\nelse: h = 3\n", ["f", "g", "h"]),
    ("for i, j in pairs: k = i\nwith open('x') as l:\n  m = l\n", ["i", "j", "k", "l", "m"]),
    ("\"\"\"\ndef no(): pass\n\"\"\"\ns = '''\nno = 1\n'''\n# no = 2\n", ["s"]),
    ("x = \\\n  1\ny = (\n1,\n)\nprint(no=1)\n", ["x", "y"]),
    ("@wrap(a=1)\ndef f(): pass\n", ["f"]),
    ("f = lambda event, context: {'a': 1}\ng = (lambda: 1)\n", ["f", "g"]),
  ]) func python(text: String, names: [String]) {
    let module = ModuleNames(python: Array(text.utf8))
    #expect(module.names == names)
    #expect(!module.isOpen)
  }

  @Test(arguments: ["from x import *\n", "def __getattr__(name): pass\n", "globals()['f'] = 1\n"])
  func pythonThatCannotBeRead(text: String) { #expect(ModuleNames(python: Array(text.utf8)).isOpen) }

  @Test(arguments: [
    ("exports.a = 1; exports['b'] = 2;\nmodule.exports.c = 3", ["a", "b", "c"]),
    ("module.exports = { a, b: x.y, async c() { return { no: 1 } }, 'd': 1, get e() {} };", ["a", "b", "c", "d", "e"]),
    (
      "export const a = () => ({ no: 1 }), b = [1, 2];\nexport async function c() {}\nexport class D {}",
      ["a", "b", "c", "D"]
    ),
    ("const x = 1;\nexport { x, y as z };\nexport default x;", ["x", "z", "default"]),
    ("// exports.no = 1\n/* exports.no = 1 */ const s = 'exports.no = 1', t = `exports.no ${exports.a} }`;", ["a"]),
    ("const r = /exports.no=\"/; exports.a = 1 / 2 / 3;", ["a"]),
    ("Object.defineProperty(exports, '__esModule', { value: true });\nexports.a = a;", ["__esModule", "a"]),
    ("const t = `${`${1}`}`;\nexport function* a() {}", ["a"]),
    ("import x from 'y';\nfoo.exports = 1; foo.module.exports = 2;", []),
  ]) func javaScript(text: String, names: [String]) {
    let module = ModuleNames(javaScript: Array(text.utf8))
    #expect(module.names == names)
    #expect(!module.isOpen)
  }

  @Test(arguments: [
    "module.exports = require('./x');", "exports[name] = 1;", "export * from './x';", "export const { a } = x;",
    "module.exports = { ...x };", "__export(exports, {});",
  ]) func javaScriptThatCannotBeRead(text: String) { #expect(ModuleNames(javaScript: Array(text.utf8)).isOpen) }

  @Test(arguments: [
    "'", "\"\"\"", "\\", "`${", "/*", "/[", "f'{", "(((", "exports", "module.", "export", "export {", "def", "from",
  ])
  func endsAnywhere(text: String) {
    _ = ModuleNames(python: Array(text.utf8))
    _ = ModuleNames(javaScript: Array(text.utf8))
  }
}
