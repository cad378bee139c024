import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Driver } from '../driver.js';
import { restEvent } from '../events.js';

const address = (digit: string): string => `0x${digit.repeat(40)}`;
const hash = `0x${'ab'.repeat(32)}`;
const swapper = address('1');
const quoteId = '55e2cfca-5521-4a0a-b597-7bfb569032d7';
const amounts = { token: address('2'), startAmount: '1000', endAmount: '900', recipient: address('3') };
const order = {
  orderHash: hash,
  chainId: 1,
  offerer: swapper,
  swapper,
  filler: address('4'),
  encodedOrder: '0x01',
  signature: `0x${'11'.repeat(65)}`,
  nonce: '1',
  orderStatus: 'open',
  type: 'Dutch',
  orderType: 'Dutch',
  deadline: 4102444800,
  decayStartTime: 1735689600,
  decayEndTime: 1735690000,
  createdAt: 1735689600,
  reactor: address('5'),
  quoteId,
  requestId: quoteId,
  input: amounts,
  outputs: [amounts],
  cosignature: '0x',
};

export const driver: Driver = {
  environment: {
    stage: 'beta',
    REGION: 'us-east-2',
    KMS_KEY_ID: 'key',
    RPC_HEADER_SECRET: 'secret',
    RPC_PREFIX_URL: 'https://rpc.example.com/',
    INITIALIZER_URL: 'https://x.example.com',
    AWS_EMF_ENVIRONMENT: 'Local',
    ...Object.fromEntries(
      ['1', '10', '137', '8453', '42161', '130', '5', '11155111', '12341234'].flatMap((chain) => [
        [`RPC_${chain}`, 'https://rpc.example.com'],
        [`STATE_MACHINE_ARN_${chain}`, 'arn:aws:states:us-east-2:123456789012:stateMachine:x'],
        [`MAINNET_RPC_${chain}`, 'https://rpc.example.com'],
      ]),
    ),
  },
  answer: ({ host, body }) => (host.includes('rpc') ? { body: rpc(body) } : undefined),
  aws: ({ service, operation }) => {
    if (service === 'dynamodb') {
      const row = { ...order, encodedOrder: encode('900000') };
      return { Items: [row], Item: row, Attributes: row };
    }
    if (service === 's3')
      return JSON.stringify({
        '*': [{ url: 'https://hook.example.com', headers: {} }],
        registeredWebhooks: { filter: {} },
        filter: { filler: {}, orderStatus: {}, '*': [{ url: 'https://hook.example.com' }] },
      });
    return operation ? undefined : null;
  },
  events: ({ file }) => eventsOf(file),
};

function rpc(body: string): unknown {
  const asked = JSON.parse(body || '{}') as
    | { id?: number; method?: string }
    | readonly { id?: number; method?: string }[];
  const one = ({ id, method }: { id?: number; method?: string }) => ({
    jsonrpc: '2.0',
    id,
    result: RESULTS[method ?? ''] ?? '0x1',
  });
  return Array.isArray(asked) ? asked.map(one) : one(asked as { id?: number });
}

const RESULTS: Readonly<Record<string, unknown>> = {
  eth_chainId: '0x1',
  net_version: '1',
  eth_blockNumber: '0x64',
  eth_getLogs: [],
  eth_getCode: '0x01',
  eth_call: `0x${'00'.repeat(64)}`,
  eth_getBlockByNumber: {
    number: '0x64',
    timestamp: '0x65920080',
    hash,
    parentHash: hash,
    transactions: [],
    gasLimit: '0x1',
    gasUsed: '0x1',
    difficulty: '0x1',
    nonce: '0x0000000000000001',
    miner: swapper,
    extraData: '0x',
    baseFeePerGas: '0x1',
  },
};

