import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

/** Is the only function of the name entered by an invocation? */
function isEntered(code: string, name = 'target'): boolean {
  const { program, owners } = loadSource(`function target() {}\n${code}`);
  const [owner, ...others] = owners(name);
  assert.ok(owner && others.length === 0, `${name} is there once`);
  return program.reach.isServing(owner);
}

describe('decorators of ours', () => {
  it('put something in the place of a method', () => {
    const logged =
      'const logged = () => (holder, key, descriptor) => { const own = descriptor.value; descriptor.value = async function (...args) { target(); return own.apply(this, args); }; };\n';
    assert.equal(
      isEntered(`${logged}class Page { @logged() show() {} }\nexport const handler = async () => new Page().show();`),
      true,
    );
    assert.equal(
      isEntered(`${logged}class Page { @logged() show() {} other() {} }\nexport const handler = async () => 1;`),
      false,
    );
  });

  it('give back what runs in the place of a method', () => {
    const logged = 'const logged = (own) => function (...args) { target(); return own.apply(this, args); };\n';
    assert.equal(
      isEntered(`${logged}class Page { @logged show() {} }\nexport const handler = async () => new Page().show();`),
      true,
    );
  });

  it('may keep the methods that they are told of, as a router does', () => {
    const route =
      'const routes = [];\nconst route = (path) => (holder, key) => routes.push({ path, holder: holder.constructor, key });\n';
    const handler =
      'export const handler = async (event) => { const found = routes.find((each) => each.path === event.path); return make(found.holder)[found.key](event); };\nfunction make(Type) { return new Type(); }\n';
    assert.equal(isEntered(`${route}class Page { @route('/') show() { target(); } }\n${handler}`), true);
  });

  it('that are half typed are no end', () => {
    const { program, owners } = loadSource(
      '@Dec( class A { }\nexport const handler = async () => target();\nfunction target() {}',
    );
    assert.equal(program.reach.isServing(owners('target')[0]!), true);
  });

  it('run while the module loads, and not with the method', () => {
    const { program, owners } = loadSource(
      'function remember() {}\nfunction route(path) { remember(); return () => undefined; }\nclass Page { @route("/") show() {} @route("/b") get more() { return 1; } }\nexport const handler = async () => new Page().show();',
    );
    assert.equal(program.reach.isServing(owners('remember')[0]!), false);
    const [remember] = owners('route');
    const edges = program.calls.edgesFrom(remember!.getSourceFile()).map(({ target }) => target);
    assert.ok(edges.includes(remember!));
  });
});

describe('what nobody makes by `new`', () => {
  it('is made by who enters its methods, once', () => {
    const code =
      "import { create } from 'orm';\nclass Order { constructor() { target(); } total() {} }\ncreate(Order);\nexport const handler = async () => create(Order).total();";
    assert.equal(isEntered(code, 'Order.total'), true);
    assert.equal(isEntered(code), false);
  });

  it('has hooks that an ORM calls', () => {
    const code =
      "import { BeforeInsert } from 'typeorm';\nclass Order { @BeforeInsert() fill() { target(); } }\nexport const handler = async () => Order;";
    assert.equal(isEntered(code), true);
  });
});
