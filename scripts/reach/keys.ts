import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

export interface TokenKey {
  /** What its issuer would publish. */
  readonly jwks: { readonly keys: readonly unknown[] };
  readonly pem: string;
  readonly sign: (claims: Readonly<Record<string, unknown>>) => string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key made for this run: whoever checks tokens against it believes them. */
export function createTokenKey(bits: 256 | 512 = 256): TokenKey {
  const [kid, alg] = ['key', `RS${bits}`];
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (claims) => {
      const text = `${encode({ alg, typ: 'JWT', kid })}.${encode(claims)}`;
      return `${text}.${sign(`RSA-SHA${bits}`, Buffer.from(text), privateKey).toString('base64url')}`;
    },
  };
}

/** A token signed with a secret that both sides share. */
export function signWith(secret: string, claims: Readonly<Record<string, unknown>>): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