const queries: readonly Record<string, string>[] = [
  { orderHash: hash },
  { orderHashes: `${hash},${hash}` },
  { chainId: '1', limit: '10' },
  { orderStatus: 'open', limit: '5', sortKey: 'createdAt', sort: 'gt(1)', desc: 'true' },
  { swapper, orderStatus: 'open' },
  { filler: address('4') },
  { swapper, filler: address('4'), orderStatus: 'filled' },
  { chainId: '1', orderType: 'Priority' },
  { chainId: '1', orderType: 'Relay' },
  { chainId: '1', orderType: 'Dutch_V2', executeAddress: address('4') },
  { chainId: '1', orderType: 'Dutch_V3' },
  { swapper, orderType: 'Limit' },
  { pair: 'a-b', chainId: '1' },
  { address: swapper },
  { address: swapper, chainId: '1' },
  { sort: 'x' },
  {},
  {
    quoteId,
    pair: `${address('2')}-${address('3')}-1`,
    referencePrice: '1',
    priceImpact: '0.1',
    logOnly: 'false',
    route: JSON.stringify({
      quote: '1',
      quoteGasAdjusted: '1',
      gasPriceWei: '1',
      gasUseEstimateQuote: '1',
      gasUseEstimate: '1',
      methodParameters: { calldata: '0x', value: '0', to: address('2') },
    }),
  },
];

function eventsOf(file: string): readonly unknown[] {
  if (file.includes('check-order-status')) {
    return ['Dutch', 'Limit', 'Relay', 'Dutch_V2', 'Priority'].map((orderType) => ({
      chainId: 1,
      orderHash: hash,
      quoteId,
      orderStatus: 'open',
      getFillLogAttempts: 0,
      retryCount: 1,
      startingBlockNumber: 1,
      runIndex: 0,
      orderType,
      provider: 'x',
    }));
  }
  if (file.includes('order-notification')) {
    const item = Object.fromEntries(
      Object.entries(order)
        .filter(([, value]) => typeof value === 'string')
        .map(([key, value]) => [key, { S: value }]),
    );
    return [
      {
        Records: [
          {
            eventName: 'INSERT',
            eventID: '1',
            eventSource: 'aws:dynamodb',
            dynamodb: { SequenceNumber: '1', NewImage: { ...item, chainId: { N: '1' } }, OldImage: item },
          },
        ],
      },
    ];
  }
  if (file.includes('post-')) return posts();
  return queries.map((query) => restEvent({ path: '/dutch-auction/orders', query }));
}

interface Sdk {
  readonly DutchOrderBuilder: new (chain: number, reactor?: string, permit2?: string) => Builder;
}

interface Builder {
  [step: string]: (...args: unknown[]) => Builder;
}

/** An order as the package of the checkout encodes it. */
function encode(end: string): string {
  const load = createRequire(join(process.cwd(), 'package.json'));
  const { DutchOrderBuilder } = load('@uniswap/uniswapx-sdk') as Sdk;
  const { BigNumber } = load('ethers') as { BigNumber: { from(value: unknown): unknown } };
  const now = Math.floor(Date.now() / 1000);
  const output = {
    token: address('3'),
    startAmount: BigNumber.from('1000000'),
    endAmount: BigNumber.from(end),
    recipient: address('6'),
  };
  const built = new DutchOrderBuilder(1).deadline!(now + 600).decayEndTime!(now + 500).decayStartTime!(now + 100)
    .swapper!(swapper).nonce!(BigNumber.from('100')).input!({
    token: address('2'),
    startAmount: BigNumber.from('1000000'),
    endAmount: BigNumber.from('1000000'),
  }).output!(output).build!() as unknown as { serialize(): string };
  return built.serialize();
}

function posts(): readonly unknown[] {
  const signature = `0x${'11'.repeat(65)}`;
  const bodies = ['Dutch', 'Limit', undefined, 'Dutch_V2', 'Priority', 'Relay', 'Dutch_V3'].flatMap((orderType) =>
    ['900000', '1000000'].map((end) => ({ encodedOrder: encode(end), signature, chainId: 1, quoteId, orderType })),
  );
  return [
    ...bodies.map((body) => restEvent({ method: 'POST', body })),
    restEvent({ method: 'POST', body: {} }),
    restEvent({ method: 'POST', body: '{' }),
  ];
}
