using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>A creator's changes as one reader of live updates gets them, which comes again from its last cursor whenever it is cut off.</summary>
internal abstract class Followed(PlayedCreator creator, Answers answers)
{
    private static readonly TimeSpan ComeAgain = TimeSpan.FromMilliseconds(200);
    private readonly List<(long Position, string Topic, string Id)> changes = [];

    public PlayedCreator Creator => creator;

    /// <summary>How often it was cut off.</summary>
    public int Resumed { get; private set; }

    /// <summary>Where it goes on; 0 for from the beginning.</summary>
    protected long Cursor { get; private set; }

    public abstract string Kind { get; }

    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(over);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or WebSocketException or OperationCanceledException)
            {
                if (!over.IsCancellationRequested && e is WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket }) answers.Add($"WebSocket of {creator.Id}: {e.Message}");
            }
            if (over.IsCancellationRequested) return;
            Resumed++;
            await Task.Delay(ComeAgain, CancellationToken.None);
        }
    }

    /// <summary>What it missed or was shown twice, of what the feed holds up to where it came: a channel's answer may be recorded after everybody stopped following.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync(HttpClient api)
    {
        var wrong = changes.Zip(changes.Skip(1)).Where(pair => pair.First.Position >= pair.Second.Position).Select(pair => $"{Kind} of {creator.Id}: {pair.Second} after {pair.First}").ToList();
        var seen = changes.ToHashSet();
        var since = "0";
        for (var more = true; more;)
        {
            var page = await api.GetFromJsonAsync<JsonElement>($"api/v1/changes?limit=500&since={since}");
            wrong.AddRange(page.GetProperty("changes").EnumerateArray().Select(Read).Where(change => Has(change.Position) && !seen.Contains(change)).Select(change => $"{Kind} of {creator.Id}: missed {change}"));
            (since, more) = (page.GetProperty("cursor").GetString()!, page.GetProperty("hasMore").GetBoolean());
        }
        return wrong;
    }

    public bool Has(long position) => Cursor >= position;

    protected abstract Task FollowAsync(CancellationToken over);

    protected void Take(JsonElement change) => changes.Add(Read(change));

    protected void Reach(string cursor) => Cursor = long.Parse(cursor, CultureInfo.InvariantCulture);

    private static (long Position, string Topic, string Id) Read(JsonElement change) =>
        (long.Parse(change.GetProperty("cursor").GetString()!, CultureInfo.InvariantCulture), change.GetProperty("topic").GetString()!, change.GetProperty("id").GetString()!);
}

/// <summary>By Server-Sent Events.</summary>
internal sealed class FollowedStream(HttpClient http, PlayedCreator creator, Answers answers) : Followed(creator, answers)
{
    public override string Kind => "stream";

    protected override async Task FollowAsync(CancellationToken over)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/stream") { Headers = { { "Authorization", $"Bearer {Creator.Key}" }, { "Last-Event-ID", $"{Cursor}" } } };
        Answers.MayLeave(request, over);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, over);
        if (!answer.IsSuccessStatusCode) return;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(over));
        var (id, data) = ("", "");
        while (await lines.ReadLineAsync(over) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0)
            {
                if (data.Length > 0) Take(JsonElement.Parse(data));
                if (id.Length > 0) Reach(id);
                (id, data) = ("", "");
            }
        }
    }
}

/// <summary>Over a WebSocket.</summary>
internal sealed class FollowedSocket(string gateway, PlayedCreator creator, Answers answers) : Followed(creator, answers)
{
    public override string Kind => "socket";

    protected override async Task FollowAsync(CancellationToken over)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Creator.Key}");
        await socket.ConnectAsync(new Uri($"{gateway.Replace("http", "ws", StringComparison.Ordinal)}/ws?since={Cursor}"), over);
        using var message = new MemoryStream();
        var buffer = new byte[32_768];
        while (await socket.ReceiveAsync(buffer, over) is { MessageType: not WebSocketMessageType.Close } part)
        {
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage) continue;
            Read(JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length)));
            message.SetLength(0);
        }
    }

    private void Read(JsonElement message)
    {
        if (message.TryGetProperty("changes", out var changes))
            foreach (var change in changes.EnumerateArray()) Take(change);
        if (message.TryGetProperty("cursor", out var cursor)) Reach(cursor.GetString()!);
    }
}
