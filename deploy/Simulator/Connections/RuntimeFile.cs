using System.Text.Json;

namespace CreatorFlow.Simulator.Connections;

/// <summary>What interests here of <c>runtime.json</c>, which tells tools what runs.</summary>
internal sealed record RuntimeFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<SimulatedCreatorSettings>? Creators { get; init; }

    /// <summary>The creators that have connections.</summary>
    /// <exception cref="JsonException">Not, or not yet wholly, such a file.</exception>
    public static IReadOnlyList<SimulatedCreatorSettings> Read(byte[] file) =>
        JsonSerializer.Deserialize<RuntimeFile>(file, Json)?.Creators ?? [];
}
