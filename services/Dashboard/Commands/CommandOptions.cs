using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Dashboard.Commands;

internal sealed class CommandOptions
{
    public const string Section = "Commands";

    /// <summary>How long a request waits for what becomes of its command, ms; afterwards it is answered as accepted and decided all the same.</summary>
    [Range(100, 60_000)] public int PatienceMs { get; init; } = 5_000;
}
