// Which language the page speaks: the one chosen before, else the browser's, else Chinese.

import { words } from './words.js';

const KEY = 'yanzheng.lang';

/** The language to start with. Storage may be refused (private windows, kiosks); that is no fault. */
export function firstLanguage() {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept in words) return kept;
  } catch {
    // No storage here: the browser's language decides.
  }
  const wanted = navigator.languages?.length ? navigator.languages : [navigator.language];
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag ?? '')) return 'zh-Hans';
    if (/^en\b/i.test(tag ?? '')) return 'en';
  }
  return 'zh-Hans';
}

/** Remembers a language, where that is possible. */
export function keepLanguage(lang) {
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // The choice then lasts as long as the page.
  }
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
