exports.print = async (event) => {
  for (const record of event.Records) {
    const { id } = JSON.parse(record.body);
    console.log(`^XA^FO50,50^BCN,100^FD${id}^FS^XZ`);
  }
  return { batchItemFailures: [] };
};
