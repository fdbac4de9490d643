using CreatorFlow.Hosting;
using CreatorFlow.Ingest;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("ingest");
builder.Services.AddIngest(builder.Configuration);

var app = builder.Build();
app.UseServiceDefaults();
app.MapIngest();
app.Run();
