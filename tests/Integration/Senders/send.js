// Signs each body with somebody else's library and posts it. Nothing of a signature is computed here.
import { sign as signAsGitHub } from '@octokit/webhooks-methods'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { answerWith } from './questions.js'

const standard = (Webhook, prefix) => ({ secrets, id, secondsAhead, body }) => {
  const at = Math.floor(Date.now() / 1000) + secondsAhead
  return {
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: String(at),
    [`${prefix}-signature`]: secrets.map((secret) => new Webhook(secret).sign(id, new Date(at * 1000), body)).join(' '),
  }
}

const headersBy = {
  standardwebhooks: standard(StandardWebhook, 'webhook'),
  svix: standard(SvixWebhook, 'webhook'),
  'svix-branded': standard(SvixWebhook, 'svix'),
  '@octokit/webhooks-methods': async ({ secrets, body }) => ({ 'x-hub-signature-256': await signAsGitHub(secrets[0], body) }),
}

await answerWith(async (question) => {
  const headers = { 'content-type': 'application/json', ...(await headersBy[question.by](question)) }
  const answer = await fetch(question.url, { method: 'POST', headers, body: question.body })
  return { status: answer.status, body: await answer.text() }
})
