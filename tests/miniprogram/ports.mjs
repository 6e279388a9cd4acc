// A worker's line to its page: what is posted is copied as JSON, as the platforms promise no more.

/** Gives the worker its global `worker`; answers the page's end, as createWorker() gives it. */
export function createPorts(global, run) {
  const page = [];
  const inside = [];
  let isOpen = true;
  const post = (listeners, adopt) => (message) => {
    const text = JSON.stringify(message);
    setTimeout(() => {
      if (isOpen) for (const listener of listeners) listener(adopt(text));
    }, 0);
  };
  global.worker = run('({})');
  Object.assign(global.worker, {
    postMessage: post(page, JSON.parse),
    onMessage: (listener) => void inside.push(listener),
  });
  return {
    postMessage: post(inside, run('JSON.parse')),
    onMessage: (listener) => void page.push(listener),
    terminate() {
      isOpen = false;
    },
  };
}
