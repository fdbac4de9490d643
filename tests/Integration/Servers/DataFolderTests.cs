using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using CreatorFlow.AppHost;
using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.Tests.Integration.Servers;

[SupportedOSPlatform("linux")]
public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("creatorflow-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_in_use_is_refused_with_the_pid_of_its_holder()
    {
        using var held = Open();

        var refused = Assert.Throws<SetupException>(Open);

        Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_and_ports_are_the_same_at_the_next_start()
    {
        Secrets secrets;
        int port;
        using (var first = Open())
            (secrets, port) = (first.Secrets, first.Ports.For("postgres"));

        using var second = Open();

        Assert.Equal(secrets, second.Secrets);
        Assert.Equal(port, second.Ports.For("postgres"));
    }

    [Fact]
    public void A_port_that_another_program_has_taken_is_picked_anew()
    {
        using var data = Open();
        var port = data.Ports.For("postgres");
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        Assert.NotEqual(port, data.Ports.For("postgres"));
    }

    [Fact]
    public void Files_with_secrets_are_for_their_owner_alone()
    {
        using var data = Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.Combine("secrets.json")));
    }

    private DataFolder Open() => DataFolder.Open(_folder.FullName);
}
