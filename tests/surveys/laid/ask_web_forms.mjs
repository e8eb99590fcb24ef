// ODK Web Forms as a stranger: lines {"form": path, "steps": [[act, path, value]]} on standard input, for each a line of JSON as AskJavaRosa writes it.
// It is copied beside the node_modules that hold @getodk/xforms-engine and jsdom, and run there.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><html><body></body></html>', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(window))
  if (/^(DOM|XML|XPath|HTML|Node|Document|Element$|Attr$|Text$|CDATA|Comment|Processing|CharacterData|NamedNode|Tree|MutationObserver)/.test(name) && !(name in globalThis))
    globalThis[name] = window[name];
globalThis.window ??= globalThis;
globalThis.document ??= window.document;
globalThis.require ??= createRequire(import.meta.url); // its bundle holds a part that wants CommonJS
globalThis.__dirname ??= process.cwd();
globalThis.__filename ??= '';
const { createInstance, constants } = await import('@getodk/xforms-engine');
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

const TYPES = { '.csv': 'text/csv', '.xml': 'text/xml', '.geojson': 'application/geo+json' };
const plain = (reference) => reference.replace(/\[1\]/g, '');
const isRange = (node) => (node.nodeType || '').startsWith('repeat-range');
const children = (node) => node.currentState.children ?? [];

function* inside(node) {
  yield node;
  for (const child of children(node)) yield* inside(child);
}

function find(root, reference, ofRange) {
  for (const node of inside(root)) if (isRange(node) === ofRange && plain(node.currentState.reference) === plain(reference)) return node;
  throw new Error(`no node ${reference}`);
}

function answer(node, value) {
  const words = value === '' ? [] : value.split(/\s+/);
  if (node.nodeType === 'select') return node.selectType === 'select1' && words.length ? node.selectValue(words[0]) : node.selectValues(words);
  if (node.nodeType === 'rank') return node.setValues(words);
  if (node.nodeType === 'trigger') return node.setValue(value === 'OK');
  if (!node.setValue) throw new Error(`cannot set ${node.nodeType}`);
  return node.setValue(value === '' && node.valueType !== 'string' ? null : value);
}

function step(root, [act, reference, value]) {
  if (act === 'set') return answer(find(root, reference, false), value);
  if (act === 'add') {
    const range = find(root, reference, true);
    return range.addInstances(children(range).length - 1);
  }
  if (act === 'remove') {
    const node = find(root, reference, false);
    return node.parent.removeInstances(children(node.parent).indexOf(node));
  }
  return root.setLanguage(root.languages.find((one) => one.language === value));
}

function text(node) {
  const { value } = node.currentState;
  if (value == null) return '';
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : (node.instanceState?.instanceXML?.replace(/^<[^>]*>|<\/[^>]*>$/g, '') ?? String(value));
}

function told(root) {
  const nodes = {}, questions = {};
  for (const node of inside(root)) {
    const state = node.currentState;
    if (isRange(node) || node.nodeType === 'root' || node.nodeType === 'primary-instance') continue;
    const one = (nodes[state.reference] = { relevant: state.relevant, required: state.required, readonly: state.readonly });
    if (state.children) continue;
    one.value = text(node);
    one.valid = !node.validationState?.violation;
    if (!state.relevant || node.nodeType === 'model-value') continue;
    const question = (questions[state.reference] = { readonly: state.readonly, label: state.label?.asString ?? '', hint: state.hint?.asString ?? '' });
    if (Array.isArray(state.valueOptions) && (node.nodeType === 'select' || node.nodeType === 'rank'))
      question.choices = state.valueOptions.map((choice) => [choice.value, choice.label?.asString ?? '']);
  }
  return { nodes, questions };
}

async function answered({ form, steps }) {
  const folder = path.dirname(form);
  const fetchFormAttachment = async (url) => {
    const file = path.join(folder, path.basename(new URL(url).pathname));
    if (!fs.existsSync(file)) return new Response('', { status: 404 });
    return new Response(fs.readFileSync(file), { headers: { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' } });
  };
  const { root } = await createInstance(fs.readFileSync(form, 'utf8'), {
    form: { fetchFormAttachment, missingResourceBehavior: constants.MISSING_RESOURCE_BEHAVIOR.BLANK },
    instance: { stateFactory: (one) => one, preloadProperties: { deviceID: 'ref:device', username: 'ref', email: 'ref@x', phoneNumber: '0' } },
  });
  const refused = [];
  for (const one of steps) {
    try {
      step(root, one);
    } catch {
      refused.push(one.join('\t'));
    }
  }
  return { refused, ...told(root), repeats: [] };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const result = await answered(JSON.parse(line)).catch((error) => ({ error: `${error?.message ?? error} ${error?.cause ?? ''}` }));
  fs.writeSync(1, `${JSON.stringify(result)}\n`);
}
process.exit(0);
