using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CreatorFlow.Agent.Recording;
using Spectre.Console;

namespace CreatorFlow.Agent.CommandLine;

/// <summary>One call to the agent that runs on this machine; exit code 0 when it was done, 2 when not.</summary>
internal static class AgentCall
{
    private const int Failed = 2;

    /// <summary>Prints the session's id alone, for scripts.</summary>
    public static Task<int> RecordAsync(ParseResult parsed, int? port, string path, RecordedSession session, CancellationToken cancellation) => CallAsync(parsed, port,
        http => http.PostAsJsonAsync(path, session, cancellation),
        answer => parsed.InvocationConfiguration.Output.WriteLine(answer.GetProperty("id").GetString()), cancellation);

    public static Task<int> StatusAsync(ParseResult parsed, int? port, CancellationToken cancellation) => CallAsync(parsed, port,
        http => http.GetAsync(new Uri("/api/status", UriKind.Relative), cancellation), answer => Show(parsed, answer), cancellation);

    private static async Task<int> CallAsync(ParseResult parsed, int? port, Func<HttpClient, Task<HttpResponseMessage>> call, Action<JsonElement> show, CancellationToken cancellation)
    {
        var at = port ?? Usual();
        using var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{at}")), Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await call(http);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            if (answer.IsSuccessStatusCode) show(body);
            else await parsed.InvocationConfiguration.Error.WriteLineAsync($"{Text(body, "code")}: {Text(body, "title")} {Text(body, "detail")}");
            return answer.IsSuccessStatusCode ? 0 : Failed;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"No agent answers at port {at}: start one with creatorflow-agent, or name its port with --port.");
            return Failed;
        }
    }

    private static void Show(ParseResult parsed, JsonElement status)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Output) });
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn("").AddColumn("");
        foreach (var field in status.EnumerateObject()) table.AddRow(Markup.Escape(field.Name), Markup.Escape(field.Value.ToString()));
        console.Write(table);
    }

    private static int Usual() => int.TryParse(Environment.GetEnvironmentVariable("Agent__Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : AgentOptions.UsualPort;

    private static string? Text(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var text) ? text.GetString() : null;
}
