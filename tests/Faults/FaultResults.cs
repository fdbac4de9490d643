namespace CreatorFlow.Tests.Faults;

/// <summary>The folder of what runs found: CREATORFLOW_FAULT_RESULTS, or one in the temporary folder.</summary>
internal static class FaultResults
{
    /// <summary>Writes a run's JSON and its tables beside each other.</summary>
    /// <returns>Where the tables lie.</returns>
    public static async Task<string> WriteAsync(string name, string json, string table)
    {
        var folder = Environment.GetEnvironmentVariable("CREATORFLOW_FAULT_RESULTS") ?? Path.Combine(Path.GetTempPath(), "creatorflow-faults");
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        await File.WriteAllTextAsync($"{file}.json", json + "\n");
        await File.WriteAllTextAsync($"{file}.md", table);
        return $"{file}.md";
    }
}
