using CreatorFlow.Accounts;
using CreatorFlow.Adapters;
using CreatorFlow.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("adapters");
builder.Services
    .AddPostgres(builder.Configuration)
    .AddRedis(builder.Configuration)
    .AddSecrets(builder.Configuration)
    .AddAccounts()
    .AddAdapters(builder.Configuration);

var app = builder.Build();
app.UseServiceDefaults();
await app.RunAsync();
