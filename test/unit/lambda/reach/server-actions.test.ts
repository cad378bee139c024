import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

function isServed(files: Readonly<Record<string, string>>): boolean {
  const { program, owners } = loadSource(files, { handlers: ['page.tsx#default'] });
  const [owner] = owners('target');
  return !!owner && program.reach.routeTo(owner).functions.length > 0;
}

const page = (inside: string): Readonly<Record<string, string>> => ({
  'page.tsx': `export default function Page() {
  ${inside}
  return <form action={act} />;
}
async function target() {}`,
});

const component = (head: string): Readonly<Record<string, string>> => ({
  'page.tsx': "import { Form } from './form';\nexport default function Page() { return <Form />; }",
  'form.tsx': `${head}
async function act() { 'use server'; await target(); }
export const Form = () => <form action={act} />;
async function target() {}`,
});

describe('a function with a directive at its head', () => {
  const served: readonly [title: string, files: Readonly<Record<string, string>>][] = [
    ['is an action', page("async function act() { 'use server'; await target(); }")],
    ['is an action as an arrow', page("const act = async () => { 'use server'; await target(); };")],
    [
      'is an action behind another directive',
      page("async function act() { 'use strict'; 'use server'; await target(); }"),
    ],
    [
      'is an action of an object',
      page("const it = { async act() { 'use server'; await target(); } };\n  const { act } = it;"),
    ],
    ['is an action of a component that the page loads', component('')],
  ];
  for (const [title, files] of served) it(title, () => assert.equal(isServed(files), true));

  const silent: readonly [title: string, files: Readonly<Record<string, string>>][] = [
    ['is none without it', page('async function act() { await target(); }')],
    ['is none with another', page("async function act() { 'use strict'; await target(); }")],
    ['is none where it is no directive', page("async function act() { await 1; 'use server'; await target(); }")],
    ['is none where it is a value', page("const act = async () => ('use server', await target());")],
    ['is none in code of the browser', component("'use client';")],
    ['is none in a file that nothing loads', { ...component(''), 'page.tsx': 'export default function Page() {}' }],
  ];
  for (const [title, files] of silent) it(title, () => assert.equal(isServed(files), false));
});
