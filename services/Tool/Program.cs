using CreatorFlow.Tool;

return await ToolCommand.Describe().Parse(args).InvokeAsync();
