/** Keys of AI vendors, whose tools people paste into most. */
export const AI_SHAPES = String.raw`
openai  sk-(?:[a-z]{4,8}-)?%w{16,90}T3BlbkFJ%w{16,90}  t3blbkfj  !token
openai-project-key  sk-(?:proj|svcacct|admin)-%w{40,200}  sk-proj- sk-svcacct- sk-admin-  !warn
anthropic  sk-ant-(?:api|admin|oat|ort|sid)\d\d-%w{80,120}
openrouter  sk-or-v1-%x{64}
langsmith  lsv2_(?:pt|sk)_%x{32}_%x{10}
langfuse  sk-lf-%g
huggingface-token  hf_[A-Za-z]{34}
huggingface-organisation-token  api_org_[A-Za-z]{34}
groq  gsk_%a{52}
xai  xai-%a{80}
perplexity  pplx-%a{48}
replicate-token  r8_%a{37}
nvidia  nvapi-%w{64}
fireworks  fw_%a{22,24}  !digit
cerebras  csk-%l{48}
tavily  tvly-(?:dev-|prod-)?%a{32}
firecrawl  fc-%x{32}
pinecone  pcsk_%a{4,8}_%a{60,72}
wandb  wandb_v1_%w{60,100}
bedrock  ABSK%b{109,269}={0,2}
bedrock-short-key  bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t%b*={0,2}  bedrock-api-key-
deepseek  sk-%x{32}  !warn
elevenlabs  sk_%x{48}
`;
