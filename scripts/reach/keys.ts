import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

export interface TokenKey {
  /** What its issuer would publish. */
  readonly jwks: { readonly keys: readonly unknown[] };
  readonly sign: (claims: Readonly<Record<string, unknown>>) => string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key made for this run: whoever checks tokens against it believes them. */
export function createTokenKey(kid = 'key'): TokenKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    sign: (claims) => {
      const text = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
      return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
    },
  };
}

/** A token signed with a secret that both sides share. */
export function signWith(secret: string, claims: Readonly<Record<string, unknown>>): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
