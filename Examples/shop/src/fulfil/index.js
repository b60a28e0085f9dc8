// Orders from the queue, clicks from the stream, and what the topic says of shipments.

export const fulfil = async (event) => {
  const failures = [];
  for (const record of event.Records) {
    try {
      take(record);
    } catch (error) {
      console.error(JSON.stringify({ message: error.message, record: idOf(record) }));
      failures.push({ itemIdentifier: idOf(record) });
    }
  }
  return { batchItemFailures: failures };
};

const take = (record) => {
  if (record.EventSource === "aws:sns") {
    console.log(JSON.stringify({ shipped: record.Sns.Message }));
    return;
  }
  const text = record.kinesis ? Buffer.from(record.kinesis.data, "base64").toString() : record.body;
  const item = JSON.parse(text);
  if (!item.id) throw new Error("it has no id");
  console.log(JSON.stringify({ source: record.eventSource, id: item.id }));
};

// What Lambda wants back: the message's id for a queue, the sequence number for a stream.
const idOf = (record) => record.messageId ?? record.kinesis?.sequenceNumber ?? record.Sns?.MessageId;
