import { FileX } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'

interface PageFaultProps { readonly children: ReactNode }

/** Keeps the frame when a page's files cannot be had, or the page itself fails; the error is in the browser's console. */
export class PageFault extends Component<PageFaultProps, { readonly failed: boolean }> {
  override readonly state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <Notice page icon={FileX} title="This page could not be opened" tone="bad" code="client.page_failed" action={<Button look="primary" onClick={() => { window.location.reload() }}>Reload</Button>}>
        <p>Its files may be of another version, or out of reach without a network. Other pages still work, and nothing that you changed is lost.</p>
      </Notice>
    )
  }
}
