using System.CommandLine;
using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Running;

// The parser would end the process two seconds after the first signal; stopping takes longer, and
// AppHostRun listens for the signals itself.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await new AppHostCommand().Describe(AppHostRun.RunAsync).Parse(args).InvokeAsync(invocation);
