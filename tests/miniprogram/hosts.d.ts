// What the other platforms and Alipay's worker have under names that the typings of WeChat do not know.

declare const tt: any;
declare const my: any;
declare const worker: { postMessage(message: object): void; onMessage(listener: (message: any) => void): void };
declare const TTWebAssembly: any;
declare const MYWebAssembly: any;
