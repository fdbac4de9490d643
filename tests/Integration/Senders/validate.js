// Asks somebody else's library whether what we signed is genuine.
import { EventEmitter } from 'node:events'
import https from 'node:https'
import { Readable } from 'node:stream'
import { verify as verifyAsGitHub } from '@octokit/webhooks-methods'
import '@shopify/shopify-api/adapters/web-api'
import { ApiVersion, shopifyApi } from '@shopify/shopify-api'
import SnsValidator from 'sns-validator'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { answerWith } from './questions.js'

/** True, or the reason for which the library threw. */
function unlessThrown(verify) {
  try {
    verify()
    return true
  } catch (error) {
    return error.message
  }
}

async function shopify({ secret, headers, body }) {
  const app = shopifyApi({
    apiKey: 'key', apiSecretKey: secret, apiVersion: ApiVersion.January26, hostName: 'shop.example', isEmbeddedApp: false, logger: { level: 0 },
  })
  const rawRequest = new Request('https://shop.example/webhooks', { method: 'POST', headers, body })
  const { valid, reason } = await app.webhooks.validate({ rawBody: body, rawRequest })
  return valid || reason
}

/** The one thing that is replaced: the certificate is handed over instead of fetched from the address that the message names. */
function sns({ certificate, body }) {
  https.get = (_url, received) => {
    received(Object.assign(Readable.from([certificate]), { statusCode: 200 }))
    return new EventEmitter()
  }
  return new Promise((resolve) => new SnsValidator().validate(body, (error) => resolve(error?.message ?? true)))
}

const genuineBy = {
  standardwebhooks: ({ secret, headers, body }) => unlessThrown(() => new StandardWebhook(secret).verify(body, headers)),
  svix: ({ secret, headers, body }) => unlessThrown(() => new SvixWebhook(secret).verify(body, headers)),
  '@octokit/webhooks-methods': ({ secret, headers, body }) => verifyAsGitHub(secret, body, headers['X-Hub-Signature-256']),
  '@shopify/shopify-api': shopify,
  'sns-validator': sns,
}

await answerWith(async (question) => {
  const genuine = await genuineBy[question.by](question)
  return { genuine: genuine === true, reason: String(genuine) }
})
