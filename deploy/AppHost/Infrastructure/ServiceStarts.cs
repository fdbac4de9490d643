namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>
/// Keeps Debian's packages from starting their services while they are being installed: Debian asks
/// /usr/sbin/policy-rc.d first, and 101 means no. What was there before is put back afterwards.
/// </summary>
internal sealed class ServiceStarts : IDisposable
{
    private const string Policy = "/usr/sbin/policy-rc.d";
    private const string Saved = Policy + ".before-creatorflow";

    private ServiceStarts()
    {
    }

    public static IDisposable Forbid()
    {
        // A run that was cut short left the original under the other name.
        if (File.Exists(Policy) && !File.Exists(Saved))
            File.Move(Policy, Saved);
        File.WriteAllText(Policy, "#!/bin/sh\nexit 101\n");
        File.SetUnixFileMode(Policy, (UnixFileMode)Convert.ToInt32("755", 8));
        return new ServiceStarts();
    }

    public void Dispose()
    {
        File.Delete(Policy);
        if (File.Exists(Saved))
            File.Move(Saved, Policy);
    }
}
