// DynamoDB's typed form of a value and back (DynamoDB Developer Guide, "Supported data types"), as far as orders need it.

/** `7` → `{ N: "7" }`, `{ a: "b" }` → `{ M: { a: { S: "b" } } }`. */
export function typed(value) {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(typed) };
  return { M: Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typed(item)])) };
}

/** The reverse of `typed`. */
export function plain(value) {
  const [[type, content]] = Object.entries(value);
  switch (type) {
    case "NULL": return null;
    case "N": return Number(content);
    case "L": return content.map(plain);
    case "M": return Object.fromEntries(Object.entries(content).map(([name, item]) => [name, plain(item)]));
    default: return content;
  }
}
