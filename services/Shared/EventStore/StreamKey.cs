namespace CreatorFlow.EventStore;

/// <summary>A stream: its tenant and its id within the tenant. Ordinal equality.</summary>
public readonly record struct StreamKey(string Tenant, string Id);
