using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>What a browser keeps on its disk of one creator, read past the page.</summary>
internal sealed record KeptCopy(IReadOnlyDictionary<string, string> Inventory, IReadOnlyDictionary<string, string> Orders, IReadOnlyDictionary<string, long> Versions, IReadOnlyList<KeptEdit> Edits)
{
    private const string Script = """
        async () => {
          const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('creatorflow '))
          const result = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => { resolve(request.result) }
            request.onerror = () => { reject(request.error) }
          })
          const database = await result(indexedDB.open(name))
          const tables = ['inventory', 'orders', 'edits']
          const opened = database.transaction(tables)
          const [inventory, orders, edits] = await Promise.all(tables.map((table) => result(opened.objectStore(table).getAll())))
          database.close()
          return JSON.stringify({
            inventory: inventory.map(({ sku, version, onHand, reserved, available }) => ({ id: sku, version, row: [onHand, reserved, available].join(' ') })),
            orders: orders.map(({ id, version, status }) => ({ id, version, row: status })),
            edits: edits.map(({ id, wanted, state }) => ({ id, sku: wanted.sku, state: state.kind })),
          })
        }
        """;

    public static async Task<KeptCopy> ReadAsync(IPage page)
    {
        var kept = JsonElement.Parse(await page.EvaluateAsync<string>(Script));
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        return new(Rows("inventory"), Rows("orders"), versions,
            [.. kept.GetProperty("edits").EnumerateArray().Select(e => new KeptEdit(Text(e, "id"), Text(e, "sku"), Text(e, "state")))]);

        Dictionary<string, string> Rows(string topic)
        {
            var rows = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var row in kept.GetProperty(topic).EnumerateArray())
            {
                rows.Add(Text(row, "id"), Text(row, "row"));
                versions.Add($"{topic} {Text(row, "id")}", row.GetProperty("version").GetInt64());
            }
            return rows;
        }
    }

    /// <summary>The sums of a topic as docs/offline.md says, by range.</summary>
    public SortedDictionary<int, string> Sums(string topic)
    {
        var sums = new SortedDictionary<int, ulong>();
        foreach (var id in (topic == "inventory" ? Inventory : Orders).Keys)
        {
            var entry = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}\0{Versions[$"{topic} {id}"]}"));
            var range = (int)(Fnv(2_166_136_261, Encoding.UTF8.GetBytes(id)) % 256);
            sums[range] = sums.GetValueOrDefault(range) ^ (((ulong)Fnv(2_166_136_261, entry) << 32) | Fnv(0x9747_b28c, entry));
        }
        return new(sums.ToDictionary(s => s.Key, s => s.Value.ToString("x16", CultureInfo.InvariantCulture)));
    }

    private static uint Fnv(uint basis, byte[] bytes) => bytes.Aggregate(basis, (hash, one) => unchecked((hash ^ one) * 16_777_619));

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}

/// <summary>An edit as it lies there.</summary>
internal sealed record KeptEdit(string Id, string Sku, string State);
