using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>All that came back over a connection, however many answers that is.</summary>
/// <param name="Text">As it came, each byte a character.</param>
/// <param name="Late">Whether the connection was still open when nobody waited any longer.</param>
internal sealed partial record Answer(string Text, bool Late)
{
    /// <summary>One for each answer; what the connection was made for may have been several requests to the other end.</summary>
    public IReadOnlyList<int> Statuses { get; } = [.. StatusLine().Matches(Text).Select(m => int.Parse(m.Groups["status"].Value, CultureInfo.InvariantCulture)).Where(status => status != 100)];

    /// <summary>Such as <c>401 webhook.signature_invalid</c>; of several answers all of them.</summary>
    public string Outcome => Statuses.Count == 0 ? Late ? "no answer" : "closed" : string.Join(" + ", Statuses.Zip(Codes(), (status, code) => $"{status} {code}".TrimEnd()));

    /// <summary>A refusal that our own code wrote has its code; what Kestrel could not even read is answered without a body.</summary>
    public bool IsProblem => Codes().Zip(Statuses).All(answer => answer.Second < 400 || answer.First.Length > 0);

    /// <summary>Nothing was let in and nothing broke: all that came is refusals, or the end of the connection.</summary>
    public bool IsRefusal => !(Late && Statuses.Count == 0) && Statuses.All(status => status is >= 400 and < 500 or 505);

    private IEnumerable<string> Codes() => StatusLine().Split(Text).Where((_, i) => i > 0 && i % 2 == 0).Where(part => !part.StartsWith(" Continue", StringComparison.Ordinal)).Select(CodeOf);

    private static string CodeOf(string answer)
    {
        if (Code().Match(answer) is { Success: true } code) return code.Groups["code"].Value;
        return answer.Contains("Content-Length: 0", StringComparison.OrdinalIgnoreCase) ? "(empty)" : "";
    }

    /// <summary>In UTF-8, for words that are no ASCII.</summary>
    public string Decoded => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Text));

    [GeneratedRegex(@"HTTP/1\.[01] (?<status>[0-9]{3})", RegexOptions.ExplicitCapture)]
    private static partial Regex StatusLine();

    [GeneratedRegex("\"code\":\"(?<code>[a-z0-9_.]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
