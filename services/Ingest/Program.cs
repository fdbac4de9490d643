using CreatorFlow.Hosting;
using CreatorFlow.Ingest;
using Npgsql;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("ingest");
builder.Services.AddIngest(builder.Configuration);

var app = builder.Build();
if (ServiceDefaults.OnlyPrepares(args))
{
    await IngestModule.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), app.Lifetime.ApplicationStopping);
    return;
}
app.UseServiceDefaults();
app.MapIngest();
app.Run();
