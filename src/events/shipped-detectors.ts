/**
 * The ids of the detectors that ship, by kind, apart by blanks. The worker and collectors know them without the detectors themselves; a
 * test compares them with `src/data`.
 */
import type { DataKind } from '../policy/data-policy.js';

export const SHIPPED_DETECTORS: Readonly<Record<DataKind, string>> = {
  secret:
    'openai-key openai-project-key anthropic-key openrouter-key langsmith-key langfuse-key huggingface-token ' +
    'huggingface-organisation-token groq-key xai-key perplexity-key replicate-token nvidia-key fireworks-key ' +
    'cerebras-key tavily-key firecrawl-key pinecone-key wandb-key bedrock-key bedrock-short-key deepseek-key ' +
    'elevenlabs-key aws-access-key aws-marketplace-key google-api-key google-oauth-secret google-oauth-token ' +
    'google-refresh-token azure-secret azure-storage-key azure-shared-key azure-sas azure-devops-token ' +
    'azure-function-key alibaba-key tencent-key digitalocean-token cloudflare-token cloudflare-origin-key ' +
    'heroku-key flyio-token netlify-token vercel-token render-key scalingo-token scaleway-key backblaze-key ' +
    'databricks-token planetscale-token supabase-key clickhouse-secret neon-password aiven-token openshift-token ' +
    'tailscale-key ngrok-key defined-key ibm-cloud-key yandex-key yandex-token yandex-oauth github-token ' +
    'github-fine-grained-token gitlab-token gitlab-runner-token gitlab-cookie bitbucket-password atlassian-token ' +
    'sourcegraph-token circleci-token buildkite-token npm-token npm-auth pypi-token rubygems-key nuget-key ' +
    'crates-token clojars-token hex-token docker-token artifactory-key artifactory-token terraform-token ' +
    'pulumi-token vault-token doppler-token infracost-key snyk-token sonar-token octopus-key harness-key ' +
    'prefect-key postman-key readme-key linear-key figma-token launchdarkly-key 1password-secret-key ' +
    '1password-token authress-key settlemint-token intra42-secret maxmind-key stripe-key stripe-webhook-secret ' +
    'square-token shopify-token braintree-token plaid-token razorpay-key flutterwave-key gocardless-token adyen-key ' +
    'duffel-token easypost-key shippo-token lob-key frameio-token coinbase-key airtable-token typeform-token ' +
    'notion-token contentful-token hubspot-token asana-token salesforce-token zoho-token slack-token ' +
    'slack-app-token slack-refresh-token slack-webhook teams-webhook discord-webhook discord-token telegram-token ' +
    'twilio-key sendgrid-key mailgun-key mailchimp-key brevo-key resend-key facebook-token twitter-bearer ' +
    'instagram-token linkedin-token grafana-token grafana-cloud-token grafana-key sentry-token newrelic-key ' +
    'newrelic-licence dynatrace-token datadog-token posthog-key age-key adobe-secret private-key putty-key jwt ' +
    'database-url url-password kubeconfig-key connection-string aws-secret-assigned adafruit-assigned ' +
    'adobe-assigned airtable-assigned algolia-assigned alibaba-assigned asana-assigned atlassian-assigned ' +
    'azure-assigned beamer-assigned bitbucket-assigned bittrex-assigned meraki-assigned cloudflare-assigned ' +
    'codecov-assigned cohere-assigned coinbase-assigned confluent-assigned contentful-assigned datadog-assigned ' +
    'deepseek-assigned discord-assigned droneci-assigned dropbox-assigned etsy-assigned facebook-assigned ' +
    'fastly-assigned finicity-assigned finnhub-assigned flickr-assigned freshbooks-assigned gitter-assigned ' +
    'heroku-assigned hubspot-assigned intercom-assigned jfrog-assigned kraken-assigned kucoin-assigned ' +
    'launchdarkly-assigned linear-assigned linkedin-assigned looker-assigned mailgun-assigned mapbox-assigned ' +
    'mattermost-assigned messagebird-assigned netlify-assigned newrelic-assigned nytimes-assigned okta-assigned ' +
    'pagerduty-assigned plaid-assigned privateai-assigned rapidapi-assigned sendbird-assigned sentry-assigned ' +
    'sidekiq-assigned snyk-assigned sonar-assigned sourcegraph-assigned squarespace-assigned sumologic-assigned ' +
    'telegram-assigned travis-assigned twilio-assigned twitch-assigned twitter-assigned yandex-assigned ' +
    'zendesk-assigned password token basic-authorization command-password',
  personal: 'de-id-card card iban fr-nir de-steuer-id es-dni uk-nino us-ssn it-codice-fiscale email-list phone-list',
  code: 'source-code',
  log: 'log-lines',
  marking: 'tlp confidential-word confidential-phrase',
  words: '',
  own: '',
};

let kinds: ReadonlyMap<string, DataKind> | null = null;

/** Undefined for an id that no detector of ours has. */
export function shippedKindOf(detector: string): DataKind | undefined {
  kinds ??= new Map(
    (Object.entries(SHIPPED_DETECTORS) as [DataKind, string][]).flatMap(([kind, ids]) =>
      ids.split(' ').flatMap((id) => (id === '' ? [] : [[id, kind] as const])),
    ),
  );
  return kinds.get(detector);
}
