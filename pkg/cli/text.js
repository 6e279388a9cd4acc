// What the command line says about itself.

/** Commands that read the flags of trust and of what is asked. */
const ASKING = ['verify', 'batch', 'precheck', 'request'];

/** The help of one command, or of all. */
export function helpOf(command, language) {
  const text = HELP[language];
  const blocks = text.split('\n\n');
  const isOf = (block) => {
    const [, name] = /^ {2}yanzheng (\S+)/.exec(block) || [];
    if (name !== undefined) return name === command;
    return ASKING.includes(command) || !/^ {2}\S[^\n]*\n {2}--/.test(block);
  };
  const own = blocks.filter(isOf);
  return own.some((block) => block.startsWith('  yanzheng')) ? own.join('\n\n') : text;
}

const HELP = {
  en: `yanzheng: verifies electronic credentials from their QR code, offline

  yanzheng verify [whom to trust] [what is asked] [--store DIR [--no-journal]] [--json] INPUT…
      INPUT   the text of a code, a picture (png, jpg), @file, or - for lines on stdin
      exit    0 accept · 1 reject · 2 indeterminate (the worst of several)

  yanzheng batch [DIR] [--output FILE] [--summary FILE] [the flags of verify]
      JSON lines on stdin, or the pictures of a folder → JSON lines, in order; what a line says comes
      before the flags. The counts by code are said on stderr at the end
      in      {"id", "scan" | "image": path | "file": path, "anchors"?, "types"?, "at"?, "scenario"?,
               "challenge"?, "audience"?, "region"?, "expected"?, "asks"?, "matched"?, "purpose"?}
      out     {"id", "receipt"} or {"id", "error": "field: sentence"}; of a picture the id is its path
      --output   answers go into FILE; ids that have a receipt there are passed over, and a last line
                 that was torn is answered anew: run it again after it was interrupted
      --summary  the counts as JSON: those of the earlier runs of --output FILE too
      exit    0, or 64 when a line was wrong

  yanzheng precheck --scenario NAME|FILE [whom to trust] [--json] TYPE[@REGION]…
      before the trip: whether that counter will accept what is held, and what it will ask for
      TYPE    a type's code, or a kind such as resident_id_card; REGION where it was issued
      exit    0 yes · 1 no · 2 not certain

  yanzheng request --scenario NAME|FILE [--challenge TEXT] [--claims NAME,…] [--purpose TEXT] [--maker TEXT]
      the digits for the QR code by which a counter asks a wallet; verify its answer with the --challenge
      that is printed. exit 0, or 1 when a claim must not be asked for
  yanzheng request read [--root FILE --trust FILE | --store DIR] TEXT
      what a request asks for, and whether the scenario's rules allow it; exit 0, or 1 when they do not

  yanzheng journal show --store DIR [--from N] [--to N] [--json]
  yanzheng journal verify (FILE | --store DIR) [--checkpoint FILE] [--json]
  yanzheng journal export --store DIR [--format jsonl|csv] [--output FILE]
  yanzheng journal checkpoint --store DIR [--output FILE]
  yanzheng journal purge --store DIR [--at TIME]
  yanzheng journal review N --store DIR --decision accepted|refused --reason TEXT
  yanzheng journal objection N --store DIR --field CLAIM --claimed TEXT [--shown TEXT] [--evidence FILE]…
                             [--maker TEXT] [--output FILE]
  yanzheng journal receipt N --store DIR [--paper A4|80mm] [--lang zh-Hans|en] [--output FILE]
      the journal that verify and batch keep in --store: what is in it, whether it is whole (also of an
      exported file, against a checkpoint that was kept elsewhere), deleting kept claims whose time is
      over, what a person decided, the package of an objection, and a receipt as a page (HTML) to print
      exit    0, or 1 when the journal is broken

  yanzheng policy check FILE…
      FILE:LINE: option: sentence for what is wrong; exit 0, or 1 when one is wrong
  yanzheng policy list [--json]
  yanzheng policy show NAME|FILE [--json]

  yanzheng trust show FILE|DIR --root FILE [--at TIME] [--json]
  yanzheng trust update FILE|DIR --root FILE --store DIR [--at TIME] [--json]
      what a trust bundle is; update keeps it for verify, unless it is older than what is kept
      exit    0, or 1 when it was refused or not kept

  yanzheng check-signature
      JSON lines {"alg", "key", "msg", "sig", "sm2_id"?} (hex) → {"valid": true | false, "code"?}
      alg     ES256 or SGD_SM3_SM2

  yanzheng digest
      JSON lines {"alg": "SM3" | "SHA-256", "msg"} (hex) → {"digest"} (hex)

  Whom to trust
  --anchors   the keys that are trusted: anchor records, a JWK Set, a DID document, or a DCC trust list (JSON)
  --root      the pinned root of a trust bundle; one of --anchors and --root is needed
  --trust     the trust bundle: bundle.json, or the directory of its files
  --status    a status list token or a revocation pack
  --store     the directory where the bundle, the highest time seen and the journal are kept
  --region    where this counter is, by GB/T 2260
  --types     rows for the catalogue of credential types, added to the built-in ones (JSON)
  --at        the time to verify at: ISO 8601 with a zone, or seconds since 1970; default: now

  What is asked
  --scenario  what this counter accepts: a policy (JSON), or its name: in the trust bundle, else among
              those that come with this program (the receipt then says that it is a local rule)
  --audience  who this counter is, as holders' presentations must name it
  --challenge the challenge that was shown to the holder
  --expected  NAME=VALUE: a claim that is known already; another value in the credential is refused
  --asks      NAME,…: the claims that the holder was asked for; more than the policy allows is refused
  --matched   how the person was matched: staff_photo, face_external or none
  --purpose   what the credential is used for
  --maker     who checks; purpose and maker stand on the receipt
  --no-journal  keeps no journal in --store

  --json      as JSON, one a line
  --lang      zh-Hans or en (also --language)
  --help, --version

  Exit codes: 64 wrong use, 70 internal. Nothing is sent anywhere.
`,
  'zh-Hans': `yanzheng：离线核验证照二维码

  yanzheng verify [信任谁] [要求什么] [--store 目录 [--no-journal]] [--json] 输入…
      输入    二维码的文字、图片（png、jpg）、@文件，或 -（标准输入，每行一个）
      退出码  0 通过 · 1 不通过 · 2 无法确认（多个输入时取最差的）

  yanzheng batch [目录] [--output 文件] [--summary 文件] [同 verify 的参数]
      标准输入每行一个 JSON，或一个目录里的图片 → 每行一个 JSON，次序不变；行里写的优先于参数。
      结束时按代码统计，写到标准错误输出
      输入    {"id", "scan" | "image": 路径 | "file": 路径, "anchors"?, "types"?, "at"?, "scenario"?,
               "challenge"?, "audience"?, "region"?, "expected"?, "asks"?, "matched"?, "purpose"?}
      输出    {"id", "receipt"} 或 {"id", "error": "字段: 说明"}；图片的 id 是它的路径
      --output   结果写进文件；其中已有回执的 id 不再核验，写到一半的最后一行重新核验：
                 中断以后，再运行一次就行
      --summary  统计结果（JSON），包括 --output 文件里以前的结果
      退出码  0；有写错的行时 64

  yanzheng precheck --scenario 名称|文件 [信任谁] [--json] 类型[@地区]…
      出门之前：这个柜台接不接受手头的证照，会要什么
      类型    证照类型代码，或证照种类，例如 resident_id_card；地区是签发地的行政区划代码
      退出码  0 可以 · 1 不行 · 2 说不准

  yanzheng request --scenario 名称|文件 [--challenge 文字] [--claims 名称,…] [--purpose 文字] [--maker 文字]
      柜台向手机提出要求的二维码数字；核验对方的应答时用打印出来的 --challenge。
      退出码  0；要了不该要的内容时 1
  yanzheng request read [--root 文件 --trust 文件 | --store 目录] 文字
      一个要求里要了什么，该场景的规则允不允许；退出码 0，不允许时 1

  yanzheng journal show --store 目录 [--from N] [--to N] [--json]
  yanzheng journal verify (文件 | --store 目录) [--checkpoint 文件] [--json]
  yanzheng journal export --store 目录 [--format jsonl|csv] [--output 文件]
  yanzheng journal checkpoint --store 目录 [--output 文件]
  yanzheng journal purge --store 目录 [--at 时间]
  yanzheng journal review N --store 目录 --decision accepted|refused --reason 文字
  yanzheng journal objection N --store 目录 --field 内容项 --claimed 文字 [--shown 文字] [--evidence 文件]…
                             [--maker 文字] [--output 文件]
  yanzheng journal receipt N --store 目录 [--paper A4|80mm] [--lang zh-Hans|en] [--output 文件]
      verify 和 batch 在 --store 里记的日志：里面有什么，是否完整（也可以核对导出的文件，对照留存在
      别处的检查点），删除到期的保存内容，记下人工复核的决定，做异议材料，把一份回执做成可打印的网页
      退出码  0；日志不完整时 1

  yanzheng policy check 文件…
      写错的地方显示为 文件:行: 选项: 说明；退出码 0，有错时 1
  yanzheng policy list [--json]
  yanzheng policy show 名称|文件 [--json]

  yanzheng trust show 文件|目录 --root 文件 [--at 时间] [--json]
  yanzheng trust update 文件|目录 --root 文件 --store 目录 [--at 时间] [--json]
      查看信任包；update 把它存下来供 verify 使用，比已存的旧就不采用
      退出码  0；没有采用或没有存下时 1

  yanzheng check-signature
      每行一个 JSON {"alg", "key", "msg", "sig", "sm2_id"?}（十六进制）→ {"valid": true | false, "code"?}
      alg     ES256 或 SGD_SM3_SM2

  yanzheng digest
      每行一个 JSON {"alg": "SM3" | "SHA-256", "msg"}（十六进制）→ {"digest"}（十六进制）

  信任谁
  --anchors   信任的密钥：锚点记录、JWK Set、DID 文档或 DCC 信任名单（JSON）
  --root      信任包的根（事先固定）；--anchors 和 --root 至少给一个
  --trust     信任包：bundle.json，或存放其文件的目录
  --status    状态列表令牌或吊销包
  --store     保存信任包、最晚见过的时间和日志的目录
  --region    本柜台所在地的行政区划代码（GB/T 2260）
  --types     证照类型目录的补充行（JSON），加在自带的目录上
  --at        按哪个时间核验：带时区的 ISO 8601，或 1970 年以来的秒数；默认现在

  要求什么
  --scenario  本场景接受什么：策略（JSON），或它的名称：信任包里的；信任包里没有时，用本程序自带的
              （回执会写明是本机规则）
  --audience  本柜台是谁：持有人出示时必须写明的名称
  --challenge 向持有人出示的挑战码
  --expected  名称=值：已经知道的内容；证照里写的不同就不通过
  --asks      名称,…：向持有人要了哪些内容；超出策略允许的就不通过
  --matched   怎样核对的本人：staff_photo、face_external 或 none
  --purpose   用途
  --maker     核验方；用途和核验方写在回执上
  --no-journal  不在 --store 里记日志

  --json      以 JSON 输出，每行一个
  --lang      zh-Hans 或 en（也可写 --language）
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
    challenge: 'Challenge',
    instead: 'Instead',
    outputs: 'Outputs',
    duties: 'Not covered',
    limits: 'Limits',
    sources: 'Sources',
    unchecked: 'not checked',
    journal: 'journal',
    last: 'last entry',
    kinds: { journal: 'begun', receipt: 'check', review: 'review', objection: 'objection', purge: 'purge', kept: 'claims kept' },
    decisions: { accepted: 'accepted', refused: 'refused' },
    done: {
      purged: ({ purged }) => `Deleted the kept claims of ${purged} ${purged === 1 ? 'entry' : 'entries'}.`,
      entered: ({ sequence }) => `Entered as entry ${sequence}.`,
    },
    batch: {
      answered: (count) => `${count} answered`,
      before: (count) => `${count} answered before`,
      skipped: (count) => `${count} skipped`,
      passedOver: (count) => `${count} that are no pictures`,
      wrong: (count) => `${count} wrong`,
      comma: ', ',
    },
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
    challenge: '挑战码',
    instead: '也可以',
    outputs: '输出',
    duties: '不包括',
    limits: '局限',
    sources: '依据',
    unchecked: '未经核实',
    journal: '日志',
    last: '最后一条',
    kinds: { journal: '开始', receipt: '核验', review: '复核', objection: '异议', purge: '清除', kept: '有保存内容' },
    decisions: { accepted: '受理', refused: '不受理' },
    done: {
      purged: ({ purged }) => `已删除 ${purged} 条记录里保存的内容。`,
      entered: ({ sequence }) => `已记为第 ${sequence} 条。`,
    },
    batch: {
      answered: (count) => `核验 ${count} 个`,
      before: (count) => `以前已核验 ${count} 个`,
      skipped: (count) => `跳过 ${count} 个`,
      passedOver: (count) => `不是图片 ${count} 个`,
      wrong: (count) => `写错 ${count} 个`,
      comma: '，',
    },
  },
};

/** A length of time in its largest unit of which there are two at least. */
function age(seconds, [second, minute, hour, day]) {
  const sizes = [[day, 86400], [hour, 3600], [minute, 60]];
  const [unit, size] = sizes.find(([, each]) => seconds >= 2 * each) || [second, 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}
