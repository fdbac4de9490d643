namespace CreatorFlow.Tests.Faults.Kills;

/// <summary>Which component dies once so many webhooks are sent.</summary>
internal sealed record Kill(int AfterWebhooks, string Component);

/// <summary>Every component as often as every other, in an order and at moments that are left to the seed.</summary>
internal static class KillPlan
{
    /// <param name="seed">Decides everything.</param>
    /// <param name="components">Their names.</param>
    /// <param name="times">How often each is killed.</param>
    /// <param name="webhooks">All that are sent; one kill falls into each equal part of them but the last.</param>
    public static IReadOnlyList<Kill> Of(int seed, IEnumerable<string> components, int times, int webhooks)
    {
        var random = new Random(seed);
        var victims = components.SelectMany(component => Enumerable.Repeat(component, times)).ToArray();
        random.Shuffle(victims);
        var part = Part(victims.Length, webhooks);
        return [.. victims.Select((component, i) => new Kill((i * part) + random.Next(part), component))];
    }

    /// <summary>Webhooks in a part.</summary>
    public static int Part(int kills, int webhooks) => Math.Max(1, webhooks / (kills + 1));
}
