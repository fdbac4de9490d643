using CreatorFlow.Gateway;
using CreatorFlow.Hosting;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("gateway");
builder.AddGateway();
var app = builder.Build();
app.UseGateway();
await app.RunAsync();
