// ODK Web Forms' engine as a contestant: node web_forms.mjs FORM PATH... ; run in a folder with @getodk/xforms-engine and
// jsdom installed. Prints {"open": seconds, "answers": [seconds], "gate": [seconds]} on
// one line; after each answer every node is looked at.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.cwd()}/package.json`);
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<!doctype html><html></html>', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(window)) {
  if (/^(DOM|XML|XPath|Node|Doc|Elem|Attr|Text|CData|CDATA|Comment|Proc|Char|Named|Tree|HTML|Mutation)/.test(name)) {
    globalThis[name] ??= window[name];
  }
}
globalThis.window ??= globalThis;
globalThis.document ??= window.document;
globalThis.require ??= require;
globalThis.__dirname ??= process.cwd();
globalThis.__filename ??= '';

const folder = `${process.cwd()}/node_modules/@getodk/xforms-engine`;
const told = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
const named = told.exports?.['.']?.import ?? told.module ?? told.main;
const engine = await import(pathToFileURL(`${folder}/${named.default ?? named}`));
const [form, ...paths] = process.argv.slice(2);
const xml = readFileSync(form, 'utf8');

let started = performance.now();
const instance = await engine.createInstance(xml, { instance: { stateFactory: (state) => state } });
const open = (performance.now() - started) / 1000;

const byPath = new Map();
const walk = (node) => {
  byPath.set(node.currentState.reference, node);
  for (const child of node.currentState.children ?? []) walk(child);
};
walk(instance.root);

const answer = (node, value) => {
  if (node.nodeType === 'select') node.selectValue(value);
  else node.setValue(node.valueType === 'int' ? BigInt(value) : value);
};
// The engine calculates a node when somebody looks at it: a state is complete once every node was looked at.
const look = (node) => {
  const { relevant, required, readonly, value } = node.currentState;
  return [relevant, required, readonly, value, node.validationState?.violation];
};
const timed = (path, value) => {
  const node = byPath.get(path);
  started = performance.now();
  answer(node, value);
  for (const other of byPath.values()) look(other);
  return (performance.now() - started) / 1000;
};
const answers = ['1', '7'].flatMap((value) => paths.map((path) => timed(path, value)));
const gate = ['khong', 'co', 'khong', 'co', 'khong', 'co'].map((value) => timed('/data/g0/q0', value));
process.stdout.write(`${JSON.stringify({ open, answers, gate, members: [] })}\n`, () => process.exit(0));
