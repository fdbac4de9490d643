using CreatorFlow.Hosting;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

internal static class ApiKeyRegistration
{
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiKeyOptions>().BindConfiguration(ApiKeyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<KeyLookup>().AddSingleton<KeyDirectory>().AddSingleton<WrongKeys>().AddSingleton<Admission>().AddSingleton<AccessTokens>().AddSingleton<SignIns>();
        // The key ring that all services and replicas share protects the tokens, too.
        builder.Services.AddSecrets(builder.Configuration);
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddAuthentication().AddBearerToken(AccessTokens.Scheme);
        builder.Services.AddOptions<BearerTokenOptions>(AccessTokens.Scheme).Configure<IOptions<TokenOptions>>((bearer, tokens) =>
            (bearer.BearerTokenExpiration, bearer.RefreshTokenExpiration) = (tokens.Value.Access, tokens.Value.Refresh));
    }
}
