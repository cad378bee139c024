import { knows } from './cdk-program.js';

knows('an instance of a class', [
  [
    'class C { m = 512; constructor(given: any) { Object.assign(this, given); } } const m = new C({ m: 1024 }).m;',
    1024,
  ],
  ['class C { m = 512; constructor(given: any) { Object.assign(this, given); } } const m = new C({}).m;', 512],
  ['class C { m = 512; constructor(given: any) { Object.assign(this, given); } } const m = new C(load()).m;', '?'],
  [
    'class C { n?: number; constructor(given: any) { Object.assign(this, given); } } const m = new C(load()).n ? 512 : 1024;',
    '?',
  ],
  [
    'class C { n?: number; constructor(given: any) { Object.assign(this, given); } } const m = new C({}).n ? 512 : 1024;',
    1024,
  ],
  ['class C { n?: number; } const c = new C(); if (p) Object.assign(c, { n: 1 }); const m = c.n ? 512 : 1024;', '?'],
  [
    'class C { n = 1; constructor(given: any) { for (const k in given) (this as any)[k] = given[k]; } } const m = new C(load()).n;',
    '?',
  ],
  [
    'class C { n = 1; constructor(given: any) { for (const k in given) (this as any)[k] = given[k]; } } const m = new C({ n: 512 }).n;',
    512,
  ],
  [
    'class C { [key: string]: any; constructor(given: any) { for (const [k, v] of Object.entries(given)) this[k] = v; } } const m = new C(load()).n ? 1 : 2;',
    '?',
  ],
  ['class C extends load() {} const m = new C().big ? 1024 : 512;', '?'],
  ['class C extends load() { n = 512 } const m = new C().n;', 512],
  ['class C extends load() { get m() { return (super.n as any) ?? 512; } } const m = new C().m;', '?'],
]);
