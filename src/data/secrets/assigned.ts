/**
 * Keys without a shape of their own: a vendor's name, an assignment, and a value of the right length. `MERAKI_API_KEY=…`,
 * `"heroku": "…"`, `okta token: …`. They are warnings, since a digest after a vendor's name looks the same.
 */
import { labelOf, shape, type Detector, type Span } from '../detector.js';
import { entropy, isWeakValue } from '../placeholder.js';

/** Vendor, the shapes of its values, and the names that it goes by when they are not the vendor's; two blanks apart. */
const ROWS = String.raw`
aws-secret  %b{40}  aws_sec aws-sec awssec secret_access_key secretaccesskey
adafruit  %w{32}
adobe  %h{32}
airtable  key%a{14}|%l{17}
algolia  %h{32}
alibaba  %a{30}  alibaba aliyun alicloud
asana  %l{32}|\d{16}
atlassian  %a{20}%h{4}  atlassian confluence jira
azure  %h{32}|%a{84}  azure cognitive ocp-apim
beamer  b_%e{44}
bitbucket  %a{32}|%e{64}
bittrex  %l{32}
meraki  %h{40}
cloudflare  %w{40}|%h{37}  cloudflare cf_api
codecov  %l{32}|%g
cohere  %a{40}  cohere co_api_key
coinbase  %w{64}
confluent  %a{16}|%b{64}
contentful  %e{43}
datadog  %h{32}|%h{40}|%l{40}  datadog dd_api dd_app dd-api
deepseek  sk-%a{32,48}|%a{32}|%h{64}  deepseek mistral together stability
discord  %h{64}|%e{32}|\d{18}
droneci  %a{32}  droneci drone_
dropbox  %l{15}|%a{11}A{10}%e{43}|sl\.%e{130,1400}
etsy  %l{24}
facebook  %h{32}|\d{15,16}[|%]%w{27,40}  facebook fb_
fastly  %e{32}
finicity  %h{32}|%a{20}
finnhub  %l{20}
flickr  %l{32}
freshbooks  %l{64}
gitter  %w{40}
heroku  %g
hubspot  %g  hubspot hapikey
intercom  %e{60}
jfrog  %a{73}|%a{64}  jfrog artifactory bintray xray
kraken  [\w/=+-]{80,90}
kucoin  %h{24}|%g
launchdarkly  %e{40}
linear  %h{32}
linkedin  %a{14}|%a{16}  linkedin linked_in linked-in
looker  %l{20}|%l{24}
mailgun  (?:pub)?key-%h{32}|%h{32}-%h{8}-%h{8}
mapbox  [ps]k\.%w{60,120}\.%w{22}
mattermost  %l{26}
messagebird  %a{25}|%g  messagebird message_bird message-bird
netlify  %e{40,46}
newrelic  %l{64}|%h{36}NRAL  newrelic new_relic new-relic
nytimes  %e{32}  nytimes newyorktimes new-york-times
okta  00%e{40}|%w{40}
pagerduty  [\w+-]{20}|%h{32}  pagerduty pagerduty_
plaid  %h{24}|%l{30}|%h{30}
privateai  %l{32}  privateai private_ai private-ai
rapidapi  %w{50}
sendbird  %h{40}|%g
sentry  %h{64}
sidekiq  %h{8}:%h{8}  contribsys__com
snyk  %g
sonar  %e{40}
sourcegraph  %h{40}
squarespace  %g
sumologic  su%a{12}|%a{64}  sumo
telegram  \d{5,16}:A%w{34}  telegr
travis  %w{22}
twilio  %h{32}
twitch  %l{30}
twitter  \d{15,25}-%a{20,40}|%a{25}|%a{45}|%a{50}
yandex  YC%w{38}
zendesk  %a{40}
`;

/** After the keyword: the rest of a name, an assignment, quotes, a scheme of a header; then the value. */
const ASSIGNMENT =
  /[\w.\- \t[\]]{0,30}["'`\]]{0,2}\s{0,3}(?:={1,3}>?|:{1,3}=?|\?=|\|\||,|>|\b(?:is|ist|est|es|lautet)\b)[\s"'`=\\(]{0,6}(?:(?:Bearer|Basic|Token|apikey)\s)?([^\s"'`,;<>(){}\\]{8,1500})/diy;
const REFERENCE = /^(?:process\.|os\.|env\.|config\.|settings\.|self\.|this\.)/;

export interface Assigned extends Span {
  readonly value: string;
}

/** @param end behind the keyword @returns what is assigned there, or null */
export function assignedValue(text: string, end: number): Assigned | null {
  ASSIGNMENT.lastIndex = end;
  const match = ASSIGNMENT.exec(text);
  const [start, behind] = match?.indices?.[1] ?? [0, 0];
  const value = match?.[1]?.replace(/[.:?!&]+$/, '') ?? '';
  if (behind === 0 || value.length < 8 || REFERENCE.test(value)) return null;
  return { start, end: start + value.length, value };
}

export const ASSIGNED_DETECTORS: readonly Detector[] = ROWS.trim()
  .split('\n')
  .map((line) => {
    const [vendor = '', shapes = '', names = vendor] = line.split('  ');
    let whole: RegExp | null = null;
    return {
      id: `${vendor}-assigned`,
      kind: 'secret',
      label: labelOf(`${vendor}-key`),
      grade: 'warn',
      keywords: names.split(' '),
      rank: 1,
      find(text, _, end) {
        const assigned = assignedValue(text, end);
        whole ??= shape(`^(?:${shapes})$`, '');
        return assigned !== null && whole.test(assigned.value) && isRandom(assigned.value) ? assigned : null;
      },
    };
  });

/** Letters and digits mixed, and not a word: a key, not a name. */
function isRandom(value: string): boolean {
  return /\d/.test(value) && !isWeakValue(value) && entropy(value) > (value.length < 20 ? 2.3 : 2.8);
}
