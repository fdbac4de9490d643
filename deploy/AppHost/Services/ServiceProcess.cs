using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Services;

/// <summary>One service, run as it was built, ready when its health check says so.</summary>
internal sealed class ServiceProcess(DataFolder data, ProcessSpecification specification, string address) : IComponent
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public string Name => specification.Name;

    public string Address => address;

    public OwnedProcess? Process { get; private set; }

    public async Task StartAsync(CancellationToken cancellation) => Process = await data.Processes.StartAsync(specification);

    public Task<bool> IsReadyAsync(CancellationToken cancellation) => _http.AnswersAsync($"{address}/health/ready", cancellation);

    public Task StopAsync() => Process?.StopAsync() ?? Task.CompletedTask;
}
