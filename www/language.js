// Which language the page speaks: the one chosen before, else the browser's, else Chinese.

import { keep, kept } from './kept.js';
import { words } from './words.js';

const NAME = 'lang';

/** The language to start with. */
export function firstLanguage() {
  const chosen = kept(NAME);
  if (chosen in words) return chosen;
  const wanted = navigator.languages?.length ? navigator.languages : [navigator.language];
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag ?? '')) return 'zh-Hans';
    if (/^en\b/i.test(tag ?? '')) return 'en';
  }
  return 'zh-Hans';
}

/** Remembers a language. */
export function keepLanguage(lang) {
  keep(NAME, lang);
}

/** Writes the fixed texts of the page: `data-word` names the text, `data-word-ATTRIBUTE` an attribute's. */
export function applyLanguage(lang) {
  const texts = words[lang];
  document.documentElement.lang = lang;
  document.title = texts.title;
  for (const node of document.querySelectorAll('[data-word]')) {
    node.textContent = texts[node.dataset.word];
  }
  for (const attribute of ['placeholder', 'aria-label']) {
    const name = `data-word-${attribute}`;
    for (const node of document.querySelectorAll(`[${name}]`)) {
      node.setAttribute(attribute, texts[node.getAttribute(name)]);
    }
  }
}
