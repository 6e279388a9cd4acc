// The check-in page: a guest shows a code, the clerk scans it and sees what to do. What stands on the page is
// about one guest; the next one, and leaving the page, wipe it.

const { scanCode } = require('yanzheng');

const { openCounter } = require('../../counter.js');
const { tellEngine, tellFault, tellReceipt, tellRefusal, tellRequest } = require('../../told.js');
const trust = require('../../trust.js');

const samples = trust.demo ? require('../../samples.js') : [];

/** What a clerk may decide where the check cannot, and why: the reason goes into the journal. */
const DECISIONS = {
  accepted: { reason: '查验了证件原件', done: '已记入日志：查验原件后接受。' },
  refused: { reason: '无法确认身份', done: '已记入日志：不予受理。' },
};

/** Nothing about any guest. */
const NOBODY = { result: null, request: null, decided: '', details: false };

Page({
  data: Object.assign(
    {
      demo: trust.demo === true,
      samples: samples.map(({ id, title }) => ({ id, title })),
      ready: false,
      busy: false,
      failed: false,
      status: '',
      engine: '',
      warning: '',
    },
    NOBODY,
  ),

  onLoad() {
    this.forget();
    return this.prepare();
  },

  onUnload() {
    this.forget();
  },

  /** Opens the counter; the first time the program is loaded. */
  async prepare() {
    this.setData({ failed: false, status: '正在准备核验程序…' });
    try {
      this.counter = await openCounter();
    } catch (fault) {
      this.setData({ failed: true, status: tellFault(fault) });
      return;
    }
    const { engine, refused } = this.counter;
    this.setData({ ready: true, status: '', engine: tellEngine(engine), warning: tellRefusal(refused) });
  },

  /** The guest's code, by the camera: a picture in the album was not shown here and now. */
  scan() {
    return this.work('请对准旅客的码…', async () => {
      const text = await scanCode({ onlyFromCamera: true });
      this.show(await this.counter.verify(text, this.challenge));
    });
  },

  trySample({ currentTarget }) {
    const { scan } = samples.find(({ id }) => id === currentTarget.dataset.id);
    return this.work('正在核验样例…', async () => this.show(await this.counter.verifySample(scan)));
  },

  /** A code for the guest's wallet to read. From then on only an answer to it is accepted. */
  ask() {
    return this.work('正在生成…', async () => {
      const made = this.counter.request();
      this.forget();
      this.challenge = made.text === undefined ? '' : made.challenge;
      this.setData(Object.assign({}, NOBODY, { request: tellRequest(made) }));
    });
  },

  copyRequest() {
    wx.setClipboardData({ data: this.data.request.text });
  },

  /** A person decides where the check could not; the journal has both. */
  decide({ currentTarget }) {
    const { decision } = currentTarget.dataset;
    const { reason, done } = DECISIONS[decision];
    return this.work('正在记入日志…', async () => {
      await this.counter.decide(this.entry, decision, reason);
      this.setData({ decided: done });
    });
  },

  toggleDetails() {
    this.setData({ details: !this.data.details });
  },

  /** The next guest: nothing of this one stays. */
  next() {
    this.forget();
    this.setData(Object.assign({ status: '已清除，请下一位旅客出示。' }, NOBODY));
    this.top();
  },

  /** One thing at a time; who goes back from the scanner has done nothing wrong. */
  async work(status, doing) {
    if (!this.data.ready || this.data.busy) return;
    this.setData({ busy: true, status });
    let said = '';
    try {
      await doing();
    } catch (fault) {
      said = fault.code === 'scan.cancelled' ? '没有扫码。' : `没有完成（${fault.code || fault.message}），请再试一次。`;
    }
    this.setData({ busy: false, status: said });
  },

  /** A receipt; its challenge has been answered or not, and counts no more. */
  show(receipt) {
    this.forget();
    this.entry = receipt.entry;
    this.setData(Object.assign({}, NOBODY, { result: tellReceipt(receipt) }));
    this.top();
  },

  /** What is not on the page and is about one guest. */
  forget() {
    this.challenge = '';
    this.entry = undefined;
  },

  top() {
    wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },
});
