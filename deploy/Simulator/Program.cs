using CreatorFlow.Hosting;
using CreatorFlow.Simulator;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("simulator");
builder.Services.AddSimulator();

var app = builder.Build();
app.UseServiceDefaults();
app.MapSimulator();
await app.RunAsync();
