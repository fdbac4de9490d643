using CreatorFlow.Benchmarks;

return await BenchmarkCommand.RunAsync(args);
