namespace CreatorFlow.Tests.Contracts.Documentation.Settings;

/// <summary>One row of docs/configuration.md.</summary>
internal sealed record Setting(string Name, string Of, string Default, string Allowed, string Is)
{
    public const string Secret = "**Secret.**";

    public string Row => $"| `{Name}` | {Of} | {Default} | {Allowed} | {Is.Replace("|", @"\|", StringComparison.Ordinal)} |";
}
