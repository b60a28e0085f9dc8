import { SQSClient, SendMessageCommand as S } from "@aws-sdk/client-sqs";
const { SNS } = require('@aws-sdk/client-sns'), { Q } = process.env;
const c: SQSClient = new SQSClient({}), r = /[/"`]/g;
export class A { constructor(private readonly s = new SNS({})) { this.s = s } }
export const handler = async <T,>(e: T): Promise<{ a: number }> => { await c.send(new S({ QueueUrl: Q!, MessageBody: `a${`b${e}`}` })) }
