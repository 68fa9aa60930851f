/**
 * Lets CommonJS that a transpiler made of an ES module do more of what the ES module could. It edits the text of the
 * helpers of swc and TypeScript. It moves no line, so that source maps stay right.
 */
export function softenCommonJs(code: string): string {
  const importing = code.replace(COMPUTED_IMPORT, COMPUTED).replace(QUOTED_IMPORT, QUOTED);
  const softened = HELPERS.reduce((text, [from, to]) => text.replace(from, to), importing);
  if (importing === code) return softened;
  if (softened.startsWith(STRICT)) return softened.replace(STRICT, `${STRICT} ${IMPORT}`);
  // Behind a comment or a directive of the plugin's own. What is declared at the end is there from the start.
  return `${softened}\n${IMPORT}`;
}

const STRICT = '"use strict";';

const LOAD = String.raw`(?:\/\*#__PURE__\*\/ )?((?:[\w$.]+\()?)require`;
/** `import(name)` as a promise of `require`, and `import('./name')`. */
const COMPUTED_IMPORT = new RegExp(String.raw`\.then\(\(?(\w+)\)? ?=> ?${LOAD}\(\1\)(\)?)\)`, 'g');
const COMPUTED = '.then(($1)=>__importHere($1,(id)=>$2require(id)$3))';
const QUOTED_IMPORT = new RegExp(String.raw`\.then\(\(\) ?=> ?${LOAD}\((["'][^"'\n]*["'])\)(\)?)\)`, 'g');
const QUOTED = '.then(()=>__importHere($2,(id)=>$1require(id)$3))';

/** `require` has no URLs, and no ES module with a top-level `await`. */
const IMPORT =
  'async function __importHere(id, load) { ' +
  'if (/^(?:data:|file:.*[?#])/.test(id)) return import(id); ' +
  'try { return load(/^file:/.test(id) ? require("node:url").fileURLToPath(id) : id); } catch (error) { ' +
  'if (/^ERR_REQUIRE_(?:ESM|ASYNC_MODULE)$/.test(error?.code) || /^await is only valid/.test(error?.message)) ' +
  'return import(id); ' +
  'throw error; } }';

/**
 * For a module that is marked as made of an ES module and has no default: the module itself, as node gives it to ES
 * modules.
 */
const DEFAULT = (name: string) =>
  `return ${name} && ${name}.__esModule && "default" in ${name} ? ${name} : ` +
  `{ get default() { return ${name} && ${name}.__esModule && "default" in ${name} ? ${name}.default : ${name}; } }; ` +
  'return {';
/** `import * as name` of a function can be called, as without `esModuleInterop`. */
const CALLED = (name: string) =>
  `if (typeof ${name} === "function" && !${name}.__esModule) return new Proxy(${name}, ` +
  '{ get: (target, key) => key === "default" && !("default" in target) ? target : target[key] }); ';

const HELPERS: [RegExp, string][] = [
  [/return obj && obj\.__esModule \? obj : \{/, DEFAULT('obj')],
  [/return \(mod && mod\.__esModule\) \? mod : \{/, DEFAULT('mod')],
  [/if \(!nodeInterop && obj && obj\.__esModule\) return obj;/, `${CALLED('obj')}$&`],
  [/if \(mod && mod\.__esModule\) return mod;/, `${CALLED('mod')}$&`],
];
