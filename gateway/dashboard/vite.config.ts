import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const gateway = 'http://127.0.0.1:8080'

// Vite and Vitest read the default export of this one file; the sources have none.
export default defineConfig({
  plugins: [react(), tailwindcss()],
  // Inlined assets would need `data:` in the content security policy.
  build: { assetsInlineLimit: 0, target: 'es2023', sourcemap: false },
  server: { proxy: { '/api': gateway, '/health': gateway } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
