/** What one line is: code, a part of a log, neither, or nothing that could tell (a bracket, a comment, data). */

export const LINE = { blank: 0, other: 1, neutral: 2, code: 3, log: 4 } as const;
export type LineClass = (typeof LINE)[keyof typeof LINE];

/** Signs that prose hardly has, by character: brackets, operators, `$`, `_`, `;`, `\`, `#`, backtick. */
const CODE_SIGNS = signTable('{}()[]<>=;$_&|\\#`*@');
const LONGEST = 2_000;

/** One expression of many: to ask each by itself takes longer than its answer. */
function startsWith(patterns: readonly RegExp[], flags = ''): RegExp {
  return new RegExp(`^(?:${patterns.map(({ source }) => source).join('|')})`, flags);
}

function signTable(signs: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
}

/** Each of these says code, in a line that is no sentence: how it ends; calls, members and operators. `employee(s)` is a plural. */
const HOLDS_CODE =
  /[;{]$|[^\s(]\($|[\w)\]]\[$|=>$|\\$|\bdo\s\|\w|\w\((?!s\)|e?[rns]{1,2}\)|in\))|\)\s?=>|=>\s?[{([]|\w\s=>\s\w+[.(]|->\w|\)\s?->|::|&&|\|\||[=!]==?\s|[-+*/%|^.?]=\s|\+\+|\?\.\w|\$[\w{(]|<\/\w|\/>|\w\[["'\w]+\]|<<|<\?|%>|:=|<-\s|\{\{/;

const STARTS_CODE = startsWith([
  // Assignments: little before the sign, and no amount behind it.
  /(?:[\w$.@*&[\]"'<>]+:?\s+){0,3}[\w$.@*&[\]"'-]+\s*=\s*(?!\s*[\d.,]+\s?(?:[€$£%]|[A-Z]{3}\b|\w+$))\S/,
  // Words that begin a statement, with a sign that ends or opens one.
  /(?:\}\s*)?(?:async |await |export |default |public |private |protected |internal |static |abstract |override |pub |type |data )*(?:def|class|interface|struct|enum|trait|impl|function|fn|func|fun|sub|if|elif|else|elseif|elsif|for|foreach|while|until|unless|switch|case|catch|except|try|finally|with|match|when|do|begin|module|namespace|object|union|protocol|record|typedef|template|extern|const|let|var|val|return|yield|raise|throw|assert|del|print|echo|puts|my|our|local|use|using)\b.*[:{}();=<>'"\]]$/,
  /(?:import|from|using|package|use|require|include|export|extends|implements|namespace|return|raise|throw|del|goto|extern|typedef|attr_\w+)\s+[\w$.*:/@{},"'-]+(?:\s(?:as|import|from)\s.*)?$/,
  /(?:class|module|interface|struct|enum|trait|impl|def|package|namespace|object)\s+[A-Z_]\w*(?:\s*[<:(].*)?$/,
  /#\s?(?:include|define|undef|if|ifdef|ifndef|elif|else|endif|pragma|error|!)|@\w+(?:\.\w+)*(?:\(.*)?$|#\[\w/,
  /<(?:\/|!|\?)?(?!(?:path|svg|g|rect|circle|ellipse|line|polygon|polyline|defs|stop)\b)[a-zA-Z][\w:-]*(?:\s[^<>]*)?\/?>?/,
  /\.?[\w-]+(?:\([^)]*\))?(?:\.\w+\([^)]*\))+$|\.\w+\(/,
  /[A-Z]\w*_[A-Z0-9_]+(?:\s*=.*)?,?$|(?:[a-z]+_)+[a-z]+(?:[,:]|\s*=.*)$|[a-z]+(?:[A-Z][a-z]+)+(?:[,:]\s?|\s*=.*)$/,
  // Databases, in capitals or with their next word; columns of a table.
  /\(?(?:SELECT|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(?:OR\s+REPLACE\s+)?[A-Z]+|ALTER\s+TABLE|DROP\s+[A-Z]+|WITH\s+\w+\s+AS|FROM\s+\w|WHERE\s|(?:INNER |LEFT |RIGHT |FULL |CROSS )?(?:OUTER )?JOIN\s|GROUP\s+BY|ORDER\s+BY|HAVING\s|VALUES\s?\(|UNION|GRANT\s|LIMIT\s\d)/,
  /(?:select\s.+\sfrom\s|insert\s+into\s|create\s+table\s|update\s+\w+\s+set\s|delete\s+from\s)/,
  /\w+\s+(?:INT|INTEGER|BIGINT|VARCHAR|TEXT|TIMESTAMP|SERIAL|BOOLEAN|NUMERIC|DECIMAL|DATE|UUID|JSONB?|CHAR)\b/,
  // Shells, images, infrastructure.
  /(?:[$>%#] )?(?:sudo|apt|apt-get|npm|npx|yarn|pip3?|git|docker|kubectl|terraform|helm|source|chmod|chown|mkdir|rm|cp|mv|curl|wget|ssh|scp|cd|ls|cat|grep|sed|awk|tar|systemctl|make|cargo|go)\s+(?:-{1,2}\w|[./~$"'*]|(?:install|run|clone|push|pull|commit|checkout|build|apply|get|add|exec|compose|start|restart|status|mod|test|update)\b)/,
  /(?:RUN|COPY|WORKDIR|ENTRYPOINT|CMD|EXPOSE|ENV|ARG)\s+[\w/.["$-]|FROM\s+[\w./-]+(?::[\w.-]+)?(?:\s+AS\s+\w+)?$/,
  /\((?:defun|define|let|lambda|ns|defn|setq|def)\b|[\w']+\s+::\s|\w+\s*\|\s*\w+.*=/,
]);

const STARTS_CODE_IN_ANY_CASE = startsWith(
  [
    /(?:else|try|do|begin|end|then|fi|done|esac|endif|break|continue|pass|default|finally|return|ensure|loop|next|wend|end (?:if|sub|function|class))(?:\s*[:;])?$/,
    /(?:if|while|until|for)\s.*(?:\b(?:then|do|in|is|not)\b|[=<>!]).*$|(?:dim|sub|function|private|public)\s+\w+\s+as\s/,
  ],
  'i',
);

/** Tells nothing alone, and belongs to code when code is around it. */
const NEUTRAL =
  /^[\s{}()[\];,<>]+$|^(?:\/\/|\/\*|\*\/|\*(?:\s|$)|#|--\s|<!--|"""|'''|%\s|;)|^["'`]|^[\w$."'`<>[\]|-]+(?:\s?[:=].*)?[,([{]$|^[)}\]]|^[\w$"']+\??\s?:\s?[\w<>[\]|."' ]+$|^<(?:path|svg|g|rect|circle|line|polygon|defs)\b|^(?:AND|OR|ON|SET)\s/;

const LOG = startsWith([
  /[[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?[\])]?[\s|:,-]/,
  /[[(]?\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/,
  /\[?\d\d:\d\d:\d\d[.,]\d{3}\b/,
  /(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \S+/,
  /(?:\[|<)?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)(?:\]|>|:|\s{1,4}[[\w.-]*?[:\]|-])\s?/,
  /[IWEF]\d{4} \d\d:\d\d:\d\d/,
  /\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d/,
  /at (?:[\w$.<>/[\] ]+\(.*\)|.*:\d+:\d+\)?$|[\w.]+\(.*\) in )/,
  /File "[^"]{1,300}", line \d+/,
  /(?:Traceback \(most recent call last\)|Caused by:\s|Exception in thread|Unhandled exception|During handling of the above|\.\.\. \d+ (?:more|common frames)|goroutine \d+ \[|panic: |thread '.*' panicked|Suppressed: )/,
  /(?:[\w$]+\.)*[A-Z]\w*(?:Exception|Error|Warning)(?:: |$)/,
  /#\d+\s+(?:0x[0-9a-f]+|\/\S+\(\d+\)|\{main\}|[\w\\]+->)/,
  /\d{10,13}(?:\.\d+)?\s+(?:TRACE|DEBUG|INFO|WARN|ERROR)\b/,
  /time="?\d{4}-\d\d-\d\dT\S+"? level=/,
  /\{"(?:time|timestamp|ts|level|@timestamp|msg)":/,
  /from \/\S+:\d+:in /,
  /\S+\.(?:rb|go|php|cs|java|py):\d+(?::in |\s\+0x)/,
]);
/** Only a line that begins like this is asked whether it is a log's. */
const LOG_START =
  /^[[(<]?(?:\d|at |File|Trace|Caus|Excep|Unh|Dur|\.\.\.|goro|panic|thr|Supp|from |time|#\d|\{"|[A-Z]{4}|[A-Z][a-z]{2} [ \d]\d|[IWEF]\d{4}|[\w$./]+(?:Exception|Error|Warning|\.\w{2,4}:\d))|\[\d\d\//;

const SENTENCE = /[a-zà-ÿß][,;]? [a-zà-ÿß]+[,;]? [a-zà-ÿß]{2,} /i;
const STOPS =
  /\b(?:the|and|of|to|is|that|for|with|you|we|this|are|will|have|der|die|das|und|ist|nicht|wir|sie|mit|für|ein|eine|den|le|la|les|des|et|est|que|pour|nous|vous|dans|une|el|los|las|de|en|es|para|por|con|una|del)\b/gi;
const COMMENT =
  /^(?:\/\/|\/\*|\*(?:\s|$|\/)|--\s|<!--|#(?!\s?(?:include|define|undef|if|ifdef|ifndef|elif|else|endif|pragma|error)\b|!|\[|[\w-]+(?:[ .:#>][^.!?]*)?\{$))/;

/** @param line without its line end @param start of what is not white space @param end of that */
export function classify(text: string, start: number, end: number): LineClass {
  if (start >= end) return LINE.blank;
  const line = text.slice(start, Math.min(end, start + LONGEST)).trimEnd();
  if (LOG_START.test(line) && LOG.test(line)) return LINE.log;
  if (!hasCodeSign(text, start, end) && !BEGINNING.test(line)) return LINE.other;
  if (COMMENT.test(line)) return LINE.neutral;
  if (isProse(line)) return LINE.other;
  if (HOLDS_CODE.test(line) || STARTS_CODE.test(line) || STARTS_CODE_IN_ANY_CASE.test(line)) return LINE.code;
  return NEUTRAL.test(line) ? LINE.neutral : LINE.other;
}

function hasCodeSign(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    // Beyond the table there is nothing to read, and reading there is slow.
    if (code < 128 && CODE_SIGNS[code] === 1) return true;
  }
  return false;
}

/** Code without one of its signs: words that begin a statement, or a label. */
const BEGINNING =
  /^(?:[a-z]+(?:\s[\w.*/-]+){0,3}|(?:import|from|if|elif|for|while|with|return|raise|function|sub|dim)\s.*|(?:SELECT|FROM|WHERE|[A-Z]+ JOIN|JOIN|GROUP|ORDER|INSERT|UPDATE|DELETE|CREATE|RUN|COPY|WORKDIR|LIMIT|UNION)\s.*|["'].*["'],?|[\w-]+,|\w+\s(?:INT|TEXT|VARCHAR|DATE)\b.*|\..*|.*:)$/;

/** A sentence: words of a language in a row, and hardly a sign that only code has. */
function isProse(line: string): boolean {
  if (!SENTENCE.test(line)) return false;
  const words = line.match(STOPS)?.length ?? 0;
  const signs = line.match(/[{}()[\]<>=;$_&|\\]|\w\.\w|["'`]/g)?.length ?? 0;
  return (
    words >= 2 &&
    signs <= words + 1 &&
    !/[{;]$|^(?:SELECT|INSERT|UPDATE|CREATE|print|puts|echo|console|return|raise|throw)\b/.test(line)
  );
}
