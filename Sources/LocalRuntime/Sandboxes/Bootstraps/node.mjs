// Runs a Node.js handler against the Lambda Runtime API, as Lambda's own runtime does (Lambda Developer Guide, "Building
// Lambda functions with Node.js"): ES modules and CommonJS, async and callback handlers, the console's format, the errors.
import http from "node:http";
import path from "node:path";
import fs from "node:fs";
import util from "node:util";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Writable } from "node:stream";

const api = process.env.AWS_LAMBDA_RUNTIME_API;
const slash = api.indexOf("/");
const [host, port] = (slash < 0 ? api : api.slice(0, slash)).split(":");
const base = (slash < 0 ? "" : api.slice(slash)) + "/2018-06-01";
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let requestId = "";

function call(method, route, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const request = http.request({ host, port, agent, method, path: base + route, headers: { ...length, ...headers } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

// Each line of the console carries the time, the request and the level; a newline inside a message becomes "\r", so that one
// call is one event of the log.
for (const [method, level] of [["log", "INFO"], ["info", "INFO"], ["warn", "WARN"], ["error", "ERROR"], ["debug", "DEBUG"], ["trace", "TRACE"]]) {
  console[method] = (...values) => {
    const text = util.format(...values).replaceAll("\n", "\r");
    process.stdout.write(`${new Date().toISOString()}\t${requestId || "undefined"}\t${level}\t${text}\n`);
  };
}

function errorObject(error) {
  if (!util.types.isNativeError(error) && !(error && error.name && error.message && error.stack)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: String(error.stack || "").split("\n") };
}

function named(name, message, cause) {
  const error = new Error(message);
  error.name = name;
  if (cause && cause.stack) error.stack = `${name}: ${message}\n${cause.stack.split("\n").slice(1).join("\n")}`;
  return error;
}

async function load(file) {
  const require = createRequire(file);
  try {
    // Files in ES module syntax (`.mjs`, or `"type": "module"`) are imported; everything else is CommonJS.
    if (file.endsWith(".mjs") || (file.endsWith(".js") && isModule(path.dirname(file)))) return await import(pathToFileURL(file).href);
    return require(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw named("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`, error);
    if (error && (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_MODULE_NOT_FOUND")) {
      const missing = /Cannot find (?:module|package) '(@aws-sdk\/[^']*)'/.exec(error.message);
      const help = missing ? ` (AWS's runtime has it; here install it beside the handler: npm install ${missing[1]})` : "";
      throw named("Runtime.ImportModuleError", `Error: ${error.message}${help}`, error);
    }
    throw error;
  }
}

function isModule(folder) {
  for (let current = folder; ; current = path.dirname(current)) {
    const file = path.join(current, "package.json");
    if (fs.existsSync(file)) {
      try {
        return JSON.parse(fs.readFileSync(file, "utf8")).type === "module";
      } catch {
        return false;
      }
    }
    if (current === path.dirname(current)) return false;
  }
}

async function resolveHandler() {
  const name = process.env._HANDLER || "";
  const stem = path.basename(name);
  const dot = stem.indexOf(".");
  if (dot < 1 || name.includes("..")) throw named("Runtime.MalformedHandlerName", "Bad handler");
  const folder = path.resolve(process.env.LAMBDA_TASK_ROOT, path.dirname(name));
  const module = stem.slice(0, dot);
  const file = ["", ".js", ".mjs", ".cjs"].map((end) => path.join(folder, module + end)).find((file) => fs.existsSync(file) && fs.statSync(file).isFile());
  if (!file) throw named("Runtime.ImportModuleError", `Error: Cannot find module '${module}'\nRequire stack:\n- ${folder}`);
  let found = await load(file);
  const parts = stem.slice(dot + 1).split(".");
  // What a CommonJS file exports stands under `default` when a module imports it.
  for (const source of [found, found && found.default]) {
    const value = parts.reduce((value, part) => (value === undefined || value === null ? undefined : value[part]), source);
    if (value !== undefined && value !== null) {
      if (typeof value !== "function") throw named("Runtime.HandlerNotFound", `${name} is not a function`);
      return value;
    }
  }
  throw named("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const parse = (text) => (text ? JSON.parse(text) : undefined);
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parse(headers["lambda-runtime-client-context"]),
    identity: parse(headers["lambda-runtime-cognito-identity"]),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  return context;
}

// A streaming handler writes into a stream; here all of it is one response.
class Buffered extends Writable {
  parts = [];
  _write(part, encoding, done) {
    this.parts.push(typeof part === "string" ? Buffer.from(part, encoding) : part);
    done();
  }
  setContentType() {}
}

const streaming = Symbol("streaming");
globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [streaming]: true }),
  HttpResponseStream: {
    from: (stream, metadata) => Object.assign(stream, { metadata }),
  },
};

async function stream(handler, event, context) {
  const output = new Buffered();
  await handler(event, output, context);
  if (!output.writableFinished) {
    await new Promise((resolve, reject) => {
      output.on("finish", resolve);
      output.on("error", reject);
      if (!output.writableEnded) output.end();
    });
  }
  const body = Buffer.concat(output.parts).toString("utf8");
  return output.metadata ? JSON.stringify({ ...output.metadata, body }) : body;
}

function invoke(handler, event, context) {
  if (handler[streaming]) return stream(handler, event, context);
  return new Promise((resolve, reject) => {
    let isCalled = false;
    const callback = (error, value) => {
      isCalled = true;
      const settle = () => (error === undefined || error === null ? resolve(serialize(value)) : reject(error));
      // A callback's answer waits for what the handler left running, as Lambda documents.
      if (context.callbackWaitsForEmptyEventLoop) whenIdle(settle);
      else settle();
    };
    context.done = callback;
    context.succeed = (value) => callback(null, value);
    context.fail = (error) => callback(error ?? new Error("handled"));
    const result = handler(event, context, callback);
    if (result && typeof result.then === "function") result.then((value) => resolve(serialize(value)), reject);
    // Neither a promise nor a callback: null, once nothing is left to run.
    else whenIdle(() => isCalled || resolve("null"));
  });
}

// The event loop is empty when Node says that it would exit.
let idle = [];
function whenIdle(action) {
  idle.push(action);
}
process.on("beforeExit", () => {
  const actions = idle;
  idle = [];
  for (const action of actions) action();
});

function serialize(value) {
  try {
    const text = JSON.stringify(value === undefined ? null : value);
    return text === undefined ? "null" : text;
  } catch (error) {
    throw named("Runtime.MarshalError", `Unable to stringify response body: ${error.message}`, error);
  }
}

async function report(route, error) {
  const object = errorObject(error);
  const label = route.startsWith("/runtime/init") ? "Uncaught Exception" : "Invoke Error";
  const detail = { errorType: object.errorType, errorMessage: object.errorMessage, stack: object.trace };
  console.error(`${label} \t${JSON.stringify(detail)}`);
  await call("POST", route, JSON.stringify(object), { "Lambda-Runtime-Function-Error-Type": object.errorType });
}

// What nobody catches ends the environment; the invocation gets the error.
async function die(error) {
  try {
    await report(requestId ? `/runtime/invocation/${requestId}/error` : "/runtime/init/error", error);
  } finally {
    process.exit(129);
  }
}
process.on("uncaughtException", (error) => die(error));
process.on("unhandledRejection", (reason) => {
  const error = named("Runtime.UnhandledPromiseRejection", reason && reason.message !== undefined ? `${reason.name}: ${reason.message}` : String(reason), reason);
  die(error);
});

let handler;
try {
  handler = await resolveHandler();
} catch (error) {
  await report("/runtime/init/error", error);
  process.exit(1);
}

// One event after the other. Not awaited at the top, so that an empty event loop is seen.
async function loop() {
  while (true) {
    const next = await call("GET", "/runtime/invocation/next");
    if (next.status !== 200) process.exit(0);
    requestId = next.headers["lambda-runtime-aws-request-id"];
    process.env._X_AMZN_TRACE_ID = next.headers["lambda-runtime-trace-id"] || "";
    idle = [];
    try {
      const event = JSON.parse(next.body.toString("utf8") || "null");
      const body = await invoke(handler, event, contextOf(next.headers));
      const answer = await call("POST", `/runtime/invocation/${requestId}/response`, body);
      if (answer.status === 413) console.error(answer.body.toString("utf8"));
    } catch (error) {
      await report(`/runtime/invocation/${requestId}/error`, error);
    }
    requestId = "";
  }
}
loop().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
