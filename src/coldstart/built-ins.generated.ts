// Made by `npm run calibrate`; do not edit.

/** Local ms of loading a module of Node's own after those before it, by major version; those under 0.2 ms are left out. */
export const BUILT_IN_MS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  18: { util: 1.1, buffer: 0.3, fs: 3.4, crypto: 2.7, net: 1.3, tls: 1.2, http: 3.1, http2: 3.2, zlib: 2.1, dns: 0.8 },
  20: { stream: 1.3, crypto: 1.7, net: 0.9, tls: 0.6, http: 1.2, http2: 3.2, zlib: 0.6, dns: 1.9 },
  22: { stream: 1.9, crypto: 2.8, net: 1.4, tls: 1.7, http: 1.9, http2: 9.7, zlib: 3.6, dns: 0.6 },
  24: { stream: 1.4, crypto: 3.4, net: 1.1, tls: 1, http: 1.3, http2: 9.4, zlib: 1.1, dns: 0.5 },
};
