namespace CreatorFlow.Accounts.ShareLinks;

/// <summary>A public link to what a creator has available or to its work sessions, without its token. All times are UTC.</summary>
/// <param name="Id">Public.</param>
/// <param name="CreatorId">Whose.</param>
/// <param name="Label">Its owner's name for it.</param>
/// <param name="Sku">The one SKU that it shows; null: all of them.</param>
/// <param name="CreatedAt">Since when it opens.</param>
/// <param name="CreatedBy">The id of the key that made it.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="RevokedAt">Null: it was not.</param>
/// <param name="Sessions">It shows work sessions, and no stock.</param>
public sealed record ShareLink(string Id, string CreatorId, string Label, string? Sku, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, bool Sessions);
