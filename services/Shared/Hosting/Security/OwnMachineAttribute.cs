using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Hosting.Security;

/// <summary>An origin on the machine of whoever reads it, such as <c>http://localhost:3001</c>: a host and a port, and nothing behind them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OwnMachineAttribute : ValidationAttribute
{
    public OwnMachineAttribute() : base("{0} must be http://localhost or http://127.0.0.1, with a port and without a path.") { }

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is string text
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host: "localhost" or "127.0.0.1" }
        && text == $"{address.Scheme}://{address.Host}:{address.Port}";
}
