const worker = new Worker('dist/worker.js', { type: 'module' });
worker.onmessage = ({ data }) => console.log(JSON.stringify(data));
worker.onerror = ({ message }) => console.error(message);
