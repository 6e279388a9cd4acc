// What a clerk should know besides: what this check does not cover, and remarks of the checks. None of it
// changes the verdict, so none of it looks like one.

import { element } from '../dom.js';

function list(name, title, lines) {
  if (lines.length === 0) return undefined;
  return element(
    'section',
    { class: name },
    element('h3', {}, title),
    element('ul', {}, lines.map((line) => element('li', {}, line))),
  );
}

/** The duties that the check does not cover, or undefined. */
export function dutyList({ policy }, texts) {
  return list('duties', texts.duties, (policy?.not_covered ?? []).map(({ text }) => text));
}

/** A short list, or undefined when there is nothing to remark. The last note says the duties, where there are any. */
export function remarkList({ notes, policy }, texts) {
  return list('remarks', texts.remarks, policy?.not_covered.length > 0 ? notes.slice(0, -1) : notes);
}
