using System.Text.Json;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>What came of one call. A closed union.</summary>
internal abstract record AmazonAnswer
{
    private AmazonAnswer() { }

    /// <param name="Body">Of an answer in the two hundreds, as it came.</param>
    public sealed record Fine(byte[] Body) : AmazonAnswer;

    /// <summary>Amazon does not know what was named.</summary>
    /// <param name="Code">As in <see cref="Refused"/>.</param>
    public sealed record Unknown(string Code) : AmazonAnswer;

    /// <param name="Code"><c>amazon.</c> and the first error's code, or <c>amazon.http_403</c> without one.</param>
    public sealed record Refused(string Code) : AmazonAnswer;

    /// <param name="Code"><c>amazon.http_503</c>, <c>amazon.timeout</c> and the like.</param>
    /// <param name="RetryAfter">When there will be a token again; null when it is Amazon that fails.</param>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : AmazonAnswer;

    /// <summary>Which of them an answer is that is no success.</summary>
    public static AmazonAnswer Failed(int status, byte[] body) => status switch
    {
        404 => new Unknown(CodeOf(status, body)),
        >= 500 or 408 => new Unavailable($"amazon.http_{status}"),
        _ => new Refused(CodeOf(status, body)),
    };

    /// <summary>Of <c>{"errors":[{"code",…}]}</c>; anything longer than a code may be is none.</summary>
    private static string CodeOf(int status, byte[] body)
    {
        try
        {
            var code = JsonSerializer.Deserialize<ErrorList>(body, AmazonJson.Options)?.Errors is [{ Code: { } first }, ..] ? first : null;
            return Named(code) ?? $"amazon.http_{status}";
        }
        catch (JsonException)
        {
            return $"amazon.http_{status}"; // no error list of Amazon's: a proxy answered
        }
    }

    /// <summary>A code of Amazon's as ours, <c>amazon.not_found</c>; null for what may not stand in one.</summary>
    public static string? Named(string? code) =>
        code is { Length: > 0 and <= 64 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"amazon.{code.ToLowerInvariant()}" : null;

    private sealed record ErrorList(IReadOnlyList<Error?>? Errors);

    private sealed record Error(string? Code);
}
