import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

let client: EventBridgeClient | undefined;

/** Made on first use, since most functions publish nothing. */
function eventBridge(): EventBridgeClient {
  client ??= new EventBridgeClient({});
  return client;
}

export async function publish(detailType: string, detail: unknown): Promise<void> {
  await eventBridge().send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: process.env.EVENT_BUS,
          Source: 'order-service',
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        },
      ],
    }),
  );
}
