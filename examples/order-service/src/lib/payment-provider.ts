import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Customer } from './types.js';

const providerUrl = 'https://payments.example.com/v1/charges';

async function apiKey(): Promise<string> {
  // The key is kept in the region of the function.
  const secrets = new SecretsManagerClient({ region: process.env.AWS_REGION });
  // Fetched each time so that a rotated key is picked up at once.
  const secret = await secrets.send(new GetSecretValueCommand({ SecretId: 'payments/api-key' }));
  return secret.SecretString!;
}

/** Charges once: the provider knows a repeated order by its key. */
export async function charge(orderId: string, customer: Customer, amount: number): Promise<void> {
  const response = await fetch(providerUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${await apiKey()}`, 'idempotency-key': orderId },
    body: JSON.stringify({ token: customer.paymentToken, amount }),
  });
  if (!response.ok) {
    throw new Error(`The provider answered ${response.status} for order ${orderId}`);
  }
}
