using System.Globalization;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Meta;

/// <summary>A product as its catalogue shows it.</summary>
internal sealed record MetaProduct(string RetailerId, string Name)
{
    public required string Id { get; init; }
    public long? Quantity { get; init; }
    public string Availability { get; init; } = "out of stock";
}

/// <summary>One catalogue: what it shows, its batches under way, and how it misbehaves when told to. Thread-safe.</summary>
/// <param name="accessToken">What the API must be given; null accepts any token.</param>
/// <param name="clock">Ages batches.</param>
internal sealed class MetaCatalogue(string? accessToken, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetaProduct> products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetaBatch> batches = new(StringComparer.Ordinal);
    private long ids = 24_000_000_000_000_000;

    /// <summary>How long a batch takes.</summary>
    public TimeSpan BatchTakes { get; set; } = TimeSpan.Zero;

    /// <summary>Calls from now on that are throttled.</summary>
    public int Throttled { get; set; }

    /// <summary>While set, calls wait for it and do nothing if their caller has left.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>A retailer's id whose updates fail when the batch is worked off.</summary>
    public string? Failing { get; set; }

    /// <summary>Calls that arrived.</summary>
    public int Calls { get; set; }

    /// <summary>Changes of what a product shows.</summary>
    public int Changes { get; private set; }

    public int BatchesTaken
    {
        get
        {
            lock (gate) return batches.Count;
        }
    }

    /// <summary>Works off what is under way, however long it was to take.</summary>
    public void Finish()
    {
        lock (gate)
        {
            foreach (var batch in batches.Values) batch.EndsAt = DateTimeOffset.MinValue;
        }
    }

    public bool Opens(string authorization) => authorization.StartsWith("Bearer ", StringComparison.Ordinal) && authorization.Length > 7 && (accessToken is null || authorization[7..] == accessToken);

    public void Put(string retailerId, string name, long? quantity)
    {
        lock (gate)
            products[retailerId] = new(retailerId, name) { Id = NextId(), Quantity = quantity, Availability = quantity > 0 ? "in stock" : "out of stock" };
    }

    public MetaProduct? Find(string retailerId)
    {
        lock (gate)
        {
            WorkOff();
            return products.GetValueOrDefault(retailerId);
        }
    }

    /// <summary>Products in the order of their retailer's ids, after one of them.</summary>
    public IReadOnlyList<MetaProduct> After(string? retailerId, int most)
    {
        lock (gate)
        {
            WorkOff();
            return [.. products.Values.SkipWhile(p => retailerId is not null && string.CompareOrdinal(p.RetailerId, retailerId) <= 0).Take(most)];
        }
    }

    /// <summary>Takes a batch, which is worked off later.</summary>
    public MetaBatch Take(IReadOnlyList<JsonObject> updates)
    {
        lock (gate)
        {
            var batch = new MetaBatch($"Ac{NextId()}", updates, clock.GetUtcNow() + BatchTakes);
            batches.Add(batch.Handle, batch);
            return batch;
        }
    }

    public MetaBatch? Batch(string handle)
    {
        lock (gate)
        {
            WorkOff();
            return batches.GetValueOrDefault(handle);
        }
    }

    private string NextId() => (++ids).ToString(CultureInfo.InvariantCulture);

    private void WorkOff()
    {
        foreach (var batch in batches.Values.Where(b => !b.Finished && b.EndsAt <= clock.GetUtcNow()))
        {
            foreach (var update in batch.Updates) Apply(batch, update);
            batch.Finished = true;
        }
    }

    private void Apply(MetaBatch batch, JsonObject update)
    {
        var id = update["id"]!.GetValue<string>();
        if (id == Failing || !products.TryGetValue(id, out var product))
        {
            batch.Errors.Add((id, id == Failing ? "The item could not be processed." : "The item does not exist in the catalog and upsert is not allowed."));
            return;
        }
        var changed = product with { Quantity = update["quantity_to_sell_on_facebook"]?.GetValue<long>() ?? product.Quantity, Availability = update["availability"]?.GetValue<string>() ?? product.Availability };
        if (changed != product) Changes++;
        products[id] = changed;
    }
}

/// <summary>A batch that a catalogue took.</summary>
internal sealed class MetaBatch(string handle, IReadOnlyList<JsonObject> updates, DateTimeOffset endsAt)
{
    public string Handle => handle;
    public IReadOnlyList<JsonObject> Updates => updates;
    public DateTimeOffset EndsAt { get; set; } = endsAt;
    public bool Finished { get; set; }
    public List<(string Id, string Message)> Errors { get; } = [];
}
