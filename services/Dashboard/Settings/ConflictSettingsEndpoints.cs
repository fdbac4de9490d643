using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Settings;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Domain.Settings;
using CreatorFlow.Domain;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using Npgsql;

namespace CreatorFlow.Dashboard.Settings;

/// <summary><c>/api/v1/settings/conflicts</c>: how conflicts are decided, for the creator and by channel; a SKU's own settings come before both.</summary>
internal static class ConflictSettingsEndpoints
{
    private const string Address = "/settings/conflicts";
    private static readonly string Connections = Sql.Load("Settings/connections.sql");

    public static void MapConflictSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, GetAsync).WithName("GetConflictSettings").WithTags("Settings").AnswersVersioned<ConflictSettingsShown>();
        routes.MapPut(Address, SetAsync).WithName("SetConflictSettings").WithTags("Settings").AnswersCommand().TakesIfMatch().Refuses(400, "settings.invalid").Refuses(422, "connection.unknown", "settings.unknown_strategy");
    }

    private static async Task<IResult> GetAsync(HttpContext context, EventReader events)
    {
        var stream = new StreamKey(context.Creator().CreatorId, CreatorSettings.Stream);
        var loaded = await events.LoadAsync([stream], CreatorSettings.Schema, context.RequestAborted);
        var kept = Folding.Settings(loaded.GetValueOrDefault(stream));
        return new JsonAnswer(writer => Write(writer, kept.State, kept.Version), kept.Version);
    }

    private static async Task<IResult> SetAsync(HttpContext context, CommandSender commands, NpgsqlDataSource database, TimeProvider clock, WantedConflictSettings wanted)
    {
        var channels = wanted.Channels ?? [];
        if (channels.Any(c => c.Value is null)) return Problem.Of(400, "settings.invalid", "The settings cannot be used.", "Each of channels is an object.");
        var own = await ConnectionsAsync(database, context.Creator().CreatorId, context.RequestAborted);
        if (channels.Keys.FirstOrDefault(c => !own.Contains(c)) is { } unknown)
            return Problem.Of(422, "connection.unknown", "There is no such connection.", $"{unknown} is none of this creator's connections.");
        return await CommandAnswer.SendIfCurrentAsync(context, commands, "settings.choose_conflicts", new ConflictSettingsChosen
        {
            Conflicts = new() { Strategy = wanted.Strategy, Ranks = wanted.Ranks, WindowSeconds = wanted.WindowSeconds },
            Channels = channels.ToDictionary(c => c.Key, c => c.Value!, StringComparer.Ordinal), OccurredAt = clock.GetUtcNow(),
        });
    }

    private static async Task<HashSet<string>> ConnectionsAsync(NpgsqlDataSource database, string creator, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Connections);
        command.Parameters.Add(new() { Value = creator });
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetString(0));
        return found;
    }

    private static void Write(Utf8JsonWriter writer, CreatorSettings settings, long version)
    {
        writer.WriteStartObject();
        Write(writer, settings.Conflicts);
        writer.WriteStartObject("channels");
        foreach (var (connection, own) in settings.Channels)
        {
            writer.WriteStartObject(connection);
            Write(writer, own);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteNumber("version", version);
        writer.WriteEndObject();
    }

    /// <summary>Null: as the level above says.</summary>
    private static void Write(Utf8JsonWriter writer, ConflictSettings settings)
    {
        writer.WriteString("strategy", settings.Strategy);
        writer.WritePropertyName("ranks");
        JsonSerializer.Serialize(writer, settings.Ranks);
        writer.WritePropertyName("windowSeconds");
        JsonSerializer.Serialize(writer, settings.WindowSeconds);
    }
}

/// <summary>Replaces what was set before; what is null is as the default, in <c>channels</c> as the creator's.</summary>
internal sealed record WantedConflictSettings(string? Strategy, List<string>? Ranks, int? WindowSeconds, Dictionary<string, ConflictSettings?>? Channels);
