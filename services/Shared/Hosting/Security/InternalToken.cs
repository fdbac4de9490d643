using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Security;

/// <summary>The shared token by which services know calls of other services.</summary>
public sealed class InternalTokenOptions
{
    public const string Section = "Internal";

    /// <summary>At least 32 characters; random, the same for every service.</summary>
    [Required, MinLength(32), DataType(DataType.Password)] public string Token { get; init; } = "";
}

/// <summary>Lets only calls through that carry <c>X-Internal-Token</c>; compared in constant time.</summary>
public sealed class InternalTokenFilter(IOptions<InternalTokenOptions> options) : IEndpointFilter
{
    public const string Header = "X-Internal-Token";
    private readonly byte[] expected = Digest(options.Value.Token);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var given = context.HttpContext.Request.Headers[Header].ToString();
        return CryptographicOperations.FixedTimeEquals(Digest(given), expected)
            ? next(context)
            : ValueTask.FromResult<object?>(Problem.Of(401, "auth.internal_only", "This address is for the platform's own services."));
    }

    private static byte[] Digest(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
