using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Hosting.Security;

/// <summary>Where the key ring for secrets lies.</summary>
public sealed class KeyRingOptions
{
    public const string Section = "Keys";

    /// <summary>A folder that only the services can read; the same for every service and replica.</summary>
    [Required] public string Directory { get; init; } = "";
}
