/**
 * Keys as their vendors' documentation writes them, one a line: vendor, recipe (`random.ts`). They are written from the
 * documentation, not from the detectors' patterns; every value is chance.
 */
export const VENDOR_KEYS = `
1password A3·-{u6}-{u11}-{u5}-{u5}-{u5}
1password ops·_eyJzaWduSW5BZGRyZXNzIjoi{b280}
adobe p8·e-{l32}
age AGE-SECRET·-KEY-1{q58}
airtable pat·{a14}.{h64}
aiven AVNS·_{w19}
alibaba LT·AI5t{a18}
anthropic sk-·ant-api03-{w93}AA
anthropic sk-·ant-admin01-{w93}AA
artifactory AK·Cp{a69}
artifactory cm·VmdGtuOj{a55}
asana 1/·1{d15}:{h32}
atlassian ATATT3·xFfGF0{w170}={u8}
atlassian ATCTT3·xFfGN0{w170}={u8}
authress sc·_{l10}.{l5}.acc-{l16}.{a40}
aws AK·IA{B16}
aws AS·IA{B16}
aws AB·IA{B16}
aws AB·SK{b120}==
aws amzn.mws·.{g}
azure {a3}8·Q~{w34}
azure DefaultEndpointsProtocol=https;AccountName=contosostore;Account·Key={b86}==;EndpointSuffix=core.windows.net
azure Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess·Key={b43}=
azure {a76}AZ·DO{a4}
backblaze K0·05{b27}
bitbucket ATBB·{a24}{u8}
braintree access_token·$production\${l16}\${h32}
brevo xkey·sib-{h64}-{a16}
buildkite bkua·_{h40}
cerebras cs·k-{l48}
circleci CCIPAT·_{a22}_{h40}
clickhouse 4b1·d{a38}
clojars CLOJARS·_{h60}
cloudflare cf·at_{a40}{h8}
cloudflare cf·ut_{a40}{h8}
cloudflare v1.·0-{h24}-{h146}
contentful CF·PAT-{w43}
crates ci·o{a32}
databricks da·pi{h32}
databricks da·pi{h32}-2
digitalocean do·p_v1_{h64}
digitalocean do·o_v1_{h64}
digitalocean do·r_v1_{h64}
defined dnk·ey-{l26}-{l52}
discord https://discord.com/api/web·hooks/{d18}/{w68}
discord M{A1}{a22}.G{w5}.{w38}
docker dckr_·pat_{w27}
doppler dp.·pt.{a43}
doppler dp.·st.dev_main.{a40}
duffel duffel·_live_{w43}
dynatrace dt0·c01.{u24}.{u64}
easypost EZ·AK{a54}
easypost EZ·TK{a54}
elevenlabs sk·_{h48}
facebook EA·ACEdEose0cBA{a110}
figma fi·gd_{w40}
firecrawl fc·-{h32}
flutterwave FLW·SECK_TEST-{h32}-X
flyio fo·1_{w43}
flyio fm·2_{b120}==
frameio fi·o-u-{w64}
github gh·p_{a36}
github gh·o_{a36}
github gh·u_{a36}
github gh·s_{a36}
github gh·r_{a36}
github github·_pat_{a22}_{a59}
gitlab gl·pat-{w20}
gitlab gl·dt-{w20}
gitlab gl·ptt-{h40}
gitlab gl·rt-{w20}
gitlab gl·cbt-64_{a20}
gitlab gl·soat-{w20}
gitlab gl·agent-{w50}
gitlab gl·oas-{h64}
gitlab GR1348·941{w20}
gitlab gl·pat-{w27}.01.{l9}
gocardless li·ve_{w40}
google AI·za{w35}
google GOC·SPX-{w28}
google ya2·9.a0{w150}
google 1/·/0{w64}
grafana gl·sa_{a32}_{h8}
grafana gl·c_eyJvIjoi{a80}==
groq gs·k_{a52}
harness pa·t.{w22}.{h24}.{a20}
heroku HRKU·-AA{w58}
hubspot pat·-na1-{g}
hubspot pat·-eu1-{g}
huggingface hf·_{A34}
huggingface api·_org_{A34}
infracost ic·o-{a32}
instagram IG·QVJ{w120}
langfuse sk·-lf-{g}
langsmith lsv·2_pt_{h32}_{h10}
launchdarkly ap·i-{g}
launchdarkly sd·k-{g}
linear lin·_api_{a40}
linear lin·_oauth_{h64}
lob li·ve_{h35}
mailchimp {h32}-·us14
mailgun ke·y-{h32}
maxmind {a6}_{a29}_·mmk
netlify nf·p_{a36}
neon np·g_{a12}
newrelic NR·AK-{u27}
newrelic NR·II-{w32}
newrelic {h36}NR·AL
notion nt·n_{d11}{a35}
notion sec·ret_{a43}
npm np·m_{a36}
npm //registry.npmjs.org/:_auth·Token={g}
nuget oy·2{l43}
nvidia nv·api-{w64}
octopus AP·I-{u26}
openai sk·-{a20}T3Blbk·FJ{a20}
openai sk·-proj-{w74}T3Blbk·FJ{w74}
openai sk·-svcacct-{w74}T3Blbk·FJ{w74}
openrouter sk·-or-v1-{h64}
openshift sha·256~{w43}
perplexity pp·lx-{a48}
pinecone pc·sk_{a6}_{a63}
plaid access·-production-{g}
planetscale pscale·_tkn_{w43}
planetscale pscale·_pw_{w43}
posthog ph·x_{a43}
postman PM·AK-{h24}-{h34}
prefect pn·u_{a36}
pulumi pu·l-{h40}
pypi pypi-AgEIcHlwaS5v·cmc{w120}
razorpay rzp·_live_{a14}
readme rd·me_{l70}
render rn·d_{a28}
replicate r8·_{a37}
resend re·_{a8}_{a24}
rubygems ruby·gems_{h48}
salesforce 00·D{a12}!{a96}
scaleway SC·W{u17}
scalingo tk·-us-{w48}
sendgrid SG·.{w22}.{w43}
sentry sntr·yu_{h64}
sentry sntr·ys_eyJpYXQiO{a90}_{b43}
settlemint sm·_pat_{a16}
shippo shippo·_live_{h40}
shopify sh·pat_{h32}
shopify sh·pca_{h32}
shopify sh·ppa_{h32}
shopify sh·pss_{h32}
slack xo·xb-{d12}-{d12}-{a24}
slack xo·xp-{d12}-{d12}-{d12}-{h32}
slack xa·pp-1-A{u10}-{d13}-{h64}
slack xo·xe-1-{u146}
slack xo·xa-2-{d12}-{d12}
slack https://hooks.sl·ack.com/services/T{u8}/B{u8}/{a24}
sonar sq·p_{h40}
sourcegraph sg·p_{h16}_{h40}
square sq·0atp-{w22}
square sq·0csp-{w43}
square EA·AAE{w59}
stripe sk·_live_{a24}
stripe sk·_test_51{a97}
stripe rk·_live_{a99}
stripe wh·sec_{a32}
supabase sb·p_{h40}
supabase sb·_secret_{w31}
tailscale ts·key-auth-{a12}CNTRL-{a32}
tavily tv·ly-dev-{a32}
teams https://contoso.webhook.office·.com/webhookb2/{g}@{g}/IncomingWebhook/{h32}/{g}
telegram {d10}:·AA{w33}
terraform {a14}.atlas·v1.{w67}
tencent AK·ID{a32}
twilio S·K{h32}
twitter AAAAAAAAAAAAAAAAAAAA·AA{a30}%2B{a40}%3D{a20}
typeform tf·p_{w59}
vault hv·s.{w95}
vault hv·b.{w150}
vercel vc·p_{a40}
wandb wandb·_v1_{w70}
xai xa·i-{a80}
yandex AQ·VN{w36}
yandex t1·.9euelZ{w60}.{w86}
yandex y0·_AgAAAA{w48}
zoho 1000·.{h32}.{h32}
jwt ey·JhbGciOiJIUzI1NiJ9.ey·JzdWIiOiIxMjM0{a40}.{w43}
database postgres://svc_orders:{a14}·@db-7.corp.internal:5432/orders
database mongodb+srv://reporting:{a16}·@cluster0.ab1cd.mongodb.net/crm
database mysql://root:{a9}!{d3}·@10.20.0.12/shop
database redis://default:{a24}·@cache.corp.internal:6379
database Server=tcp:sql01.corp.internal,1433;Database=hr;User Id=hr_app;Pass·word={a12}#{d2};
url https://deploy:{a18}·@git.corp.internal/team/app.git
url ftp://upload:{a11}{d2}·@files.contoso.com/in
`;

