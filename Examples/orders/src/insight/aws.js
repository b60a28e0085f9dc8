// A signed call to a service of AWS that speaks JSON, with what Node brings along: no package to install.
// Signature Version 4: AWS IAM User Guide, "Create a signed AWS API request".

import { createHash, createHmac } from "node:crypto";

const hash = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const sign = (key, text) => createHmac("sha256", key).update(text, "utf8").digest();

/** The answer of an operation such as `DynamoDB_20120810.Query`; an error has AWS's code as its `name`. */
export async function call(service, target, input, { now = new Date() } = {}) {
  const env = process.env;
  const url = new URL(env.AWS_ENDPOINT_URL ?? `https://${service}.${env.AWS_REGION}.amazonaws.com`);
  const body = JSON.stringify(input);
  const moment = now.toISOString().replace(/[:-]|\.\d{3}/g, "");
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    host: url.host,
    "x-amz-date": moment,
    "x-amz-security-token": env.AWS_SESSION_TOKEN,
    "x-amz-target": target,
  };
  const names = Object.keys(headers).filter((name) => headers[name]).sort();
  const canonical = ["POST", "/", "", ...names.map((name) => `${name}:${headers[name]}`), "", names.join(";"), hash(body)];
  const scope = [moment.slice(0, 8), env.AWS_REGION, service, "aws4_request"];
  const key = scope.reduce(sign, `AWS4${env.AWS_SECRET_ACCESS_KEY}`);
  const signature = sign(key, ["AWS4-HMAC-SHA256", moment, scope.join("/"), hash(canonical.join("\n"))].join("\n"));
  const signed = Object.fromEntries(names.filter((name) => name !== "host").map((name) => [name, headers[name]]));
  signed.authorization =
    `AWS4-HMAC-SHA256 Credential=${[env.AWS_ACCESS_KEY_ID, ...scope].join("/")}, ` +
    `SignedHeaders=${names.join(";")}, Signature=${signature.toString("hex")}`;

  const response = await fetch(url, { method: "POST", headers: signed, body, signal: AbortSignal.timeout(10_000) });
  const answer = JSON.parse((await response.text()) || "{}");
  if (response.ok) return answer;
  const error = new Error(answer.message ?? answer.Message ?? `${target} answered ${response.status}`);
  error.name = (answer.__type ?? "UnknownError").split("#").pop();
  throw error;
}
