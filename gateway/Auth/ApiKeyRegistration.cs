namespace CreatorFlow.Gateway.Auth;

internal static class ApiKeyRegistration
{
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiKeyOptions>().BindConfiguration(ApiKeyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<KeyLookup>().AddSingleton<KeyDirectory>().AddSingleton<WrongKeys>();
    }
}
