// The camera: opens it, looks for a code in each frame, and lets go of it as soon as it can.

import { decode } from './decoder.js';

const LONGEST_SIDE = 1280;
// Milliseconds between two looks; a frame costs about 30 to 60 of them on an office computer.
const PAUSE = 90;

/** Whether this page can have a camera at all: not on plain http, not in old web views. */
export function cameraExists() {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/**
 * Drives one `<video>`. `onTexts(texts)` resolves to true when the camera has done its work;
 * `onStop(reason)` is told why it ended: `done`, `asked`, `hidden`, `ended`, or an error.
 */
export class Camera {
  #video;
  #onTexts;
  #onStop;
  #stream;
  #canvas = document.createElement('canvas');

  constructor(video, { onTexts, onStop }) {
    this.#video = video;
    this.#onTexts = onTexts;
    this.#onStop = onStop;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.stop('hidden');
    });
    window.addEventListener('pagehide', () => this.stop('hidden'));
  }

  get running() {
    return this.#stream !== undefined;
  }

  /** Starts with the camera of that id, else the one that looks away from the screen. */
  async start(deviceId) {
    this.stop('restart');
    const wanted = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } };
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { ...wanted, width: { ideal: 1280 }, height: { ideal: 960 } },
      });
    } catch (fault) {
      this.#onStop(fault);
      return;
    }
    if (document.hidden) {
      for (const track of stream.getTracks()) track.stop();
      this.#onStop('hidden');
      return;
    }
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track.addEventListener('ended', () => {
      if (this.#stream === stream) this.stop('ended');
    });
    this.#video.muted = true;
    this.#video.srcObject = stream;
    try {
      await this.#video.play();
    } catch (fault) {
      if (this.#stream === stream) this.stop(fault);
      return;
    }
    void this.#look(stream);
  }

  /** Stops and says why. */
  stop(reason = 'asked') {
    if (!this.#stream) return;
    for (const track of this.#stream.getTracks()) track.stop();
    this.#stream = undefined;
    this.#video.srcObject = null;
    this.#canvas.width = 0;
    if (reason !== 'restart') this.#onStop(reason);
  }

  /** Whether this camera has a light that a page may switch. */
  get hasTorch() {
    const track = this.#stream?.getVideoTracks()[0];
    return Boolean(track?.getCapabilities?.().torch);
  }

  async torch(on) {
    const track = this.#stream?.getVideoTracks()[0];
    await track?.applyConstraints({ advanced: [{ torch: on }] });
  }

  /** The id of the next camera after the one in use, or undefined when there is only one. */
  async other() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const cameras = devices.filter((device) => device.kind === 'videoinput').map((one) => one.deviceId);
    const current = this.#stream?.getVideoTracks()[0]?.getSettings().deviceId;
    return cameras.length > 1 ? cameras[(cameras.indexOf(current) + 1) % cameras.length] : undefined;
  }

  async #look(stream) {
    while (this.#stream === stream) {
      try {
        const frame = this.#frame();
        const texts = frame ? await decode(frame, { thorough: false }) : [];
        if (this.#stream !== stream) return;
        if (texts.length > 0 && (await this.#onTexts(texts))) {
          if (this.#stream === stream) this.stop('done');
          return;
        }
      } catch (fault) {
        if (this.#stream === stream) this.stop(fault);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  #frame() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth || !videoHeight) return undefined;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    return context.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
  }
}
