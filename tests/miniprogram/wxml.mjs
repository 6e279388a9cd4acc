// Draws a page of the example in HTML: the tags and attributes that its WXML uses, and its WXSS, with what the
// platform itself says of buttons. For pictures and for finding what can be tapped; it is no mini-program.

/** What stands in HTML for a tag. */
const TAGS = { view: 'div', text: 'span', image: 'img', button: 'button' };

/** The platform's own style of what the example uses, as its developer tools show it. */
const PLATFORM = `
  body { margin: 0; }
  div, span, button { -webkit-text-size-adjust: 100%; }
  img { display: inline-block; width: 320px; height: 240px; object-fit: fill; }
  button {
    position: relative; display: block; margin-left: auto; margin-right: auto; padding-left: 14px; padding-right: 14px;
    box-sizing: border-box; border: 0; border-radius: 5px; overflow: hidden; background-color: #f8f8f8; color: #000;
    font-family: inherit; font-size: 18px; line-height: 2.55555556; text-align: center;
  }
  button[disabled]:not([type]) { background-color: #f7f7f7; color: rgb(0 0 0 / 30%); }
`;

/** `wxml` and `wxss` as texts, the page's data, and `picture(path)` which gives the address of a file. */
export function htmlOf({ wxml, wxss, data, picture }) {
  const style = wxss.replace(/^page(?=\s*\{)/gm, 'body').replace(/([\d.]+)rpx/g, 'calc($1 * 100vw / 750)');
  const body = draw(parse(wxml), data, picture);
  return `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<style>${PLATFORM}${style}</style><body>${body}</body></html>`;
}

/** The names of what taps call. */
export function tapsOf(wxml) {
  const inside = (nodes) => nodes.flatMap((node) => (typeof node === 'string' ? [] : [node.attributes.bindtap, ...inside(node.children)]));
  return inside(parse(wxml)).filter((name) => name !== undefined);
}

/** Elements as `{ tag, attributes, children }`, texts as strings. */
function parse(text) {
  const root = { tag: '', attributes: {}, children: [] };
  const open = [root];
  const token = /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[\w:*-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/g;
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, closed, opened, attributes, alone] = match;
    if (match.index !== end) throw new Error(`not WXML at ${end}: ${text.slice(end, end + 40)}`);
    end += whole.length;
    if (closed) {
      if (open.pop().tag !== closed) throw new Error(`</${closed}> closes another tag`);
    } else if (opened) {
      const pairs = [...attributes.matchAll(/([\w:*-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, value]);
      const element = { tag: opened, attributes: Object.fromEntries(pairs), children: [] };
      open.at(-1).children.push(element);
      if (!alone) open.push(element);
    } else if (!whole.startsWith('<!--')) {
      open.at(-1).children.push(whole);
    }
  }
  if (open.length !== 1 || end !== text.length) throw new Error(`${open.at(-1).tag} is not closed`);
  return root.children;
}

function draw(nodes, scope, picture) {
  let html = '';
  /** Whether an earlier branch of wx:if was taken; undefined outside of one. */
  let taken;
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (node.trim() !== '') html += escape(filled(node, scope));
      continue;
    }
    const { 'wx:if': first, 'wx:elif': next, 'wx:for': list } = node.attributes;
    if (first !== undefined) taken = Boolean(value(first, scope));
    else if (next !== undefined) taken = taken ? null : Boolean(value(next, scope));
    else if ('wx:else' in node.attributes) taken = taken === false;
    else taken = undefined;
    if (taken === false || taken === null) continue;
    const name = node.attributes['wx:for-item'] ?? 'item';
    const scopes = list === undefined ? [scope] : value(list, scope).map((item, index) => ({ ...scope, [name]: item, index }));
    for (const one of scopes) html += element(node, one, picture);
  }
  return html;
}

function element({ tag, attributes, children }, scope, picture) {
  if (tag === 'block') return draw(children, scope, picture);
  if (TAGS[tag] === undefined) throw new Error(`no <${tag}> in this subset`);
  const said = Object.entries(attributes).flatMap(([name, text]) => attribute(name, text, scope, picture));
  const head = `<${[TAGS[tag], ...said].join(' ')}>`;
  return tag === 'image' ? head : `${head}${draw(children, scope, picture)}</${TAGS[tag]}>`;
}

function attribute(name, text, scope, picture) {
  if (name.startsWith('wx:') || name === 'hover-class' || name === 'mode') return [];
  if (name === 'bindtap') return [`data-tap="${text}"`];
  if (name === 'disabled') return value(text, scope) ? ['disabled'] : [];
  if (name === 'aria-role') return [`role="${text}"`];
  const filledIn = filled(text, scope);
  return [`${name}="${escape(name === 'src' ? picture(filledIn) : filledIn)}"`];
}

/** A text with what stands in its braces. */
function filled(text, scope) {
  return text.replace(/\{\{([\s\S]*?)\}\}/g, (_, expression) => evaluate(expression, scope));
}

/** The value of an attribute that is one pair of braces. */
function value(text, scope) {
  const [, expression] = text.match(/^\{\{([\s\S]*)\}\}$/) ?? [];
  if (expression === undefined) throw new Error(`${text} is not in braces`);
  return evaluate(expression, scope);
}

/** As in WXML, a name that is not there, and a member of what is not there, are undefined. */
function evaluate(expression, scope) {
  const known = new Proxy(scope, { has: (_, name) => typeof name === 'string', get: (_, name) => (name === Symbol.unscopables ? undefined : scope[name]) });
  try {
    return new Function('known', `with (known) { return (${expression}); }`)(known);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function escape(text) {
  return String(text).replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]);
}
