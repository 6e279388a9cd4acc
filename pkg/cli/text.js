// What the command line says about itself.

export const HELP = {
  en: `yanzheng: verifies electronic credentials from their QR code, offline

  yanzheng verify --anchors FILE [--scenario FILE] [--audience NAME] [--challenge TEXT]
                  [--expected NAME=VALUE]… [--types FILE] [--at TIME] [--json] [--lang zh-Hans|en] INPUT…
      INPUT   the text of a code, a picture (png, jpg), @file, or - for lines on stdin
      exit    0 accept · 1 reject · 2 indeterminate (the worst of several)

  yanzheng batch [--anchors FILE] [--types FILE] [--scenario FILE] [--audience NAME] [--challenge TEXT]
                 [--expected NAME=VALUE]… [--at TIME]
      JSON lines on stdin → JSON lines on stdout, in order; what a line says comes before the flags
      in      {"id", "scan" | "image": path | "file": path, "anchors"?, "types"?, "at"?, "scenario"?,
               "challenge"?, "audience"?, "expected"?, "purpose"?}
      out     {"id", "receipt"} or {"id", "error": "field: sentence"}
      exit    0, or 64 when a line was wrong

  yanzheng check-signature
      JSON lines {"alg", "key", "msg", "sig", "sm2_id"?} (hex) → {"valid": true | false, "code"?}
      alg     ES256 or SGD_SM3_SM2

  yanzheng digest
      JSON lines {"alg": "SM3" | "SHA-256", "msg"} (hex) → {"digest"} (hex)

  --anchors   the keys that are trusted: anchor records, a JWK Set, a DID document, or a DCC trust list (JSON)
  --types     rows for the catalogue of credential types, added to the built-in ones (JSON)
  --scenario  what this counter accepts: a policy (JSON)
  --audience  who this counter is, as holders' presentations must name it
  --challenge the challenge that was shown to the holder
  --expected  a claim that is known already: another value in the credential is refused
  --at        the time to verify at: ISO 8601 with a zone, or seconds since 1970; default: now
  --json      receipts as JSON, one a line
  --help, --version

  Exit codes: 64 wrong use, 70 internal. Nothing is sent anywhere.
`,
  'zh-Hans': `yanzheng：离线核验证照二维码

  yanzheng verify --anchors 文件 [--scenario 文件] [--audience 名称] [--challenge 文字]
                  [--expected 名称=值]… [--types 文件] [--at 时间] [--json] [--lang zh-Hans|en] 输入…
      输入    二维码的文字、图片（png、jpg）、@文件，或 -（标准输入，每行一个）
      退出码  0 通过 · 1 不通过 · 2 无法确认（多个输入时取最差的）

  yanzheng batch [--anchors 文件] [--types 文件] [--scenario 文件] [--audience 名称] [--challenge 文字]
                 [--expected 名称=值]… [--at 时间]
      标准输入每行一个 JSON → 标准输出每行一个 JSON，次序不变；行里写的优先于参数
      输入    {"id", "scan" | "image": 路径 | "file": 路径, "anchors"?, "types"?, "at"?, "scenario"?,
               "challenge"?, "audience"?, "expected"?, "purpose"?}
      输出    {"id", "receipt"} 或 {"id", "error": "字段: 说明"}
      退出码  0；有写错的行时 64

  yanzheng check-signature
      每行一个 JSON {"alg", "key", "msg", "sig", "sm2_id"?}（十六进制）→ {"valid": true | false, "code"?}
      alg     ES256 或 SGD_SM3_SM2

  yanzheng digest
      每行一个 JSON {"alg": "SM3" | "SHA-256", "msg"}（十六进制）→ {"digest"}（十六进制）

  --anchors   信任的密钥：锚点记录、JWK Set、DID 文档或 DCC 信任名单（JSON）
  --types     证照类型目录的补充行（JSON），加在自带的目录上
  --scenario  本场景接受什么：策略（JSON）
  --audience  本柜台是谁：持有人出示时必须写明的名称
  --challenge 向持有人出示的挑战码
  --expected  已经知道的内容：证照里写的不同就不通过
  --at        按哪个时间核验：带时区的 ISO 8601，或 1970 年以来的秒数；默认现在
  --json      以 JSON 输出回执，每行一个
  --help, --version

  其他退出码：64 用法错误，70 内部错误。任何内容都不会发往别处。
`,
};

export const WORDS = {
  en: { input: 'input', credential: 'Credential', altered: '  (hidden characters were left out)' },
  'zh-Hans': { input: '输入', credential: '证照', altered: '（含隐藏字符，未显示）' },
};
