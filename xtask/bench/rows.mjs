// One row of a measurement as a line of JSON.

export function row(what, ours, peer, unit) {
  process.stdout.write(`${JSON.stringify({ what, ours, peer, unit })}\n`);
}

/** The middle one. */
export function median(numbers) {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
