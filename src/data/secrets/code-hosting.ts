/** Keys of where code lives, is built and is published. */
export const CODE_HOSTING_SHAPES = String.raw`
github-token  gh[pousr]_(?:%a{36,251}|\d{1,12}_eyJ%w{10,600}\.%w{10,900}\.%w{20,400})  ghp_ gho_ ghu_ ghs_ ghr_
github-fine-grained-token  github_pat_%a{22}_\w{59,220}
gitlab-token  gl(?:pat|dt|ft|rt|rtr|ffct|imt|agent|soat|oas|ptt|cbt)-%w{20,300}(?:\.%l{2}%l{7})?  glpat- gldt- glft- glrt- glffct- glimt- glagent- glsoat- gloas- glptt- glcbt- glrtr-
gitlab-runner-token  GR1348941%w{20}
gitlab-cookie  _gitlab_session=([0-9a-z]{32})  !secret
bitbucket-password  ATBB%a{28,40}  !digit
atlassian-token  AT[AC]TT3%e{60,250}  atatt3 atctt3
sourcegraph-token  sgp_(?:(?:%h{16}|local)_)?%h{40}
circleci-token  CCI(?:PAT|PRJ)_%a{20,24}_%h{40}  ccipat_ cciprj_
buildkite-token  bk(?:ua|ct|aj)_%a{32,64}  bkua_ bkct_ bkaj_
npm-token  npm_%a{36}
npm-auth  _(?:authToken|auth|password)=("?)(?!\$)[\w=+/.-]{16,400}\1  _authtoken= _auth= _password=
pypi-token  pypi-AgE[ND]?%w{50,1000}
rubygems  rubygems_%x{48}
nuget  oy2%l{43}
crates-token  cio%a{32}  !digit
clojars-token  CLOJARS_%h{60}
hex-token  hex_%x{32}
docker-token  dckr_[po]at_%w{24,40}  dckr_pat_ dckr_oat_
artifactory  AKCp%a{69,}
artifactory-token  cmVmd%a{59}
terraform-token  %a{14}\.atlasv1\.%e{60,70}  .atlasv1.  !token
pulumi-token  pul-%x{40}
vault-token  hv[sbr]\.%w{24,300}  hvs. hvb. hvr.  !digit
doppler-token  dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?%a{40,44}  dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.
infracost  ico-%a{32}
snyk-token  snyk_[us]at\.%x{8}\.%w{60,}\.%w{20,}  snyk_uat. snyk_sat.
sonar-token  sq[upa]_%x{40}  squ_ sqp_ sqa_
octopus  API-%U{26,34}  !digit
harness  [ps]at\.%w{22}\.%h{24}\.%a{20}  pat. sat.
prefect  pn[ub]_%a{36}  pnu_ pnb_
postman  PMAK-%h{24}-%h{34}
readme  rdme_%l{70}
linear  lin_(?:api_%a{40}|oauth_%h{64})  lin_api_ lin_oauth_
figma-token  fig[duo]_%w{40,60}  figd_ figu_ figo_
launchdarkly  (?:api|sdk)-%g  api- sdk-
1password-secret-key  A3-%U{6}-(?:%U{11}|%U{6}-%U{5})-%U{5}-%U{5}-%U{5}
1password-token  ops_eyJ%b{100,2000}={0,3}
authress  (?:sc|ext|scauth|authress)_%l{5,30}\.%l{4,6}\.acc[_-][a-z0-9-]{10,32}\.[\w+/=-]{30,120}  sc_ ext_ scauth_ authress_
settlemint-token  sm_[aps]at_%a{16}  sm_aat_ sm_pat_ sm_sat_
intra42-secret  s-s4t2(?:ud|af)-%x{64}
maxmind  %a{6}_%a{29}_mmk  _mmk  !token
`;
