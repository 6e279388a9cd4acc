// The ways in: each turns what somebody does at the counter into texts, and hands them to
// `desk.check(texts, {note, final, stay})`. `desk.status(say)` sets the line for what is going on.

import { part } from './dom.js';
import { Camera, cameraExists } from './scan/camera.js';
import { DecoderMissing } from './scan/decoder.js';
import { firstPicture, PictureFault, readPicture } from './scan/picture.js';
import { Wedge, writable } from './scan/wedge.js';
import { say } from './words.js';

/** The scanner gun. */
export function gunWay(desk) {
  const input = part('gun');
  let inputMethod = false;
  const wedge = new Wedge(input, {
    async onScan(candidates, { final }) {
      const receipt = await desk.check(candidates, { final });
      if (receipt) {
        desk.status(inputMethod ? (texts) => texts.gun_ime : undefined);
        inputMethod = false;
      }
      return receipt !== undefined;
    },
    onInputMethod() {
      inputMethod = true;
      desk.status((texts) => texts.gun_ime);
    },
  });
  // Only while another text field has the focus does a gun write somewhere else.
  const draw = () => {
    const focused = document.activeElement;
    const ready = focused === input || !writable(focused);
    part('gun-state').dataset.ready = String(ready);
    input.placeholder = ready ? desk.texts().gun_ready : desk.texts().gun_asleep;
  };
  document.addEventListener('focusin', draw);
  document.addEventListener('focusout', draw);
  input.focus({ preventScroll: true });
  draw();
  return { draw, clear: () => wedge.clear() };
}

/** Text that is typed or pasted into the field, or pasted anywhere else on the page. */
export function textWay(desk) {
  const field = part('paste-text');
  const submit = () => {
    const text = field.value.trim();
    if (text === '') {
      desk.status((texts) => texts.paste_empty);
      field.focus();
      return;
    }
    field.value = '';
    void desk.check([text]);
  };
  part('paste-verify').addEventListener('click', submit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.shiftKey) return;
    event.preventDefault();
    submit();
  });
  document.addEventListener('paste', (event) => {
    if (event.target === field || event.clipboardData?.files.length) return;
    const text = event.clipboardData?.getData('text/plain').trim();
    if (!text) return;
    event.preventDefault();
    void desk.check([text]);
  });
  return { clear: () => (field.value = '') };
}

/** A picture that is chosen, dropped or pasted. */
export function pictureWay(desk) {
  async function read(blob) {
    if (!blob) return;
    desk.status((texts) => texts.picture_reading);
    try {
      const found = await readPicture(blob);
      desk.status();
      // Without a code, the verifier itself says that nothing was scanned.
      const several = found.length > 1 && !found.every((text) => text.startsWith('shc:/'));
      await desk.check(found.length > 0 ? found : [''], {
        note: several ? (texts) => say(texts.picture_several, { count: found.length }) : undefined,
      });
      if (found.length === 0) desk.status((texts) => texts.picture_none);
    } catch (fault) {
      desk.status((texts) => pictureFault(fault, texts));
    }
  }

  const file = part('picture-file');
  part('picture-choose').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    void read(firstPicture(file.files));
    file.value = '';
  });
  document.addEventListener('paste', (event) => {
    const picture = firstPicture(event.clipboardData?.files);
    if (!picture) return;
    event.preventDefault();
    void read(picture);
  });

  const veil = part('drop');
  const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  document.addEventListener('dragover', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    veil.hidden = true;
    if (!carriesFile(event)) return;
    event.preventDefault();
    void read(firstPicture(event.dataTransfer.files));
  });
  return {};
}

function pictureFault(fault, texts) {
  if (fault instanceof PictureFault) return say(texts[`picture_${fault.reason}`], { limit: fault.limit });
  if (fault instanceof DecoderMissing) return texts.decoder_missing;
  return texts.picture_unreadable;
}

/** The camera, where this page may have one. */
export function cameraWay(desk) {
  if (!cameraExists()) return {};
  let again = false;
  let seen = new Set();
  const [start, box, torch, other] = ['camera-start', 'camera', 'camera-torch', 'camera-switch'].map(part);
  const camera = new Camera(part('camera-video'), {
    async onTexts(texts) {
      // While parts are collected, the one in the picture is seen again and again.
      if (texts.every((text) => seen.has(text))) return false;
      for (const text of texts) seen.add(text);
      const receipt = await desk.check(texts, { stay: true });
      return receipt?.code !== 'envelope.chunk_missing';
    },
    onStop(reason) {
      box.hidden = true;
      start.hidden = false;
      desk.status((texts) => stopText(reason, texts));
    },
  });

  async function open(deviceId) {
    again = true;
    seen = new Set();
    box.hidden = false;
    start.hidden = true;
    desk.status((texts) => texts.camera_starting);
    await camera.start(deviceId);
    if (!camera.running) return;
    desk.status();
    torch.hidden = !camera.hasTorch;
    torch.setAttribute('aria-pressed', 'false');
    other.hidden = (await camera.other()) === undefined;
  }

  start.hidden = false;
  start.addEventListener('click', () => void open());
  part('camera-stop').addEventListener('click', () => {
    again = false;
    camera.stop();
    start.focus();
  });
  other.addEventListener('click', async () => void open(await camera.other()));
  torch.addEventListener('click', async () => {
    const on = torch.getAttribute('aria-pressed') !== 'true';
    try {
      await camera.torch(on);
      torch.setAttribute('aria-pressed', String(on));
    } catch {
      torch.hidden = true;
    }
  });
  return {
    // Whoever works with the camera wants it for the next person as well.
    next: () => again && void open(),
  };
}

function stopText(reason, texts) {
  if (reason === 'hidden') return texts.camera_slept;
  if (reason instanceof DecoderMissing) return texts.decoder_missing;
  if (reason instanceof Error) {
    return texts.camera_faults[reason.name] ?? say(texts.camera_faults.other, { name: reason.name });
  }
  return '';
}
