using System.Text.Json;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.Connections;

/// <summary>The connections of <c>runtime.json</c>, read again when the file changes. Thread-safe.</summary>
internal sealed partial class ConnectionDirectory(IOptions<SimulatorOptions> options, ILogger<ConnectionDirectory> logger)
{
    private readonly string path = options.Value.Connections;
    private volatile IReadOnlyList<SimulatedCreatorSettings> creators = [];
    private DateTime readAt;

    public IReadOnlyList<SimulatedCreatorSettings> Creators => creators;

    public SimulatedConnection? Find(string connectionId) =>
        creators.SelectMany(c => c.Connections).FirstOrDefault(c => c.ConnectionId == connectionId);

    public SimulatedConnection? WithAppKey(string appKey) =>
        creators.SelectMany(c => c.Connections).FirstOrDefault(c => c.AppKey == appKey);

    /// <summary>The connection that an access token opens; tokens are never empty.</summary>
    public SimulatedConnection? WithToken(string platform, string token) =>
        token.Length == 0 ? null : creators.SelectMany(c => c.Connections).FirstOrDefault(c => c.Platform == platform && c.AccessToken == token);
    /// <summary>The accounts at Amazon.</summary>
    public IEnumerable<SimulatedConnection> Sellers() => creators.SelectMany(c => c.Connections).Where(c => c.Platform == Contracts.Platforms.Amazon);

    /// <summary>Reads the file if it changed since; a file that is missing or half written leaves everything as it was.</summary>
    /// <returns>Whether anything was read.</returns>
    public bool Refresh()
    {
        var changedAt = File.GetLastWriteTimeUtc(path);
        if (changedAt == readAt || !File.Exists(path)) return false;
        try
        {
            creators = RuntimeFile.Read(File.ReadAllBytes(path));
            readAt = changedAt;
            Read(logger, creators.Count, creators.Sum(c => c.Connections.Count));
            return true;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            Unreadable(logger, e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(9001, LogLevel.Information, "Playing {Connections} connections of {Creators} creators")]
    private static partial void Read(ILogger logger, int creators, int connections);

    [LoggerMessage(9002, LogLevel.Debug, "The connections cannot be read yet: {Error}")]
    private static partial void Unreadable(ILogger logger, string error);
}
