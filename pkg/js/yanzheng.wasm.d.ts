/** What a bundler makes of the file: usually its address. */
declare const wasm: any;
export default wasm;
