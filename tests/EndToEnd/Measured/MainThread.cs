using System.Text.Json;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>One task of a page's main thread.</summary>
/// <param name="Wall">From its beginning to its end, ms: other processes on the same cores make it longer.</param>
/// <param name="Own">What the thread itself ran, ms.</param>
internal sealed record MainTask(double Wall, double Own);

/// <summary>What a browser's own trace says of the main threads of its pages.</summary>
internal static class MainThread
{
    private const int ReadAtOnce = 4_000_000;

    /// <returns>Every task that began during <paramref name="work"/>.</returns>
    public static async Task<List<MainTask>> DuringAsync(IBrowser browser, Func<Task> work)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var done = new TaskCompletionSource<string>();
        session.Event("Tracing.tracingComplete").OnEvent += (_, e) => done.SetResult(e!.Value.GetProperty("stream").GetString()!);
        await session.SendAsync("Tracing.start", new()
        {
            ["transferMode"] = "ReturnAsStream",
            ["traceConfig"] = new Dictionary<string, object> { ["includedCategories"] = new[] { "toplevel", "__metadata" } },
        });
        await work();
        await session.SendAsync("Tracing.end");
        var trace = await ReadAsync(session, await done.Task);
        await session.DetachAsync();
        return Tasks(trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToList());
    }

    private static List<MainTask> Tasks(List<JsonElement> events)
    {
        var threads = events.Where(e => Text(e, "name") == "thread_name" && Text(e.GetProperty("args"), "name") == "CrRendererMain").Select(Thread).ToHashSet();
        return [.. events.Where(e => Text(e, "name") is "RunTask" or "ThreadControllerImpl::RunTask" && Text(e, "ph") == "X" && threads.Contains(Thread(e)))
            .Select(e => new MainTask(Milliseconds(e, "dur"), Milliseconds(e, "tdur")))];
    }

    private static (int Process, int Thread) Thread(JsonElement e) => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Milliseconds(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetDouble() / 1_000 : 0;

    private static async Task<JsonDocument> ReadAsync(ICDPSession session, string stream)
    {
        using var whole = new MemoryStream();
        await using var writer = new StreamWriter(whole, leaveOpen: true);
        while (true)
        {
            var part = (await session.SendAsync("IO.read", new() { ["handle"] = stream, ["size"] = ReadAtOnce }))!.Value;
            await writer.WriteAsync(part.GetProperty("data").GetString());
            if (part.GetProperty("eof").GetBoolean()) break;
        }
        await writer.FlushAsync();
        whole.Position = 0;
        return await JsonDocument.ParseAsync(whole);
    }
}
