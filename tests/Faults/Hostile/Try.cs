using System.Text;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>One request of an attack, byte by byte.</summary>
/// <param name="What">In a few words; the same for all of its kind.</param>
/// <param name="Sent">All that is sent.</param>
internal sealed record Try(string What, byte[] Sent)
{
    /// <summary>Statuses beside refusals that are right, with the reason beside the try: the thing is harmless, or the intruder's own.</summary>
    public int[] Passes { get; init; } = [];

    /// <summary>A request whose connection ends with its answer.</summary>
    public static Try Of(string what, string method, string target, string[] headers, byte[]? body = null) =>
        new(what, Request(method, target, [.. headers, "Connection: close", .. body is null ? (string[])[] : [$"Content-Length: {body.Length}"]], body ?? []));

    /// <summary>Just these lines, after those that HTTP cannot be without.</summary>
    public static byte[] Request(string method, string target, string[] headers, byte[] body) =>
        [.. Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: shop.example\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"), .. body];
}
