/** Keys of clouds, hosts and what runs on them. */
export const CLOUD_SHAPES = String.raw`
aws-access-key  (?:A3T%U|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}  akia asia abia acca a3t
aws-marketplace-key  amzn\.mws\.%g
google-api-key  AIza%w{35}
google-oauth-secret  GOCSPX-%w{28}
google-oauth-token  ya29\.%w{40,400}
google-refresh-token  1//0%w{40,120}
azure-secret  [\w~.]{3}\dQ~[\w~.-]{31,34}  %dq~  !token
azure-storage-key  AccountKey=(%b{86}==)  !secret
azure-shared-key  SharedAccessKey=(%b{42,43}=)  !secret
azure-sas  sig=(%b{43}=|(?:%a|%2B|%2F){38,60}%3D)  !secret
azure-devops-token  %a{76}AZDO%a{4}  azdo  !token
azure-function-key  %w{30,60}(?:AzFu|ACDb|\+ACEB)%w{6,10}={0,2}  azfu aceb acdb acrv  !token
alibaba  LTAI%a{12,20}  !random
tencent  AKID%a{32}
digitalocean-token  do[opr]_v1_%x{64}  doo_v1_ dop_v1_ dor_v1_
cloudflare-token  cf(?:at|ut|k)_%a{40}%x{8}  cfat_ cfut_ cfk_
cloudflare-origin-key  v1\.0-%x{24}-%x{146}
heroku  HRKU-AA%w{58}
flyio-token  (?:fo1_%w{43}|fm1[ar]_%b{100,900}={0,3}|fm2_%b{100,900}={0,3})  fo1_ fm1 fm2_
netlify-token  nf[pcou]_%a{36}  nfp_ nfc_ nfo_ nfu_
vercel-token  vc[piark]_%a{24,64}  vcp_ vci_ vca_ vcr_ vck_
render  rnd_%a{28,32}
scalingo-token  tk-us-%w{48}
scaleway  SCW%U{17}
backblaze  K00[0-9]%b{27}
databricks-token  (?:dapi|dkea|dose)%h{32}(?:-\d)?  dapi dkea dose
planetscale-token  pscale_(?:tkn|oauth|pw)_[\w=.-]{32,64}
supabase  (?:sbp_%x{40}|sb_secret_%w{28,48})  sbp_ sb_secret_
clickhouse-secret  4b1d%a{38}
neon-password  npg_%a{12,16}
aiven-token  AVNS_%w{19}
openshift-token  sha256~%w{43}
tailscale  tskey-[a-z]{3,12}-%a{8,20}-%a{16,40}
ngrok  ngrok-api-%w{30,60}
defined  dnkey-%w{26}-%w{52}
ibm-cloud-key  ApiKey-%g
yandex  AQVN%w{35,38}
yandex-token  t1\.%w{7,200}={0,2}\.%w{86}={0,2}
yandex-oauth  y[0-3]_%w{50,64}  y0_ y1_ y2_ y3_
`;
