navigator.serviceWorker.register('sw.js');
navigator.serviceWorker.ready.then(({ active }) => active.postMessage('verify'));
navigator.serviceWorker.onmessage = ({ data }) => console.log(JSON.stringify(data));
