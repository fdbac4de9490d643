import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import { loadEnv } from 'vite'
import { defineConfig } from 'vitest/config'
import { originOf } from './src/api/origin.ts'

const gateway = 'http://127.0.0.1:8080'

/** Addresses of the gateway that are no pages: the service worker leaves them to the network. */
const notThePages = [/^\/api\//, /^\/webhooks\//, /^\/internal\//, /^\/health/, /^\/metrics/, /^\/openapi/, /^\/assets\//]

const pwa = VitePWA({
  // src/app/appShell.ts registers it, without an inline script.
  injectRegister: false,
  registerType: 'prompt',
  includeAssets: ['icon.svg', 'theme.js', 'apple-touch-icon.png'],
  manifest: {
    id: '/',
    name: 'CreatorFlow',
    short_name: 'CreatorFlow',
    description: 'Stock and orders of all your channels, live and offline.',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f6f8',
    theme_color: '#3451d1',
    categories: ['business', 'productivity'],
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
    shortcuts: [
      { name: 'Inventory', url: '/inventory' },
      { name: 'Edits', url: '/edits' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,woff2,svg}'],
    // Other alphabets' fonts are fetched when they are needed, and kept by the browser: their names are hashed.
    globIgnores: ['assets/*-{cyrillic,greek,vietnamese}*.woff2'],
    navigateFallback: '/index.html',
    navigateFallbackDenylist: notThePages,
    inlineWorkboxRuntime: true,
    sourcemap: false,
    cleanupOutdatedCaches: true,
    // From the first visit on: the page that installed it is its page too.
    clientsClaim: true,
  },
})

/** What every page needs and few versions change: a new version of the page leaves it where it is. */
const libraries = { name: 'libraries', test: /node_modules\/(react|react-dom|scheduler|react-router|dexie)\// }

// Vite and Vitest read the default export of this one file; the sources have none.
export default defineConfig(({ mode }) => {
  // Built for another origin's API, the page must not find out at its first request that this is none.
  originOf(loadEnv(mode, '.').VITE_API_ORIGIN, '')
  return config
})

const config = defineConfig({
  plugins: [react(), tailwindcss(), pwa],
  // Inlined assets would need `data:` in the content security policy.
  build: { assetsInlineLimit: 0, target: 'es2023', sourcemap: false, rolldownOptions: { output: { codeSplitting: { groups: [libraries] } } } },
  server: { proxy: { '/api': gateway, '/health': gateway } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
