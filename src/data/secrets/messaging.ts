/** Keys of mail, chat and what is watched. */
export const MESSAGING_SHAPES = String.raw`
slack-token  xox[abcdeoprs]-(?:\d{1,2}-)?[A-Za-z0-9%/+=-]{15,250}  xoxb- xoxp- xoxa- xoxo- xoxr- xoxs- xoxe- xoxc- xoxd-  !digit
slack-app-token  xapp-\d-%U+-\d+-%l{20,}
slack-refresh-token  xoxe\.xox[bp]-\d-[A-Za-z0-9]{150,170}
slack-webhook  hooks\.slack\.com/(?:services|workflows|triggers)/%b{20,80}
teams-webhook  \.webhook\.office\.com/webhookb2/%g@%g/IncomingWebhook/%l{32}/%g  .webhook.office.com/
discord-webhook  /api/webhooks/\d{17,20}/%w{60,72}
discord-token  [MNO]%w{23,27}\.%w{6}\.%w{27,38}  .g  !token !random
telegram-token  \d{8,10}:AA%w{33}  :aa  !token
twilio  SK%x{32}  sk%h
sendgrid  SG\.%w{20,24}\.%w{39,50}
mailgun  key-%x{32}
mailchimp  %x{32}-us\d{1,2}  -us  !token
brevo  x(?:key|smtp)sib-%x{64}-%a{16}  xkeysib- xsmtpsib-
resend  re_%a{8}_%a{24}
facebook-token  EAA(?:[MC]|[A-Z])%a{100,400}
twitter-bearer  A{20,24}(?:%a|%[23][A-F0-9]){70,110}  aaaaaaaaaaaaaaaaaaaaa
instagram-token  IGQV%w{80,250}
linkedin-token  WPL_AP[01]\.%a{16}\.[\w+/=]{6,12}
grafana-token  glsa_%a{32}_%h{8}
grafana-cloud-token  glc_%b{32,400}={0,3}
grafana  eyJrIjoi%a{70,400}={0,3}
sentry-token  (?:sntryu_%x{64}|sntrys_eyJ%b{20,400}={0,2}_%b{43})  sntrys_ sntryu_
newrelic  (?:NRAK-%U{27}|NRII-%w{32}|NRJS-%h{19}|NR(?:AL|AA)-%h{20,32})  nrak- nrii- nrjs- nral- nraa-
newrelic-licence  %h{32,36}(?:FFFF)?NRAL  nral  !token
dynatrace-token  dt0[a-z]\d\d\.%U{24}\.%U{64}
datadog-token  dd(?:pat|app)_%a{32,80}  ddpat_ ddapp_
posthog  phx_%a{40,50}
age  AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}
adobe-secret  p8e-%w{32}
`;
