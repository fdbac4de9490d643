using CreatorFlow.Dashboard;
using CreatorFlow.Hosting;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("dashboard");
builder.AddDashboard();
var app = builder.Build();
app.UseServiceDefaults();
app.MapDashboard();
await app.PrepareDashboardAsync(app.Lifetime.ApplicationStopping);
await app.RunAsync();
