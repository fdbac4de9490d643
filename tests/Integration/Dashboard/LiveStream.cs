using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Reads Server-Sent Events as they come.</summary>
internal sealed class LiveStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpResponseMessage answer;
    private readonly StreamReader reader;

    private LiveStream(HttpResponseMessage answer, Stream body) => (this.answer, reader) = (answer, new StreamReader(body));

    /// <summary>The id that came last: what to resume from.</summary>
    public string LastId { get; private set; } = "";

    public static async Task<LiveStream> BeginAsync(HttpResponseMessage answer)
    {
        var stream = new LiveStream(answer, await answer.Content.ReadAsStreamAsync());
        Assert.True((await stream.PartAsync())!.ContainsKey("retry"));
        return stream;
    }

    /// <summary>The next change; heartbeats are passed over.</summary>
    public async Task<(string Event, string Id, JsonElement Data)> NextAsync()
    {
        while (true)
        {
            var part = await PartAsync() ?? throw new InvalidOperationException("The stream has ended.");
            if (part.TryGetValue("data", out var data)) return (part["event"], part["id"], JsonDocument.Parse(data).RootElement);
        }
    }

    /// <summary>The next part, whatever it is, its comment under ""; null at the end.</summary>
    public async Task<Dictionary<string, string>?> PartAsync()
    {
        var part = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0) return part;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            part[line[..colon]] = line[(colon + 1)..].TrimStart();
            if (line.StartsWith("id:", StringComparison.Ordinal)) LastId = part["id"];
        }
        return null;
    }

    public async Task UntilEndAsync()
    {
        while (await PartAsync() is not null)
        {
            // What still comes does not matter.
        }
    }

    public void Dispose()
    {
        answer.Dispose();
        reader.Dispose();
    }
}
