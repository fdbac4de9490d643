using System.ComponentModel.DataAnnotations;
using CreatorFlow.Gateway.Auth;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CreatorFlow.Gateway.Routes;

/// <summary>The sites whose pages may call the API. They show a key or a token in a header; cookies are neither set nor taken, so no answer
/// ever allows credentials.</summary>
internal sealed class OriginOptions : IValidatableObject
{
    public const string Section = "Cors";

    /// <summary>Such as <c>https://dashboard.example.com</c>: no path, no closing slash, no wildcard, which would never match.</summary>
    public string[] AllowedOrigins { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AllowedOrigins
        .Where(origin => !IsOrigin(origin))
        .Select(origin => new ValidationResult($"{Section}:{nameof(AllowedOrigins)}: '{origin}' is not an origin."));

    private static bool IsOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && !origin.Contains('*', StringComparison.Ordinal)
        && address.UserInfo.Length == 0
        && string.Equals(address.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase);
}

internal static class AllowedOrigins
{
    /// <summary>What <c>routes.json</c> and our own addresses name.</summary>
    public const string Policy = "dashboard";

    public static void AddAllowedOrigins(this IServiceCollection services)
    {
        services.AddOptions<OriginOptions>().BindConfiguration(OriginOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // A predicate rather than a list: with a list of one the answers would not say that they vary with the origin.
        services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddPolicy(Policy, policy => policy
            .SetIsOriginAllowed(origins.Value.AllowedOrigins.ToHashSet(StringComparer.OrdinalIgnoreCase).Contains)
            .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders(HeaderNames.Authorization, PresentedKey.Header, HeaderNames.ContentType, "Idempotency-Key",
                HeaderNames.IfMatch, HeaderNames.IfNoneMatch, "Last-Event-ID")
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        services.AddCors();
    }
}
