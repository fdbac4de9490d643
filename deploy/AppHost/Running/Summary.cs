namespace CreatorFlow.AppHost.Running;

/// <summary>What a person wants to know once everything is up.</summary>
internal static class Summary
{
    public static void Write(TextWriter output, RuntimeFile runtime, string dataFolder)
    {
        var gateway = runtime.Gateway.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        output.WriteLine($"""

            CreatorFlow is up.

              Dashboard  {gateway}
              API        {gateway}/api/v1   (Authorization: Bearer <key>)
              Logs       {Path.Combine(dataFolder, "logs")}
              For tools  {Path.Combine(dataFolder, RuntimeFile.Name)}

            """);
        foreach (var component in runtime.Components)
            output.WriteLine($"  {component.Name,-10} {component.Address}{(component.Pid is { } pid ? $"   pid {pid}" : "")}");
        WriteCreators(output, gateway, runtime.Creators);
        output.WriteLine("\nCtrl-C stops all of it; the data stays.");
    }

    /// <summary>Their keys, and links that sign in.</summary>
    public static void WriteCreators(TextWriter output, string gateway, IEnumerable<RunningCreator> creators)
    {
        foreach (var creator in creators) Write(output, gateway, creator);
    }

    private static void Write(TextWriter output, string gateway, RunningCreator creator)
    {
        output.WriteLine($"\n  {creator.Name} ({creator.Id})");
        foreach (var (scope, key) in creator.ApiKeys)
            output.WriteLine($"    {scope,-8} {key}");
        if (creator.ApiKeys.TryGetValue("owner", out var owner))
            output.WriteLine($"    {"open",-8} {gateway}/#key={owner}&creator={Uri.EscapeDataString(creator.Name)}");
    }
}
