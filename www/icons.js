// Icons, one path a row, on a 24×24 grid. Every verdict and outcome has its own outline, so that
// it can be told without colour: disc (accepted), octagon (rejected), triangle (undecided).

import { drawing } from './dom.js';

const PATHS = {
  accept: 'M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21Zm5.5 8.2-6.6 6.9a1.2 1.2 0 0 1-1.7 0l-3-3.1 1.7-1.7 2.1 2.2L15.8 8l1.7 1.7Z',
  reject: 'M7.6 1.5h8.8l6.1 6.1v8.8l-6.1 6.1H7.6l-6.1-6.1V7.6l6.1-6.1Zm1.3 5.6L7.1 8.9l3.1 3.1-3.1 3.1 1.8 1.8 3.1-3.1 3.1 3.1 1.8-1.8-3.1-3.1 3.1-3.1-1.8-1.8-3.1 3.1-3.1-3.1Z',
  indeterminate: 'M12 1.8c.5 0 .9.3 1.2.7l10 17.6c.5.9-.1 2-1.2 2H2c-1.1 0-1.7-1.1-1.2-2l10-17.6c.3-.4.7-.7 1.2-.7Zm-1.3 6.4.3 7h2l.3-7h-2.6ZM12 16.7a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Z',
  passed: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm5 7.9-6 6.3a1 1 0 0 1-1.5 0l-2.8-2.9 1.5-1.5 2 2.1L15.5 8.5 17 9.9Z',
  failed: 'M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9L7.9 2Zm1.2 5.4L7.4 9.1l2.9 2.9-2.9 2.9 1.7 1.7 2.9-2.9 2.9 2.9 1.7-1.7-2.9-2.9 2.9-2.9-1.7-1.7-2.9 2.9-2.9-2.9Z',
  undecided: 'M12 2.3c.4 0 .8.2 1 .6l9.5 16.7c.4.8-.1 1.7-1 1.7h-19c-.9 0-1.4-.9-1-1.7L11 2.9c.2-.4.6-.6 1-.6Zm-1.2 6.3.3 6.3h1.8l.3-6.3h-2.4Zm1.2 7.7a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4Z',
  not_required: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 1.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4Zm-4 6.2h8v2H8v-2Z',
  not_reached: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 1.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4Z',
  paper: 'M5 1.8h9.5L20 7.3v14.9H5V1.8Zm1.9 1.9v16.6h11.2V8.8H13V3.7H6.9Zm2 7.3h7.2v1.7H8.9V11Zm0 3.4h7.2v1.7H8.9v-1.7Z',
  device: 'M7 1.8h10a2 2 0 0 1 2 2v16.4a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V3.8c0-1.1.9-2 2-2Zm0 2.4v13.4h10V4.2H7Zm5 14.6a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4Z',
  live: 'M12 8.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8ZM6.6 5l1.5 1.5a7.7 7.7 0 0 0 0 11L6.6 19a9.8 9.8 0 0 1 0-14Zm10.8 0a9.8 9.8 0 0 1 0 14l-1.5-1.5a7.7 7.7 0 0 0 0-11L17.4 5Z',
  waiting: 'M3 3h7v7H3V3Zm2 2v3h3V5H5Zm9-2h7v7h-7V3Zm2 2v3h3V5h-3ZM3 14h7v7H3v-7Zm2 2v3h3v-3H5Zm9-2h3v2h-3v-2Zm4 0h3v4h-3v-4Zm-4 4h2v3h-2v-3Zm3 1h4v2h-4v-2Z',
  camera: 'M9 4h6l1.6 2.2H20A2 2 0 0 1 22 8.2V18a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8.2a2 2 0 0 1 2-2h3.4L9 4Zm3 4.6a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6Zm0 1.8a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  picture: 'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6c0-1.1.9-2 2-2Zm0 2v9.2l4.6-4.6 4.2 4.2 2.6-2.6L20 16.8V6H4Zm11.5 1.6a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8Z',
  gun: 'M3 5h2v14H3V5Zm3 0h1v14H6V5Zm3 0h3v14H9V5Zm4 0h1v14h-1V5Zm3 0h2v14h-2V5Zm3 0h2v14h-2V5Z',
  print: 'M7 3h10v4H7V3ZM4.5 8h15A2.5 2.5 0 0 1 22 10.5V17h-4v-2H6v2H2v-6.5A2.5 2.5 0 0 1 4.5 8ZM8 16.5h8V21H8v-4.5ZM18.5 10.5a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
  copy: 'M8 3h10a2 2 0 0 1 2 2v11h-2V5H8V3ZM5 7h9a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9c0-1.1.9-2 2-2Zm0 2v10h9V9H5Z',
  next: 'M4 11h11.2l-4.6-4.6L12 5l7 7-7 7-1.4-1.4 4.6-4.6H4v-2Z',
  shield: 'M12 2 4 5v6.2c0 4.9 3.4 9.4 8 10.8 4.6-1.4 8-5.9 8-10.8V5l-8-3Zm4.6 7.9-5.3 5.6a1 1 0 0 1-1.5 0l-2.5-2.6 1.4-1.4 1.9 1.9 4.6-4.9 1.4 1.4Z',
};

/** An icon. It is decoration: the word next to it carries the meaning. */
export function icon(name, className = 'icon') {
  return drawing(
    'svg',
    { viewBox: '0 0 24 24', class: className, 'aria-hidden': 'true', focusable: 'false' },
    drawing('path', { d: PATHS[name], fill: 'currentColor', 'fill-rule': 'evenodd' }),
  );
}
