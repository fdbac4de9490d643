using System.Net;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Words that are nowhere else: what is found of them afterwards tells what was kept, and of whom.</summary>
/// <param name="Nowhere">In everything that somebody sends who shows no key and signs nothing: to be found nowhere.</param>
/// <param name="Own">In what the intruder sends with a key or secret of its own: to be found with the intruder alone.</param>
/// <param name="Named">What the victim's things are called, which the intruder has found out: it asks for them by it.</param>
/// <param name="Secret">In what the victim says of its things: to be told to nobody else.</param>
internal sealed record Words(string Nowhere, string Own, string Named, string Secret)
{
    public static Words Of(Random random) => new($"nowhere{random.NextInt64():x16}", $"own{random.NextInt64():x16}", $"named{random.NextInt64():x16}", $"secret{random.NextInt64():x16}");
}

/// <summary>What the attacks are aimed at.</summary>
/// <param name="Gateway">The one door.</param>
/// <param name="Victim">Has something at every address, and does nothing by itself.</param>
/// <param name="Intruder">A creator like any other, with a key and connections of its own.</param>
/// <param name="Trapped">A creator whose platforms are said to answer at the trap.</param>
/// <param name="Trap">Where nobody from outside is to be able to send us.</param>
/// <param name="Words">By which their traces are found.</param>
internal sealed record Aim(Uri Gateway, PlayedCreator Victim, PlayedCreator Intruder, PlayedCreator Trapped, Trap Trap, Words Words)
{
    private const int First = 2, Last = 200;

    /// <summary>One of the attackers' machines: none of them is that of honest senders, 127.0.0.1.</summary>
    public static IPAddress Machine(Random random) => new([127, 0, 0, (byte)random.Next(First, Last + 1)]);
}
