using System.Text;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Replaying;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>What every source of webhooks must hold. A new source closes it with a class that gives samples.</summary>
public abstract class WebhookSourceCompliance
{
    private const int Seed = 20261121;
    private const string CurrentSecret = "whsec_Y3VycmVudC1zZWNyZXQtb2YtdGhlLXRlc3Q=";
    private const string PreviousSecret = "whsec_cHJldmlvdXMtc2VjcmV0LW9mLXRoZS10ZXN0";
    private const string OtherSecret = "whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LWhlcmUh";
    private static readonly byte[] Wounds = [.. "\"\\{}[]:,09nul-e.x "u8, 0x00, 0x7f, 0x80, 0xff];
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    internal abstract IWebhookSource Source { get; }

    internal abstract IEnumerable<GenuineVector> GenuineVectors { get; }

    internal abstract IReadOnlyList<WebhookSample> PayloadSamples { get; }

    /// <summary>A known topic whose payload names an id beyond 2^53, and that id; null for a source that translates nothing.</summary>
    internal abstract (WebhookSample Sample, string Id)? HugeId { get; }

    /// <summary>A known topic with a payload that is JSON and yet not what the topic promises.</summary>
    internal abstract WebhookSample Junk { get; }

    /// <summary>Headers without which nothing can be verified.</summary>
    protected abstract IReadOnlyList<string> SignatureHeaders { get; }

    /// <summary>Whether the signature covers a time.</summary>
    protected abstract bool SignsTime { get; }

    /// <summary>Whether the signature notices this change. False where a secret in a header only opens, and for what a signature
    /// leaves out: such a change must not turn anything down, which is tested too.</summary>
    protected virtual bool Notices(byte[] original, byte[] changed) => true;

    /// <summary>False where the sender signs with a key of its own, and the connection's secrets count for nothing.</summary>
    protected virtual bool UsesSecrets => true;

    /// <summary>False where the platform has no topic that we act on: then nothing may be translated.</summary>
    protected virtual bool TranslatesSomething => true;

    /// <summary>How old a signed time may be, and how far ahead.</summary>
    protected virtual (TimeSpan Past, TimeSpan Future) Tolerance => (TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(300));

    /// <summary>What the source finds in the connection beside the secrets.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["appKey"] = "abcdef" };