/** Keys that only a vendor's name gives away: vendor, name of the setting, recipe. */
export const ASSIGNED_KEYS = `
adafruit ADAFRUIT_IO_KEY {l32}
adobe ADOBE_CLIENT_ID {h32}
airtable airtable_api_key key{a14}
algolia ALGOLIA_ADMIN_KEY {h32}
alibaba alibaba_secret_key {a30}
asana asana_client_secret {h32}
atlassian JIRA_API_TOKEN {a20}{h4}
aws AWS_SECRET_ACCESS_KEY {b40}
aws aws_secret_access_key {b40}
azure AZURE_OPENAI_KEY {h32}
beamer beamer_api_key b_{w44}
bitbucket BITBUCKET_CLIENT_SECRET {a32}
bittrex bittrex_secret_key {h32}
cloudflare CLOUDFLARE_API_TOKEN {w40}
cloudflare CLOUDFLARE_GLOBAL_KEY {h37}
codecov CODECOV_TOKEN {g}
cohere COHERE_API_KEY {a40}
coinbase coinbase_access_token {w64}
confluent CONFLUENT_API_KEY {u16}
confluent confluent_secret {b64}
contentful CONTENTFUL_DELIVERY_TOKEN {w43}
datadog DATADOG_API_KEY {h32}
datadog DATADOG_APP_KEY {h40}
discord discord_client_secret {w32}
droneci DRONECI_ACCESS_TOKEN {a32}
dropbox DROPBOX_APP_SECRET {l15}
dropbox dropbox_token sl.{w135}
etsy ETSY_KEYSTRING {l24}
facebook FACEBOOK_APP_SECRET {h32}
fastly FASTLY_API_TOKEN {w32}
finicity finicity_app_key {h32}
finnhub FINNHUB_TOKEN {l20}
flickr flickr_api_key {h32}
freshbooks freshbooks_token {h64}
gitter gitter_token {h40}
heroku HEROKU_API_KEY {g}
hubspot HUBSPOT_API_KEY {g}
intercom intercom_access_token {w60}
jfrog ARTIFACTORY_API_KEY {a73}
kraken KRAKEN_PRIVATE_KEY {b86}
kucoin kucoin_api_key {h24}
launchdarkly launchdarkly_token {w40}
linear LINEAR_CLIENT_SECRET {h32}
linkedin LINKEDIN_CLIENT_SECRET {a16}
looker looker_client_secret {l24}
mailgun MAILGUN_SIGNING_KEY {h32}-{h8}-{h8}
mapbox MAPBOX_TOKEN pk.{a60}.{a22}
mattermost MATTERMOST_TOKEN {l26}
meraki MERAKI_DASHBOARD_API_KEY {h40}
messagebird MESSAGEBIRD_API_KEY {a25}
netlify NETLIFY_AUTH_TOKEN {w43}
newrelic NEW_RELIC_LICENSE {h36}NRAL
nytimes nytimes_api_key {a32}
okta OKTA_API_TOKEN 00{w40}
pagerduty PAGERDUTY_API_KEY {w20}
plaid PLAID_SECRET {h30}
rapidapi RAPIDAPI_KEY {a50}
sendbird sendbird_api_token {h40}
sentry SENTRY_AUTH_TOKEN {h64}
snyk SNYK_TOKEN {g}
sonar SONAR_TOKEN {h40}
sourcegraph SOURCEGRAPH_TOKEN {h40}
squarespace squarespace_api_key {g}
sumologic SUMO_ACCESS_KEY {a64}
telegram TELEGRAM_BOT_TOKEN {d9}:A{w34}
travis TRAVIS_TOKEN {a22}
twilio TWILIO_AUTH_TOKEN {h32}
twitch TWITCH_CLIENT_SECRET {l30}
twitter TWITTER_API_SECRET {a50}
twitter TWITTER_ACCESS_TOKEN {d19}-{a40}
yandex YANDEX_SECRET YC{w38}
zendesk ZENDESK_API_TOKEN {a40}
`;
