using System.Diagnostics;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Hosting;

/// <summary>As deploy/kubernetes/migrations does it: the services' own programs, with settings from files alone.</summary>
public sealed class Preparing : IAsyncLifetime
{
    private readonly DirectoryInfo secrets = Directory.CreateTempSubdirectory("creatorflow-secrets-");
    private string database = "";

    public async Task InitializeAsync()
    {
        database = await PrivateServers.Shared.CreateDatabaseAsync();
        Write("ConnectionStrings__Postgres", database);
        Write("ConnectionStrings__RabbitMq", await PrivateServers.Shared.CreateVirtualHostAsync());
        Write("ConnectionStrings__Redis", await PrivateServers.Shared.CreateRedisDatabaseAsync());
    }

    public Task DisposeAsync()
    {
        secrets.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Makes_every_table_once_and_ends_however_many_do_it_at_once()
    {
        Type[] jobs = [typeof(ProjectionModule), typeof(IngestModule), typeof(ProjectionModule)];
        Assert.All(await Task.WhenAll(jobs.Select(PrepareAsync)), code => Assert.Equal(0, code));
        var made = await MigrationsAsync();
        Assert.Equal(["accounts", "event-store", "ingest", "projection"], made.Select(m => m.Component).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0, await PrepareAsync(typeof(IngestModule)));
        Assert.Equal(made, await MigrationsAsync());
    }

    private void Write(string name, string value) => File.WriteAllText(Path.Combine(secrets.FullName, name), value);

    private async Task<int> PrepareAsync(Type service)
    {
        var start = new ProcessStartInfo("dotnet", [service.Assembly.Location, "prepare"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["Secrets__Directory"], start.Environment["Keys__Directory"]) = (secrets.FullName, secrets.FullName);
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        return process.ExitCode;
    }

    private async Task<List<(string Component, string Name)>> MigrationsAsync()
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select component, name from schema_migrations order by component, name");
        await using var rows = await command.ExecuteReaderAsync();
        var made = new List<(string, string)>();
        while (await rows.ReadAsync()) made.Add((rows.GetString(0), rows.GetString(1)));
        return made;
    }
}
