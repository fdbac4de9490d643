using CreatorFlow.Agent.CommandLine;

return await AgentCommand.Describe().Parse(args).InvokeAsync();
