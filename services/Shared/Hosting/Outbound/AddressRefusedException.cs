namespace CreatorFlow.Hosting.Outbound;

/// <summary>An address is not called; says nothing of what it led to.</summary>
public sealed class AddressRefusedException(string code) : Exception(code)
{
    /// <summary>Stable, of <see cref="CallbackGuard"/>.</summary>
    public string Code { get; } = code;
}
