using System.Globalization;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>Feeds of all sellers and the documents they consist of. Worked off one after the other, when somebody looks. Thread-safe; forgotten when the process ends.</summary>
internal sealed class AmazonFeeds(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, byte[]?> documents = new(StringComparer.Ordinal);
    private readonly List<AmazonFeed> feeds = [];
    private long ids = 53_347_018_455;

    /// <summary>How long each feed takes.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.Zero;

    /// <summary>A SKU whose messages are invalid.</summary>
    public string? Failing { get; set; }

    /// <summary>The next feed ends so instead of being worked off: <c>FATAL</c> or <c>CANCELLED</c>.</summary>
    public string? EndsAs { get; set; }

    public IReadOnlyList<AmazonFeed> All
    {
        get { lock (gate) return [.. feeds]; }
    }

    public string NewDocument(byte[]? body = null)
    {
        lock (gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"amzn1.tortuga.4.na.{++ids}");
            documents[id] = body;
            return id;
        }
    }

    /// <summary>False for an address that was not handed out, or used before.</summary>
    public bool Put(string id, byte[] body)
    {
        lock (gate)
        {
            if (!documents.TryGetValue(id, out var before) || before is not null) return false;
            documents[id] = body;
            return true;
        }
    }

    public byte[]? Document(string id)
    {
        lock (gate) return documents.GetValueOrDefault(id);
    }

    public AmazonFeed Add(string seller, string documentId)
    {
        lock (gate)
        {
            var begins = feeds.Count > 0 && feeds[^1].EndsAt > clock.GetUtcNow() ? feeds[^1].EndsAt : clock.GetUtcNow();
            var feed = new AmazonFeed((++ids).ToString(CultureInfo.InvariantCulture), seller, documentId) { BeginsAt = begins, EndsAt = begins + Takes, EndsAs = EndsAs };
            EndsAs = null;
            feeds.Add(feed);
            return feed;
        }
    }

    /// <summary>Works off what is due, in the order of coming.</summary>
    /// <param name="apply">Applies a seller's message; an issue's code when it is invalid.</param>
    public void WorkOff(Func<string, JsonObject, string?> apply)
    {
        lock (gate)
            foreach (var feed in feeds.Where(f => f.Status is "IN_QUEUE" or "IN_PROGRESS"))
            {
                if (feed.BeginsAt <= clock.GetUtcNow()) feed.Status = "IN_PROGRESS";
                if (feed.EndsAt > clock.GetUtcNow()) return;
                feed.Status = feed.EndsAs ?? "DONE";
                if (feed.EndsAs is null) feed.ReportId = NewReport(feed, message => message["sku"]?.GetValue<string>() == Failing ? "90220" : apply(feed.Seller, message));
            }
    }

    private string NewReport(AmazonFeed feed, Func<JsonObject, string?> apply)
    {
        var issues = new JsonArray();
        var messages = (JsonNode.Parse(documents[feed.DocumentId]!)!["messages"] as JsonArray)!.OfType<JsonObject>().ToList();
        foreach (var message in messages)
            if (apply(message) is { } code) issues.Add((JsonNode)new JsonObject { ["messageId"] = message["messageId"]!.GetValue<int>(), ["code"] = code, ["severity"] = "ERROR", ["message"] = "The attributes are invalid." });
        var report = new JsonObject
        {
            ["header"] = new JsonObject { ["sellerId"] = feed.Seller, ["version"] = "2.0", ["feedId"] = feed.Id },
            ["issues"] = issues,
            ["summary"] = new JsonObject
            {
                ["errors"] = issues.Count, ["warnings"] = 0, ["messagesProcessed"] = messages.Count, ["messagesAccepted"] = messages.Count - issues.Count, ["messagesInvalid"] = issues.Count,
            },
        };
        return NewDocument(System.Text.Encoding.UTF8.GetBytes(report.ToJsonString()));
    }
}

/// <summary>A feed that a seller handed over.</summary>
internal sealed record AmazonFeed(string Id, string Seller, string DocumentId)
{
    public required DateTimeOffset BeginsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? EndsAs { get; init; }
    public string Status { get; set; } = "IN_QUEUE";
    public string? ReportId { get; set; }
}
