import { ExportPanel } from './ExportPanel'
import { ImportPanel } from './ImportPanel'

export function FilesPage() {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Import and export · CreatorFlow</title>
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <h1 className="text-lg font-semibold">Import and export</h1>
        <ImportPanel />
        <ExportPanel />
      </div>
    </div>
  )
}