    /// <summary>A request as the platform would send it.</summary>
    internal abstract WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now);

    [Fact]
    public void Published_vectors_are_genuine() =>
        Assert.All(GenuineVectors, vector => Assert.Equal(SignatureVerdict.Genuine, Source.Verify(vector.Request, vector.Connection)));

    [Fact]
    public void The_current_secret_is_accepted() => Assert.Equal(SignatureVerdict.Genuine, Verify(Sign(First, CurrentSecret, Now)));

    [Fact]
    public void The_previous_secret_is_accepted_while_a_rotation_lasts() =>
        Assert.Equal(SignatureVerdict.Genuine, Verify(Sign(First, PreviousSecret, Now)));

    [Fact]
    public void Another_connections_secret_is_refused() =>
        Assert.Equal(UsesSecrets ? SignatureVerdict.Invalid : SignatureVerdict.Genuine, Verify(Sign(First, OtherSecret, Now)));

    [Fact]
    public void A_previous_secret_that_was_retired_is_refused()
    {
        var retired = Connection with { Secrets = new() { Current = CurrentSecret } };
        Assert.Equal(UsesSecrets ? SignatureVerdict.Invalid : SignatureVerdict.Genuine, Source.Verify(Sign(First, PreviousSecret, Now), retired));
    }

    [Fact]
    public void An_empty_secret_opens_nothing()
    {
        if (!UsesSecrets) return;
        var empty = Connection with { Secrets = new() { Current = "", Previous = "" } };
        Assert.Equal(SignatureVerdict.Invalid, Source.Verify(Sign(First, CurrentSecret, Now), empty));
        Assert.NotEqual(SignatureVerdict.Genuine, Source.Verify(Sign(First, "whsec_AA==", Now), empty));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var signed = Sign(First, CurrentSecret, Now);
        for (var at = 0; at < signed.Body.Length; at++)
        {
            var changed = signed.Body.ToArray();
            changed[at] ^= 1;
            AssertNoticed(signed, changed);
        }
    }

    [Fact]
    public void A_truncated_or_extended_body_is_refused()
    {
        var signed = Sign(First, CurrentSecret, Now);
        AssertNoticed(signed, signed.Body[..^1]);
        AssertNoticed(signed, []);
        AssertNoticed(signed, [.. signed.Body, (byte)'\n']);
    }

    [Fact]
    public void What_is_archived_is_read_again_as_it_was() => Assert.All(PayloadSamples, sample =>
    {
        var archived = Read(Sign(sample, CurrentSecret, Now));
        var again = RereadDelivery.Read(Source, Connection, archived);
        Assert.Equal((archived.Topic, archived.IdempotencyKey, archived.Quarantined, archived.Reason), (again.Topic, again.IdempotencyKey, again.Quarantined, again.Reason));
        Assert.Null(again.Again!.Key);
        Assert.Equal(archived.Events.Select(e => e.GetType()), again.Events.Select(e => e.GetType()));
    });

    [Fact]
    public void A_missing_header_is_told_apart_from_a_wrong_one() => Assert.All(SignatureHeaders, header =>
    {
        var signed = Sign(First, CurrentSecret, Now);
        signed.Headers.Remove(header);
        Assert.Equal(SignatureVerdict.Missing, Verify(signed));
    });

    [Fact]
    public void Header_names_may_be_written_in_any_case()
    {
        var signed = Sign(First, CurrentSecret, Now);
        var shouted = new HeaderDictionary();
        foreach (var (name, value) in signed.Headers) shouted[name.ToUpperInvariant()] = value;
        Assert.Equal(SignatureVerdict.Genuine, Verify(signed with { Headers = shouted }));
        Assert.Equal(Read(signed).IdempotencyKey, Read(signed with { Headers = shouted }).IdempotencyKey);
    }

    [Fact]
    public void A_signed_time_must_be_near()
    {
        if (!SignsTime) return;
        var second = TimeSpan.FromSeconds(1);
        Assert.Equal(SignatureVerdict.Genuine, SignedAt(-Tolerance.Past + second));
        Assert.Equal(SignatureVerdict.Genuine, SignedAt(Tolerance.Future - second));
        Assert.Equal(SignatureVerdict.OutOfTolerance, SignedAt(-Tolerance.Past - second));
        Assert.Equal(SignatureVerdict.OutOfTolerance, SignedAt(Tolerance.Future + second));
        Assert.Equal(SignatureVerdict.OutOfTolerance, SignedAt(-TimeSpan.FromDays(1)));

        SignatureVerdict SignedAt(TimeSpan offset) => Verify(Sign(First, CurrentSecret, Now + offset) with { ReceivedAt = Now });
    }

    [Fact]
    public void Every_sample_is_translated_or_an_unknown_topic() => Assert.All(PayloadSamples, sample =>
    {
        var request = Sign(sample, CurrentSecret, Now);
        var delivery = Read(request);
        Assert.True(delivery.Quarantined is null, $"{sample.Name}: {delivery.Reason}");
        Assert.Equal(sample.Topic, delivery.Topic);
        Assert.Equal(Assert.Single(Source.Parts(request)), delivery.Body);
    });

    [Fact]
    public void Samples_are_translated_as_written_down()
    {
        var translated = PayloadSamples.Select(sample => $"{sample.Name}\n{JsonSerializer.Serialize(Read(Sign(sample, CurrentSecret, Now)).Events, Written)}\n");
        GoldenFile.AssertSame($"{GetType().Name}.txt", string.Join('\n', translated));
    }

    [Fact]
    public void Some_sample_is_translated_where_any_can_be() =>
        Assert.Equal(TranslatesSomething, PayloadSamples.Any(sample => Read(Sign(sample, CurrentSecret, Now)).Events.Count > 0));

    [Fact]
    public void Translated_times_are_in_utc() =>
        Assert.All(PayloadSamples.SelectMany(sample => Read(Sign(sample, CurrentSecret, Now)).Events), e => Assert.Equal(TimeSpan.Zero, e.OccurredAt.Offset));

    [Fact]
    public void The_same_delivery_has_the_same_key_and_events_an_hour_later() => Assert.All(PayloadSamples, sample =>
    {
        var signed = Sign(sample, CurrentSecret, Now);
        var (first, again) = (Read(signed), Read(signed with { ReceivedAt = Now.AddHours(1) }));
        Assert.Equal(first.IdempotencyKey, again.IdempotencyKey);
        Assert.Equal(first.Checksum, again.Checksum);
        Assert.Equal(JsonSerializer.Serialize(first.Events), JsonSerializer.Serialize(again.Events));
    });

    [Fact]
    public void Connections_do_not_share_keys()
    {
        var signed = Sign(First, CurrentSecret, Now);
        var other = Connection with { Id = "another" };
        Assert.NotEqual(Read(signed).IdempotencyKey, Read(signed, other).IdempotencyKey);
    }

    [Fact]
    public void Deliveries_survive_the_wire() => Assert.All(PayloadSamples, sample =>
    {
        var delivery = Read(Sign(sample, CurrentSecret, Now));
        var sent = JsonSerializer.Serialize(delivery);
        Assert.Equal(sent, JsonSerializer.Serialize(JsonSerializer.Deserialize<Delivery>(sent)));
    });

    [Fact]
    public void Ids_beyond_two_to_the_fifty_third_keep_every_digit()
    {
        Assert.Equal(TranslatesSomething, HugeId is not null);
        if (HugeId is not var (sample, id)) return;
        var delivery = Read(Sign(sample, CurrentSecret, Now));
        Assert.Contains(id, JsonSerializer.Serialize(delivery with { Body = [] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Junk_is_kept_with_its_reason()
    {
        var delivery = Read(Sign(Junk, CurrentSecret, Now));
        Assert.Equal("webhook.unreadable", delivery.Quarantined);
        Assert.False(string.IsNullOrEmpty(delivery.Reason));
        Assert.Empty(delivery.Events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("3")]
    public void What_is_no_object_is_unreadable(string body) =>
        Assert.Equal("webhook.unreadable", Read(Sign(Junk with { Body = Encoding.UTF8.GetBytes(body) }, CurrentSecret, Now)).Quarantined);

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public void Text_that_cannot_be_stored_is_unreadable(string escape)
    {
        var body = Encoding.UTF8.GetString(First.Body).TrimEnd();
        var poisoned = First with { Body = Encoding.UTF8.GetBytes($"{body[..^1]},\"note\":\"{escape}\"}}") };
        Assert.Equal("webhook.unreadable", Read(Sign(poisoned, CurrentSecret, Now)).Quarantined);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            Survives(First with { Body = body }, round);
        }
    }

    [Fact]
    public void Damaged_samples_never_throw()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 3_000; round++)
        {
            var sample = PayloadSamples[random.Next(PayloadSamples.Count)];
            Survives(sample with { Body = Damage(sample.Body, random) }, round);
        }
    }

    private void Survives(WebhookSample sample, int round)
    {
        var thrown = Record.Exception(() =>
        {
            var request = Sign(sample, CurrentSecret, Now);
            Verify(request);
            Verify(request with { Headers = Scrambled(request.Headers) });
            JsonSerializer.Serialize(WebhookReading.ReadAll(Source, Connection, request, () => "delivery-1", null).Select(receipt => receipt.Delivery));
        });
        Assert.True(thrown is null, $"seed {Seed}, round {round}, {sample.Name}: {thrown}");
    }

    private static HeaderDictionary Scrambled(IHeaderDictionary headers)
    {
        var scrambled = new HeaderDictionary();
        foreach (var (name, value) in headers) scrambled[name] = new string([.. value.ToString().Reverse()]);
        return scrambled;
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        var damaged = body.ToArray();
        for (var hits = random.Next(1, 6); hits > 0; hits--)
            damaged[random.Next(damaged.Length)] = Wounds[random.Next(Wounds.Length)];
        return random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
    }

    private WebhookSample First => PayloadSamples[0];

    /// <summary>Every source finds what it needs in it.</summary>
    private Connection Connection => new()
    {
        Id = "connection-1",
        CreatorId = "creator-1",
        Platform = Source.Platform,
        Name = "test",
        Settings = Settings,
        Secrets = new() { Current = CurrentSecret, Previous = PreviousSecret },
        UpdatedAt = Now,
    };

    private SignatureVerdict Verify(WebhookRequest request) => Source.Verify(request, Connection);

    private Delivery Read(WebhookRequest request) => Read(request, Connection);

    /// <summary>The first of the request's deliveries.</summary>
    private Delivery Read(WebhookRequest request, Connection connection) =>
        WebhookReading.ReadAll(Source, connection, request, () => "delivery-1", null)[0].Delivery;

    private void AssertNoticed(WebhookRequest signed, byte[] changed) => Assert.Equal(
        Notices(signed.Body, changed) ? SignatureVerdict.Invalid : SignatureVerdict.Genuine, Verify(signed with { Body = changed }));
}
