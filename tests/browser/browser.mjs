// Finds a browser on this machine and starts it without a window. None is ever downloaded.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const { chromium } = createRequire(new URL('../../pkg/package.json', import.meta.url))('playwright-core');

const APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const PLACES = {
  linux: () =>
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
      .flatMap((name) => [`/usr/bin/${name}`, `/usr/local/bin/${name}`, `/snap/bin/${name}`])
      .concat('/opt/google/chrome/chrome'),
  darwin: () =>
    ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      APPS.map((app) => join(folder, `${app}.app`, 'Contents/MacOS', app)),
    ),
  win32: () =>
    [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LocalAppData]
      .filter(Boolean)
      .flatMap((folder) =>
        ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe', 'Chromium/Application/chrome.exe']
          .map((path) => join(folder, path)),
      ),
};

/** The browser's path, or undefined; YANZHENG_BROWSER names another one. */
export function findBrowser() {
  if (process.env.YANZHENG_BROWSER) return process.env.YANZHENG_BROWSER;
  return (PLACES[process.platform]?.() ?? []).find((path) => existsSync(path));
}

/** Without a window, and without asking anybody for anything of its own. */
export const QUIET = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Starts it, with a film in the place of its camera. */
export function startBrowser(executablePath, film) {
  return chromium.launch({
    executablePath,
    args: [
      ...QUIET, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
}
