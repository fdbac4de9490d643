using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace CreatorFlow.Hosting.Security;

/// <summary>Encrypts secrets at rest with ASP.NET Core Data Protection (AES-256-CBC + HMAC-SHA-256 by default, keys rotate by themselves).</summary>
/// <remarks>Thread-safe. All services share the key ring of <see cref="KeyRingOptions.Directory"/>.</remarks>
public sealed class SecretProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector protector = provider.CreateProtector("CreatorFlow.Secrets.v1");

    public byte[] Protect<T>(T secrets) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(secrets));

    /// <exception cref="System.Security.Cryptography.CryptographicException">Not encrypted with this key ring, or tampered with.</exception>
    public T Unprotect<T>(byte[] cipher) => JsonSerializer.Deserialize<T>(protector.Unprotect(cipher))!;
}
