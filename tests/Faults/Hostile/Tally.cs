using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>What was tried, how it was answered, and which answers told or allowed what they should not. Thread-safe.</summary>
/// <param name="secrets">Words that no answer may hold.</param>
internal sealed partial class Tally(IReadOnlyCollection<string> secrets)
{
    private const int MostOfAKind = 40;
    private readonly ConcurrentDictionary<(string Attack, string What, string Outcome), int> answers = new();
    private readonly ConcurrentDictionary<string, int> odd = new();

    /// <summary>What should not have been, each with how often it was.</summary>
    public IReadOnlyList<string> Odds => [.. odd.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Value} x {o.Key}")];

    public int Tried => answers.Values.Sum();

    /// <summary>By attack, what was tried and how it was answered.</summary>
    public IReadOnlyList<AnsweredTry> Answers => [.. answers.Select(a => new AnsweredTry(a.Key.Attack, a.Key.What, a.Key.Outcome, a.Value)).OrderBy(a => (a.Attack, a.What, a.Outcome))];

    public void Add(string attack, Try one, Answer answer)
    {
        Count(attack, one.What, answer.Outcome);
        if (!answer.IsRefusal && !answer.Statuses.Any(one.Passes.Contains)) Odd($"{attack}, {one.What}: answered {answer.Outcome}");
        if (!answer.IsProblem) Odd($"{attack}, {one.What}: {answer.Outcome} is no problem document");
        Look(attack, one.What, answer.Decoded, Encoding.Latin1.GetString(one.Sent));
    }

    /// <summary>Of a client that has no single answer.</summary>
    public void Count(string attack, string what, string outcome) => answers.AddOrUpdate((attack, what, outcome), 1, (_, times) => times + 1);

    public void Odd(string what)
    {
        if (odd.Count < MostOfAKind || odd.ContainsKey(what)) odd.AddOrUpdate(what, 1, (_, times) => times + 1);
    }

    /// <summary>Whether an answer tells what nobody outside should know; what its sender said itself is no news to it.</summary>
    private void Look(string attack, string what, string answer, string sent)
    {
        foreach (Match inside in Insides().Matches(answer)) Odd($"{attack}, {what}: the answer tells of {inside.Value}");
        foreach (var secret in secrets.Where(s => answer.Contains(s, StringComparison.OrdinalIgnoreCase) && !sent.Contains(s, StringComparison.OrdinalIgnoreCase))) Odd($"{attack}, {what}: the answer tells {secret}");
    }

    /// <summary>How the statuses and codes of each attack are spread.</summary>
    public string Table()
    {
        var table = new StringBuilder("| Attack | Tried | Answered |\n| --- | ---: | --- |\n");
        foreach (var attack in Answers.GroupBy(a => a.Attack))
        {
            var outcomes = attack.GroupBy(a => a.Outcome).OrderByDescending(o => o.Sum(a => a.Times)).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Key} ({o.Sum(a => a.Times):N0})"));
            table.Append(CultureInfo.InvariantCulture, $"| {attack.Key} | {attack.Sum(a => a.Times):N0} | {string.Join(", ", outcomes)} |\n");
        }
        return table.ToString();
    }

    // Stack traces, types, programs, servers, connection strings, files; a version of ours or of what we run on.
    [GeneratedRegex(@"   at [A-Z]\w+\.|\w+Exception\b|\b(System|Microsoft|Npgsql|RabbitMQ|StackExchange|Yarp|MassTransit|CreatorFlow)\.[A-Z]\w+|\b(Host|Password)=|amqps?://|\.cs:line|/(work|tmp|usr|home|var)/\w+|\r\n(?i:Server|X-Powered-By|X-AspNet-Version|Via):[^\r]*|Kestrel|PostgreSQL|\bmt_\w+|SQLSTATE", RegexOptions.ExplicitCapture)]
    private static partial Regex Insides();
}

/// <summary>How often something was tried and answered so.</summary>
internal sealed record AnsweredTry(string Attack, string What, string Outcome, int Times);
