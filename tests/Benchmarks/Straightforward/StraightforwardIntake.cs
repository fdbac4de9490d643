using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreatorFlow.Benchmarks.Straightforward;

/// <summary>Takes webhooks: verified, published, answered after the broker's confirm.</summary>
internal static class StraightforwardIntake
{
    /// <summary>More than are ever published at the same time by two cores.</summary>
    private const int Channels = 64;
    private const int ToleranceSeconds = 300;

    public static async Task RunAsync(string postgres, string broker)
    {
        var connections = await ConnectionsAsync(postgres);
        await using var channels = await ConfirmingChannels.OpenAsync(broker, Channels);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        await using var app = builder.Build();
        app.MapPost("/webhooks/standard/{connectionId}", (string connectionId, HttpContext http) => TakeAsync(http, connections.GetValueOrDefault(connectionId), channels));
        await app.RunAsync();
    }

    private static async Task<IResult> TakeAsync(HttpContext http, Known? connection, ConfirmingChannels channels)
    {
        if (connection is null) return TypedResults.NotFound();
        var body = await BodyAsync(http.Request);
        var (id, timestamp) = (http.Request.Headers["webhook-id"].ToString(), http.Request.Headers["webhook-timestamp"].ToString());
        if (!IsGenuine(connection.Secret, id, timestamp, body, http.Request.Headers["webhook-signature"].ToString())) return TypedResults.Unauthorized();
        if (Read(body) is not { Data.Sku: not null } webhook) return TypedResults.BadRequest();
        await channels.SendAsync(new(connection.CreatorId, id, webhook.Data.Sku, webhook.Data.Delta, webhook.Timestamp));
        return TypedResults.Ok();
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength is not { } length)
        {
            using var all = new MemoryStream();
            await request.Body.CopyToAsync(all);
            return all.ToArray();
        }
        var body = new byte[length];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }

    private static bool IsGenuine(byte[] secret, string id, string timestamp, byte[] body, string signature)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - at) > ToleranceSeconds) return false;
        var prefix = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        byte[] signed = [.. prefix, .. body];
        Span<byte> expected = stackalloc byte[3 + Base64.GetMaxEncodedToUtf8Length(HMACSHA256.HashSizeInBytes)];
        "v1,"u8.CopyTo(expected);
        Base64.EncodeToUtf8(HMACSHA256.HashData(secret, signed), expected[3..], out _, out _);
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
    }

    private static StockWebhook? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, StraightforwardJson.Default.StockWebhook);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Dictionary<string, Known>> ConnectionsAsync(string postgres)
    {
        await using var database = NpgsqlDataSource.Create(postgres);
        await using var command = database.CreateCommand("select id, creator_id, secret from connections");
        await using var row = await command.ExecuteReaderAsync();
        var known = new Dictionary<string, Known>();
        while (await row.ReadAsync()) known[row.GetString(0)] = new(row.GetString(1), Convert.FromBase64String(row.GetString(2)["whsec_".Length..]));
        return known;
    }

    private sealed record Known(string CreatorId, byte[] Secret);
}
