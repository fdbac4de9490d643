namespace CreatorFlow.Ingest.Publishing;

/// <summary>Where a delivery is now.</summary>
internal enum PublishOutcome
{
    /// <summary>Confirmed by the broker.</summary>
    Published,

    /// <summary>In the spool, committed.</summary>
    Spooled,

    /// <summary>Applied before; nothing was sent.</summary>
    Duplicate,

    /// <summary>Nowhere: the sender has to send it again.</summary>
    Unavailable,
}
