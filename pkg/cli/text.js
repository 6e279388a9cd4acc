// What the command line says about itself.

export const HELP = {
  en: `yanzheng: verifies electronic credentials from their QR code, offline

  yanzheng verify [--anchors FILE] [--root FILE [--trust FILE] [--status FILE]… [--store DIR]] [--region CODE]
                  [--scenario NAME|FILE] [--audience NAME] [--challenge TEXT] [--expected NAME=VALUE]…
                  [--types FILE] [--at TIME] [--json] [--lang zh-Hans|en] INPUT…
      INPUT   the text of a code, a picture (png, jpg), @file, or - for lines on stdin
      exit    0 accept · 1 reject · 2 indeterminate (the worst of several)

  yanzheng batch [the flags of verify, but --json]
      JSON lines on stdin → JSON lines on stdout, in order; what a line says comes before the flags
      in      {"id", "scan" | "image": path | "file": path, "anchors"?, "types"?, "at"?, "scenario"?,
               "challenge"?, "audience"?, "region"?, "expected"?, "purpose"?}
      out     {"id", "receipt"} or {"id", "error": "field: sentence"}
      exit    0, or 64 when a line was wrong

  yanzheng trust show FILE|DIR --root FILE [--at TIME] [--json]
  yanzheng trust update FILE|DIR --root FILE --store DIR [--at TIME] [--json]
      what a trust bundle is; update keeps it for verify, unless it is older than what is kept
      exit    0, or 1 when it was refused or not kept

  yanzheng check-signature
      JSON lines {"alg", "key", "msg", "sig", "sm2_id"?} (hex) → {"valid": true | false, "code"?}
      alg     ES256 or SGD_SM3_SM2

  yanzheng digest
      JSON lines {"alg": "SM3" | "SHA-256", "msg"} (hex) → {"digest"} (hex)

  --anchors   the keys that are trusted: anchor records, a JWK Set, a DID document, or a DCC trust list (JSON)
  --root      the pinned root of a trust bundle; one of --anchors and --root is needed
  --trust     the trust bundle: bundle.json, or the directory of its files
  --status    a status list token or a revocation pack
  --store     the directory where the bundle and the highest time seen are kept
  --region    where this counter is, by GB/T 2260
  --types     rows for the catalogue of credential types, added to the built-in ones (JSON)
  --scenario  what this counter accepts: a policy (JSON), or the name of one of the bundle's
  --audience  who this counter is, as holders' presentations must name it
  --challenge the challenge that was shown to the holder
  --expected  a claim that is known already: another value in the credential is refused
  --at        the time to verify at: ISO 8601 with a zone, or seconds since 1970; default: now
  --json      receipts as JSON, one a line
  --help, --version

  Exit codes: 64 wrong use, 70 internal. Nothing is sent anywhere.
`,
  'zh-Hans': `yanzheng：离线核验证照二维码

  yanzheng verify [--anchors 文件] [--root 文件 [--trust 文件] [--status 文件]… [--store 目录]] [--region 代码]
                  [--scenario 名称|文件] [--audience 名称] [--challenge 文字] [--expected 名称=值]…
                  [--types 文件] [--at 时间] [--json] [--lang zh-Hans|en] 输入…
      输入    二维码的文字、图片（png、jpg）、@文件，或 -（标准输入，每行一个）
      退出码  0 通过 · 1 不通过 · 2 无法确认（多个输入时取最差的）

  yanzheng batch [同 verify 的参数，--json 除外]
      标准输入每行一个 JSON → 标准输出每行一个 JSON，次序不变；行里写的优先于参数
      输入    {"id", "scan" | "image": 路径 | "file": 路径, "anchors"?, "types"?, "at"?, "scenario"?,
               "challenge"?, "audience"?, "region"?, "expected"?, "purpose"?}
      输出    {"id", "receipt"} 或 {"id", "error": "字段: 说明"}
      退出码  0；有写错的行时 64

  yanzheng trust show 文件|目录 --root 文件 [--at 时间] [--json]
  yanzheng trust update 文件|目录 --root 文件 --store 目录 [--at 时间] [--json]
      查看信任包；update 把它存下来供 verify 使用，比已存的旧就不采用
      退出码  0；没有采用或没有存下时 1

  yanzheng check-signature
      每行一个 JSON {"alg", "key", "msg", "sig", "sm2_id"?}（十六进制）→ {"valid": true | false, "code"?}
      alg     ES256 或 SGD_SM3_SM2

  yanzheng digest
      每行一个 JSON {"alg": "SM3" | "SHA-256", "msg"}（十六进制）→ {"digest"}（十六进制）

  --anchors   信任的密钥：锚点记录、JWK Set、DID 文档或 DCC 信任名单（JSON）
  --root      信任包的根（事先固定）；--anchors 和 --root 至少给一个
  --trust     信任包：bundle.json，或存放其文件的目录
  --status    状态列表令牌或吊销包
  --store     保存信任包和最晚见过的时间的目录
  --region    本柜台所在地的行政区划代码（GB/T 2260）
  --types     证照类型目录的补充行（JSON），加在自带的目录上
  --scenario  本场景接受什么：策略（JSON），或信任包里策略的名称
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
  en: {
    input: 'input',
    credential: 'Credential',
    altered: '  (hidden characters were left out)',
    good: 'The trust bundle is good',
    taken: 'Trust bundle taken',
    unchanged: 'Nothing new: this trust bundle is held already',
    refused: 'Trust bundle refused',
    held: 'held',
    versions: 'versions',
    before: 'before',
    made: 'made',
    ends: 'ends',
    holds: 'holds',
    policies: 'policies',
    kept: 'kept',
    pack: 'pack',
    yes: 'yes',
    no: 'no',
    ago: (seconds) => `${age(seconds, ['s', 'min', 'h', 'd'])} ago`,
    counted: ({ issuers, keys, types, agreements }) => `issuers ${issuers} · keys ${keys} · types ${types} · agreements ${agreements}`,
  },
  'zh-Hans': {
    input: '输入',
    credential: '证照',
    altered: '（含隐藏字符，未显示）',
    good: '信任包有效',
    taken: '已采用信任包',
    unchanged: '没有变化：已有这个信任包',
    refused: '没有采用信任包',
    held: '仍用',
    versions: '版本',
    before: '原版本',
    made: '生成时间',
    ends: '有效期至',
    holds: '内容',
    policies: '场景策略',
    kept: '已保存',
    pack: '吊销包',
    yes: '是',
    no: '否',
    ago: (seconds) => `${age(seconds, ['秒', '分钟', '小时', '天'])}前`,
    counted: ({ issuers, keys, types, agreements }) => `签发方 ${issuers} · 密钥 ${keys} · 类型 ${types} · 互认协议 ${agreements}`,
  },
};

/** A length of time in its largest unit of which there are two at least. */
function age(seconds, [second, minute, hour, day]) {
  const sizes = [[day, 86400], [hour, 3600], [minute, 60]];
  const [unit, size] = sizes.find(([, each]) => seconds >= 2 * each) || [second, 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}
