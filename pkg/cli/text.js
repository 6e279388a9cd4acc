// What the command line says about itself.

export const HELP = {
  en: `yanzheng: verifies electronic credentials from their QR code, offline

  yanzheng verify --anchors FILE [--scenario FILE] [--at TIME] [--json] [--lang zh-Hans|en] INPUT…
      INPUT   the text of a code, a picture (png, jpg), @file, or - for lines on stdin
      exit    0 accept · 1 reject · 2 indeterminate (the worst of several)

  yanzheng batch [--anchors FILE] [--scenario FILE] [--at TIME]
      JSON lines on stdin → JSON lines on stdout, in order
      in      {"id", "scan" | "image": path | "file": path, "at"?, "anchors"?, "scenario"?, "challenge"?, "purpose"?}
      out     {"id", "receipt"} or {"id", "error": "field: sentence"}
      exit    0, or 64 when a line was wrong

  yanzheng check-signature
      JSON lines {"alg", "key", "msg", "sig", "sm2_id"?} (hex) → {"valid": true | false, "code"?}

  --anchors   the keys that are trusted: anchor records, a JWK Set, a DID document, or a DCC trust list (JSON)
  --scenario  what this counter accepts: a policy (JSON)
  --at        the time to verify at: ISO 8601 with a zone, or seconds since 1970; default: now
  --json      receipts as JSON, one a line
  --help, --version

  Exit codes: 64 wrong use, 70 internal. Nothing is sent anywhere.
`,
  'zh-Hans': `yanzheng：离线核验证照二维码

  yanzheng verify --anchors 文件 [--scenario 文件] [--at 时间] [--json] [--lang zh-Hans|en] 输入…
      输入    二维码的文字、图片（png、jpg）、@文件，或 -（标准输入，每行一个）
      退出码  0 通过 · 1 不通过 · 2 无法确认（多个输入时取最差的）

  yanzheng batch [--anchors 文件] [--scenario 文件] [--at 时间]
      标准输入每行一个 JSON → 标准输出每行一个 JSON，次序不变
      输入    {"id", "scan" | "image": 路径 | "file": 路径, "at"?, "anchors"?, "scenario"?, "challenge"?, "purpose"?}
      输出    {"id", "receipt"} 或 {"id", "error": "字段: 说明"}
      退出码  0；有写错的行时 64

  yanzheng check-signature
      每行一个 JSON {"alg", "key", "msg", "sig", "sm2_id"?}（十六进制）→ {"valid": true | false, "code"?}

  --anchors   信任的密钥：锚点记录、JWK Set、DID 文档或 DCC 信任名单（JSON）
  --scenario  本场景接受什么：策略（JSON）
  --at        按哪个时间核验：带时区的 ISO 8601，或 1970 年以来的秒数；默认现在
  --json      以 JSON 输出回执，每行一个
  --help, --version

  其他退出码：64 用法错误，70 内部错误。任何内容都不会发往别处。
`,
};

export const WORDS = {
  en: { input: 'input', line: 'line', altered: '  (hidden characters were left out)' },
  'zh-Hans': { input: '输入', line: '第', altered: '（含隐藏字符，未显示）' },
};
