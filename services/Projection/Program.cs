using CreatorFlow.Hosting;
using CreatorFlow.Projection;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("projection");
builder.AddProjection();
var app = builder.Build();
app.UseServiceDefaults();
await app.PrepareProjectionAsync(app.Lifetime.ApplicationStopping);
if (ServiceDefaults.OnlyPrepares(args)) return;
await app.RunAsync();
