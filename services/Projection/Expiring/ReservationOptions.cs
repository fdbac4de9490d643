using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Projection.Expiring;

/// <summary>How long an unpaid order keeps what is reserved for it.</summary>
internal sealed class ReservationOptions
{
    public const string Section = "Reservations";
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(30);

    /// <summary>Minutes from the order's placing, for orders that come from now on. The default is 30.</summary>
    [Range(1, 43_200)] public int UnpaidMinutes { get; init; } = (int)DefaultWindow.TotalMinutes;

    /// <summary>Seconds between two looks for what is due. The default is 5.</summary>
    [Range(1, 3_600)] public int LookEverySeconds { get; init; } = 5;
}
