using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Accounts.ShareLinks;
using CreatorFlow.Accounts.SignIns;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreatorFlow.Accounts;

/// <summary>Creators, their connections and API keys: who the platform serves. Needs PostgreSQL and secrets added before.</summary>
public static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<CreatorStore>()
        .AddSingleton<ConnectionStore>()
        .AddSingleton<SecretStore>()
        .AddSingleton<ApiKeyStore>()
        .AddSingleton<KeyDesk>()
        .AddSingleton<ShareLinkStore>()
        .AddSingleton<AlertWebhookStore>()
        .AddSingleton<SignInStore>();

    /// <summary>Creates or upgrades the tables; safe from several processes at once.</summary>
    public static Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellation = default) =>
        Migrations.ApplyAsync(database, typeof(AccountsModule).Assembly, "accounts", cancellation);
}
