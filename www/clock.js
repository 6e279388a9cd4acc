// Times as people at a counter read them. Seconds since the Unix epoch in, text out.

const two = (number) => String(number).padStart(2, '0');

/** `2026-11-21 14:05:09 UTC+8`, in this device's zone. */
export function timeText(seconds) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const offset = -date.getTimezoneOffset();
  const minutes = Math.abs(offset) % 60 ? `:${two(Math.abs(offset) % 60)}` : '';
  const zone = `UTC${offset < 0 ? '-' : '+'}${Math.floor(Math.abs(offset) / 60)}${minutes}`;
  return `${day} ${time} ${zone}`;
}

/** Units of a length of time from the largest, with the seconds in one. */
const UNITS = [
  ['days', 86400],
  ['hours', 3600],
  ['minutes', 60],
];

/** `3 天`, `2 h`: a length of time in its largest unit of which there are two at least. */
export function spanText(seconds, texts) {
  const [unit, size] = UNITS.find(([, each]) => seconds >= 2 * each) ?? ['seconds', 1];
  return `${Math.max(0, Math.floor(seconds / size))} ${texts.units[unit]}`;
}

/** `2026-11-21`, in this device's zone. */
export function dayText(seconds) {
  return timeText(seconds).split(' ')[0];
}
