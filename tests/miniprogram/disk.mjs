// The files that a mini-program may write, and its file system over them: the calls that all three platforms
// document, with what they say when something is wrong. A disk outlives its program, which can be killed.

/** An answer that never comes. */
export const NEVER = Symbol('never');

/**
 * `files`: path → Buffer; `limit`: bytes that fit in all; `left`: calls that change something until the program
 * is killed in the next one, which leaves half a file where it writes, and `dead` from then on; `broken`: says of
 * a call by name and options whether it fails.
 */
export function createDisk() {
  return { files: new Map(), folders: new Set(), limit: Infinity, left: Infinity, dead: false, broken: () => false };
}

const CHANGES = ['mkdir', 'writeFile', 'rename', 'unlink'];

const CODES = {
  missing: { wechat: [1300002, 'no such file or directory'], alipay: [10022, '文件/目录不存在'], douyin: [107002, 'no such file or directory'] },
  taken: { wechat: [1301005, 'file already exists'], alipay: [10025, '文件或目录已存在'], douyin: [107005, 'file already exists'] },
  empty: { wechat: [1301002, 'data to write is empty'], alipay: [2, '接口参数无效'], douyin: [107003, 'data is empty'] },
  full: {
    wechat: [1300202, 'the maximum size of the file storage limit is exceeded'],
    alipay: [10028, '文件夹超过 50M'],
    douyin: [107009, 'the maximum size of the file storage limit is exceeded'],
  },
  broken: { wechat: [1300005, 'Input/output error'], alipay: [3, '文件写入失败'], douyin: [107000, 'system error'] },
};

/** The platform's object for files. */
export function serveFiles(disk, { user, replaces, says, refusesEmpty }, buffer, { realm, run }) {
  const fault = (kind) => Object.assign(new Error(kind), { kind });

  function own(path) {
    if (typeof path !== 'string' || !path.startsWith(`${user}/`)) throw fault('broken');
    return path;
  }

  const above = (path) => path.slice(0, path.lastIndexOf('/'));
  const size = () => [...disk.files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const isThere = (path) => disk.files.has(path) || disk.folders.has(path);

  const calls = {
    access({ path }) {
      if (!isThere(own(path))) throw fault('missing');
      return {};
    },

    mkdir({ dirPath, recursive }) {
      if (isThere(own(dirPath))) throw fault('taken');
      const outer = above(dirPath);
      if (outer !== user && !disk.folders.has(outer)) {
        if (!recursive) throw fault('missing');
        calls.mkdir({ dirPath: outer, recursive });
      }
      disk.folders.add(dirPath);
      return {};
    },

    readdir({ dirPath }) {
      if (!disk.folders.has(own(dirPath))) throw fault('missing');
      const inside = [...disk.files.keys(), ...disk.folders].filter((path) => above(path) === dirPath);
      return { files: inside.map((path) => path.slice(dirPath.length + 1)) };
    },

    readFile({ filePath, encoding }) {
      if (encoding !== undefined) throw new TypeError('only bytes are read here');
      // WeChat documents that the code package can be read; the others do not.
      if (says === 'wechat' && realm.files.has(filePath)) return { data: buffer(realm.files.get(filePath)) };
      if (!disk.files.has(own(filePath))) throw fault('missing');
      return { data: buffer(disk.files.get(filePath)) };
    },

    writeFile({ filePath, data }, part = 1) {
      if (Object.prototype.toString.call(data) !== '[object ArrayBuffer]') throw fault('broken');
      const bytes = Buffer.from(new Uint8Array(data));
      if (bytes.length === 0 && refusesEmpty) throw fault('empty');
      if (!disk.folders.has(above(own(filePath)))) throw fault('missing');
      disk.files.set(filePath, bytes.subarray(0, bytes.length * part));
      if (size() > disk.limit) {
        disk.files.delete(filePath);
        throw fault('full');
      }
      return {};
    },

    rename({ oldPath, newPath }) {
      if (!disk.files.has(own(oldPath)) || !disk.folders.has(above(own(newPath)))) throw fault('missing');
      if (isThere(newPath) && !replaces) throw fault('taken');
      disk.files.set(newPath, disk.files.get(oldPath));
      disk.files.delete(oldPath);
      return {};
    },

    unlink({ filePath }) {
      if (!disk.files.delete(own(filePath))) throw fault('missing');
      return {};
    },
  };

  function failure(name, { kind = 'broken' }) {
    const [number, words] = CODES[kind][says];
    if (says === 'alipay') return { error: number, errorMessage: words };
    return { errMsg: `${name}:fail ${words}`, [says === 'wechat' ? 'errCode' : 'errNo']: number };
  }

  /** An answer as an object of the realm; a buffer in it stays whose it is. */
  const adopted = ({ data, ...given }) => Object.assign(realm.adopt(given), data === undefined ? {} : { data });

  function answer(name, options) {
    try {
      if (disk.broken(name, options)) throw fault('broken');
      return [options.success, adopted(calls[name](options))];
    } catch (error) {
      return [options.fail, realm.adopt(failure(name, error))];
    }
  }

  function turn(name, options) {
    if (disk.dead) return;
    const changes = CHANGES.includes(name);
    if (changes && disk.left === 0) {
      disk.dead = true;
      if (name === 'writeFile') calls.writeFile(options, 0.5);
      return;
    }
    if (changes) disk.left -= 1;
    const [tell, given] = answer(name, options);
    if (tell) tell(given);
    if (options.complete) options.complete(given);
  }

  const manager = run('({})');
  for (const name of Object.keys(calls)) {
    manager[name] = (options) => {
      realm.calls.push([name, options]);
      setTimeout(turn, 0, name, options);
    };
  }
  return manager;
}
