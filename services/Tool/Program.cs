using CreatorFlow.Tool;
using CreatorFlow.Tool.CommandLine;

var parsed = ToolCommand.Describe().Parse(args);
var code = await parsed.InvokeAsync();
// The parser's own code for a mistyped command is 1, which here says that something was found.
return parsed.Errors.Count > 0 ? ToolAction.Failed : code;
