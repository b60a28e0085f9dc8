// Marks large orders for review as they are placed, and sums up each day.

import { call } from "./aws.js";
import { dayBefore, Summary } from "./summary.js";
import { plain, typed } from "./values.js";

const TableName = process.env.ORDERS_TABLE;
const dynamodb = (operation, input) => call("dynamodb", `DynamoDB_20120810.${operation}`, { TableName, ...input });

/** Handles an event of the shop's bus, or the nightly `{"task": "summary"}` with an optional `day`. */
export async function handle(event) {
  if (event["detail-type"] === "OrderPlaced") return markForReview(event.detail);
  if (event.task === "summary") return summarise(event.day ?? dayBefore(new Date()));
  // An event that nobody wrote code for is a fault to be seen: it goes to the function's failure queue.
  throw new Error(`no such task: ${JSON.stringify(event).slice(0, 200)}`);
}

/** A rule delivers at least once: the second time finds the mark and leaves what a reviewer may have made of it. */
async function markForReview({ id }) {
  try {
    await dynamodb("UpdateItem", {
      Key: { id: typed(id) },
      UpdateExpression: "SET review = :waiting",
      ConditionExpression: "attribute_exists(id) AND attribute_not_exists(review)",
      ExpressionAttributeValues: { ":waiting": typed("waiting") },
    });
    return { id, review: "waiting" };
  } catch (error) {
    if (error.name !== "ConditionalCheckFailedException") throw error;
    return { id, review: "unchanged" };
  }
}

/** The day's orders are read page by page from the index; the summary replaces an earlier one of the same day. */
async function summarise(day) {
  const summary = new Summary(day);
  let start;
  do {
    const page = await dynamodb("Query", {
      IndexName: "byDay",
      KeyConditionExpression: "placedOn = :day",
      ExpressionAttributeValues: { ":day": typed(day) },
      ExclusiveStartKey: start,
    });
    for (const order of page.Items) summary.add(plain({ M: order }));
    start = page.LastEvaluatedKey;
  } while (start);
  await dynamodb("PutItem", { Item: typed(summary.item()).M });
  return summary.item();
}
