using System.CommandLine;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Parking;
using CreatorFlow.Tool.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.Replay;

/// <summary><c>replay</c>: parked events decided again or discarded, archived deliveries published again.</summary>
internal sealed class ReplayCommand
{
    private const string Stopped = "Stopped; what was asked for is carried out all the same. replay --list tells what became of it.";

    private readonly Argument<string?> creator = new("creator") { Description = "Whose.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> aggregate = new("aggregate") { Description = "The aggregate, as order-shopify-1001; all of the creator's when it is left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> list = new("--list") { Description = "Shows what is parked and what waits behind it; changes nothing." };
    private readonly Option<bool> all = new("--all") { Description = "Every creator's parked events." };
    private readonly Option<long?> discard = new("--discard") { Description = "This one is not decided any more; what waits behind it is replayed.", HelpName = "position" };
    private readonly Option<string?> deliveries = new("--deliveries") { Description = "Publishes a creator's archived deliveries again; those applied are duplicates.", HelpName = "creator" };
    private readonly Option<string?> from = new("--from") { Description = "Deliveries received at or after this time.", HelpName = "time" };
    private readonly Option<string?> to = new("--to") { Description = "Deliveries received before this time.", HelpName = "time" };
    private readonly Option<string?> broker = new("--rabbitmq") { Description = "The broker's amqp address. [default: ConnectionStrings__RabbitMq, or the running platform's]" };
    private readonly Option<int> wait = new("--wait") { Description = "Seconds without any outcome after which it is not waited any longer.", DefaultValueFactory = _ => 30 };

    public static Command Describe() => new ReplayCommand().DescribeOptions();

    private Command DescribeOptions() =>
        new Command("replay", "Has parked events decided again, in their order, or discarded; or publishes archived deliveries again.")
        {
            creator, aggregate, list, all, discard, deliveries, from, to, broker, wait,
        }.OnDatabase(RunAsync, Stopped);

    private Task<int> RunAsync(ParseResult parsed, NpgsqlDataSource database, Screen screen, CancellationToken cancellation)
    {
        if (ModesOf(parsed) != 1) throw new ToolException("Say one of: --list, a creator and perhaps an aggregate, --all, --discard POSITION, --deliveries CREATOR.");
        if (parsed.GetValue(deliveries) is { } whose)
            return new DeliveryReplay(database, screen).RunAsync(whose, Moment(parsed, from), Moment(parsed, to), parsed.GetValue(broker), cancellation);
        var parked = new ParkedEvents(database, TimeProvider.System);
        if (parsed.GetValue(list)) return ParkedList.ShowAsync(parked, screen, parsed.GetValue(creator), parsed.GetValue(aggregate), cancellation);
        var replay = new ParkedReplay(parked, screen, TimeSpan.FromSeconds(parsed.GetValue(wait)), TimeProvider.System);
        return parsed.GetValue(discard) is { } position
            ? replay.DiscardAsync(position, cancellation)
            : replay.ReplayAsync(parsed.GetValue(creator), parsed.GetValue(aggregate), cancellation);
    }

    /// <summary>A list may be narrowed to a creator; everything else stands alone.</summary>
    private int ModesOf(ParseResult parsed)
    {
        var modes = new[] { parsed.GetValue(list), parsed.GetValue(all), parsed.GetValue(discard) is not null, parsed.GetValue(deliveries) is not null }.Count(m => m);
        return parsed.GetValue(creator) is null || parsed.GetValue(list) ? modes : modes + 1;
    }

    private static DateTimeOffset Moment(ParseResult parsed, Option<string?> option) =>
        PastMoment.TryParse(parsed.GetValue(option) ?? "", out var moment) ? moment
            : throw new ToolException($"{option.Name} is needed, a time with its zone, as 2026-11-21T10:00:00Z.");
}
