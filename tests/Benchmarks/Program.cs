using CreatorFlow.Benchmarks;
using CreatorFlow.Benchmarks.Straightforward;
using CreatorFlow.Benchmarks.Streams;

return args switch
{
    [StraightforwardService.Argument, var part] => await StraightforwardService.RunAsync(part),
    [BareStreams.Argument] => await BareStreams.RunAsync(),
    _ => await BenchmarkCommand.RunAsync(args),
};
